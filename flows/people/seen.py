"""What public records say of subjects: the works attached to them, careers by a number of the person's own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.asking.attached import COLUMNS
from flows.warehouse import Warehouse
from matching.people.same import Same
from matching.people.sightings import Programmes, of_career, of_work
from matching.people.timeline import Sighting
from sources.model import Affiliation, Career, Contributor, Funding, Identifier, Name, Quote, Subject, Work

_WORKS = "select * from raw.works order by source, work_id"
_AUTHORS = "select * from raw.contributors order by source, work_id, position"
_PLACES = "select * from raw.observed_affiliations order by all"
_MONEY = "select * from raw.fundings order by all"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A work, the place of the subject among its authors, and the chance 0-1 that it is the subject."""

    work: Work
    position: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """`works`: by program and subject; `careers`: by ORCID, which the person gave and which leaves no doubt."""

    works: Mapping[Key, Sequence[Attached]] = field(default_factory=dict)
    careers: Mapping[str, Sequence[Career]] = field(default_factory=dict)

    def sightings(self, subject: Subject, same: Same, programmes: Programmes) -> Iterator[Sighting]:
        """Every public statement on a subject."""
        for attached in self.works.get((subject.program_id, subject.subject_id), ()):
            yield from of_work(attached.work, attached.position, attached.chance, same, programmes)
        for number in _orcids(subject):
            for career in self.careers.get(number, ()):
                yield from of_career(career, 1.0, same, programmes)


def read_public(warehouse: Warehouse, attachments: Iterable[tuple[Any, ...]]) -> Public:
    """The works the night attached to subjects (rows as flows.asking.attached has them), and all records of careers."""
    authors, places, money = (_by_work(warehouse.rows(query)) for query in (_AUTHORS, _PLACES, _MONEY))
    told = {(row["source"], row["work_id"]): row for row in warehouse.rows(_WORKS)}
    works: dict[Key, list[Attached]] = defaultdict(list)
    for row in attachments:
        one = dict(zip(COLUMNS, row, strict=True))
        key = (one["source"], one["work_id"])
        work = _work(told[key], authors[key], places[key], money[key])
        works[one["program_id"], one["subject_id"]].append(Attached(work=work, position=one["position"], chance=one["percent"] / 100))
    return Public(works=works, careers=_careers(places))


def _by_work(rows: Sequence[dict[str, Any]]) -> defaultdict[Key, list[dict[str, Any]]]:
    found: defaultdict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["source"], row["work_id"]].append(row)
    return found


def _work(
    row: dict[str, Any], authors: Sequence[dict[str, Any]], places: Sequence[dict[str, Any]], money: Sequence[dict[str, Any]]
) -> Work:
    return Work(
        source=row["source"],
        work_id=row["work_id"],
        title=row["title"],
        published_on=row["published_on"],
        kind=row["kind"],
        identifiers=(Identifier(scheme="doi", value=row["doi"]),) if row["doi"] else (),
        contributors=tuple(
            Contributor(
                name=Name(text=one["name"]),
                position=one["position"],
                orcid=one["orcid"],
                affiliations=tuple(_affiliation(place) for place in places if place["position"] == one["position"]),
            )
            for one in authors
        ),
        fundings=tuple(
            Funding(funder=one["funder"], identifiers=_number(one["identifier"]), awards=tuple(filter(None, [one["award"]])))
            for one in money
        ),
        quote=Quote(document=row["document"], locator=row["locator"], text=""),
    )


def _careers(places: Mapping[Key, Sequence[dict[str, Any]]]) -> Mapping[str, list[Career]]:
    found: dict[str, list[Career]] = defaultdict(list)
    for (source, work), rows in sorted(places.items()):
        by_person: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in rows if not work else ():
            by_person[row["person"].removeprefix("orcid:")].append(row)
        for person, posts in sorted(by_person.items()):
            found[person].append(
                Career(
                    source=source,
                    person=Identifier(scheme="orcid", value=person),
                    names=(),
                    affiliations=tuple(_affiliation(post) for post in posts),
                    works=(),
                    quote=Quote(document=source, locator=person, text=""),
                )
            )
    return found


def _affiliation(row: Mapping[str, Any]) -> Affiliation:
    return Affiliation(
        organisation=row["organisation"], ror=row["ror"], role=row["role"], start_on=row["start_on"], end_on=row["end_on"], basis="observed"
    )


def _number(text: str) -> tuple[Identifier, ...]:
    """As flows.frames writes it: scheme:value."""
    scheme, _, value = text.partition(":")
    return (Identifier(scheme=scheme, value=value),) if value else ()


def _orcids(subject: Subject) -> list[str]:
    return [one.value for one in subject.identifiers if one.scheme == "orcid"]
