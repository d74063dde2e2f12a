"""The released tables an affiliation is read with: frozen, passed in beside the tables of names."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Hints:
    """`short`: a shortened word -> words it may stand for; `countries`: folded name of a country, state or province -> alpha-2;
    `capitals`: the same for short forms that only count in capitals; `weights`: names | accepted | first, and
    the same with native_ for texts in other scripts -> feature -> log-odds a unit; `least`: chance from which an organisation is
    accepted; `sha256`: of all of it.
    """

    short: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    capitals: Mapping[str, str]
    weights: Mapping[str, Mapping[str, float]]
    least: float
    sha256: str
