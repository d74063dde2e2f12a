"""May this leave the office? Every word of a finding has to stand in what publishers have published, or in our own vocabulary. Pure.

The shapes of flows.exchange.shapes already know no field for free text. A name could still be a person's, so where it comes from is
asked here once more, of every finding, just before it is packed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flows.exchange.kinds import KINDS, Finding
from sources.errors import ExchangeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What anybody may know: listed or registered organisations (never persons, never the office's own list) with their names,
    sub-lists, catalogue names and places of rows; `codes`: reasons, measures, policies, groups as released with the program."""

    entities: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sub_lists: frozenset[str] = frozenset({""})
    places: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


# Field -> the part of Published that has to hold each of its values. Fields that are not here hold dates, counts, checksums,
# countries, a few fixed words, members' names, or numbers of bodies whose check digits were verified.
HELD_BY: Mapping[str, str] = {
    "name": "names",
    "listed_name": "names",
    "subject_names": "names",
    "entity": "entities",
    "other": "entities",
    "entities": "entities",
    "sub_list": "sub_lists",
    "place": "places",
    "source": "sources",
    "reason": "codes",
    "measure_ids": "codes",
    "policy": "codes",
    "policy_edition": "codes",
    "group": "codes",
    "measure": "codes",
    "of_kind": "kinds",
}


def refuse_private(findings: Iterable[Finding], published: Published) -> None:
    """Raises ExchangeError for the first value that nobody has published; never says the value itself."""
    for finding in findings:
        for field, value in finding.body.items():
            if not is_public(field, value, published):
                raise ExchangeError("exchange.not_public", kind=finding.kind, field=field)


def is_public(field: str, value: object, published: Published) -> bool:
    """Whether each value of a field is held by what it has to be held by; an empty name is none."""
    if field not in HELD_BY:
        return True
    values = value if isinstance(value, list) else [value]
    held = frozenset(KINDS) if HELD_BY[field] == "kinds" else getattr(published, HELD_BY[field])
    return all(isinstance(one, str) and (one == "" or one in held) for one in values)
