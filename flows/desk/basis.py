"""What a decision rests on: who the subject is, who the listed side is, what spoke for it. What has changed since?"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from flows.desk.chain import canonical
from matching.normalise import fold

Way = Literal["added", "removed"]

# Field -> the ways of changing that make a decision lapse. A name taken away leaves the judgement as it was; a number or
# a year taken away may have been what it rested on. Addresses, listings and regimes say nothing of who it is: no field here.
# Features: a new ruleset weighs anew what spoke before, and that alone reopens nothing.
LAPSES: Mapping[str, tuple[Way, ...]] = {
    "subject_names": ("added",),
    "subject_identifiers": ("added", "removed"),
    "subject_birth_years": ("added", "removed"),
    "listed_names": ("added",),
    "listed_identifiers": ("added", "removed"),
    "listed_birth_dates": ("added", "removed"),
    "features": ("added",),
    "links": ("added",),
}
# Only where the reason given says that it was decided upon these (data/reference/desk.toml, rests_on).
LAPSES_IF_RESTED_ON: Mapping[str, tuple[Way, ...]] = {"subject_affiliations": ("added",)}
OWN_NAME = "name"
"""The link of a hit on the subject's own name; other links are a kind of disclosure and the body named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One row of marts.bases. Values as given or published; compared folded."""

    hit_id: str
    program_id: str
    case_id: str
    subject_id: str
    cluster_id: str
    subject_kind: str
    subject_country: str
    subject_names: tuple[str, ...]
    subject_identifiers: tuple[str, ...] = ()
    subject_birth_years: tuple[str, ...] = ()
    subject_affiliations: tuple[str, ...] = ()
    listed_entities: tuple[str, ...]
    listed_names: tuple[str, ...]
    listed_identifiers: tuple[str, ...] = ()
    listed_birth_dates: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def on_own_name(self) -> bool:
        """Whether it is the subject itself that may be the listed one, and not a body the subject named."""
        return OWN_NAME in self.links


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of a basis that is no longer what it was; `values` as they stand, sorted."""

    field: str
    way: Way
    values: tuple[str, ...]


def of_row(row: Mapping[str, Any]) -> Basis:
    """From a row of marts.bases, or from what `as_text` wrote, an older edition's included."""
    known = {field.name: row[field.name] for field in fields(Basis) if field.name in row}
    whole: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    return Basis(**whole)


def as_text(basis: Basis) -> str:
    """For the ledger."""
    return canonical({field.name: getattr(basis, field.name) for field in fields(basis)})


def of_text(text: str) -> Basis:
    return of_row(json.loads(text))


def changes(then: Basis, now: Basis, rested_on: Iterable[str] = ()) -> tuple[Change, ...]:
    """What makes a decision that rested on `then` lapse `now`. What the subject is called and numbered matters only where
    its own name was compared; a disclosed body is in `links`."""
    weighed = {**LAPSES, **{name: ways for name, ways in LAPSES_IF_RESTED_ON.items() if name in rested_on}}
    found = []
    for field, ways in weighed.items():
        if getattr(then, field) == getattr(now, field) or (field.startswith("subject_") and not then.on_own_name):
            continue
        before, after = _folded(then, field), _folded(now, field)
        differences: dict[Way, tuple[str, ...]] = {
            "added": tuple(sorted(text for key, text in after.items() if key not in before)),
            "removed": tuple(sorted(text for key, text in before.items() if key not in after)),
        }
        found += [Change(field=field, way=way, values=differences[way]) for way in ways if differences[way]]
    return tuple(found)


def same_one(one: Basis, other: Basis) -> bool:
    """Whether two records speak of the same subject and the same listed one, so that a decision on one is heard on the other."""
    if one.hit_id == other.hit_id:
        return True
    return bool(set(one.listed_entities) & set(other.listed_entities)) and same_subject(one, other)


def same_subject(one: Basis, other: Basis) -> bool:
    """Whether two records speak of the same person or organisation. In doubt, no: a namesake must not inherit "different".

    A number shared says so, or the office's own number within a case, or within a program with a name in common; else a
    person's names, year of birth and affiliation together, an organisation's names and country.
    """
    if one.subject_kind != other.subject_kind:
        return False
    if _shared(one, other, "subject_identifiers") or _record(one) == _record(other):
        return True
    if (one.program_id, _own_number(one)) == (other.program_id, _own_number(other)):
        return bool(_shared(one, other, "subject_names"))
    if _folded(one, "subject_names").keys() != _folded(other, "subject_names").keys():
        return False
    if one.subject_kind == "organisation":
        return one.subject_country == other.subject_country
    return bool(_shared(one, other, "subject_birth_years") and _shared(one, other, "subject_affiliations"))


def pair_keys(basis: Basis) -> set[tuple[str, ...]]:
    """Two records of the same subject and the same listed one have one of these in common, so only those are compared."""
    numbers: set[tuple[str, ...]] = {("number", number) for number in _folded(basis, "subject_identifiers")}
    subjects = numbers | {("own", basis.program_id, _own_number(basis)), ("names", *sorted(_folded(basis, "subject_names")))}
    return {(entity, *subject) for entity in basis.listed_entities for subject in subjects}


def same_evidence(one: Basis, other: Basis) -> bool:
    """Whether a person who has judged one has seen all that the other rests on: the same listed one, the same links and
    features; where a subject's own name was compared, the same one by name, numbers, year and affiliations too."""
    alike = ["links", "features", "listed_entities"]
    if one.on_own_name or other.on_own_name:
        alike += ["subject_kind", "subject_country", "subject_names", "subject_identifiers", "subject_birth_years", "subject_affiliations"]
    return all(getattr(one, name) == getattr(other, name) for name in alike)


def _folded(basis: Basis, field: str) -> dict[str, str]:
    """Comparable form -> value as it stands."""
    return {fold(value): value for value in getattr(basis, field)}


def _shared(one: Basis, other: Basis, field: str) -> set[str]:
    return _folded(one, field).keys() & _folded(other, field).keys()


def _record(basis: Basis) -> tuple[str, str, str]:
    return (basis.program_id, basis.case_id, basis.subject_id)


def _own_number(basis: Basis) -> str:
    """The office's own number of the subject: its id without the case it stands in."""
    return basis.subject_id.removeprefix(f"{basis.case_id}:")
