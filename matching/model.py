"""The nouns born here: what a comparison finds, and what a policy makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sources.model import Identifier, Kind, Name

Level = Literal["none", "low", "moderate", "high"]
LegalCheck = Literal["none", "permit_check", "refer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a comparison: a subject, or the entities of a cluster taken together.

    `countries`: alpha-2 of an organisation; always empty for a person. `birth_dates` as written, partial allowed.
    """

    kind: Kind
    names: tuple[Name, ...]
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    birth_dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one feature found: whole points of log-odds, and the values that made it say so.

    The sentence is the message `evidence.<feature>` filled with `facts` (data/reference/messages/evidence.toml).
    """

    feature: str
    points: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The machine's claim on one pair, made of its best pair of names and of identifiers and dates.

    `points` is the exact sum of the evidence; `score` (0-1) is read from the fixed table of that sum; `chance` says how
    likely two different ones share this spelling; `same` is score >= the released threshold.
    """

    points: int
    score: float
    chance: float
    same: bool
    left_name: str
    right_name: str
    evidence: tuple[Evidence, ...]
