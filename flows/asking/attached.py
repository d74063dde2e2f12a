"""Whose works the works of the night are: what the raw layer holds, as nouns, held against every person who may be looked up."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flows.warehouse import Warehouse
from matching.names.tables import Tables
from matching.normalise import fold
from matching.people.attaching import Attachment, attach
from matching.people.authorship import AttachingWeights, Profile
from sources.model import Affiliation, Contributor, Identifier, Name, Quote, Subject, Work

COLUMNS = ("program_id", "subject_id", "source", "work_id", "position", "basis", "points", "percent", "may_grade", "evidence")
_WORKS = "select source, work_id, doi, title, kind, published_on, fields, document, locator from raw.works order by source, work_id"
_AUTHORS = "select * from raw.contributors order by source, work_id, position"
_PLACES = "select source, work_id, position, person, organisation, ror from raw.observed_affiliations order by all"
_DECLARED = "select person, doi from raw.declared_works order by all"
_GROUNDS = "select program_id, subject_id from raw.grounds order by all"
Key = tuple[str, str]


def load_weights(path: Path) -> AttachingWeights:
    """data/reference/attaching.toml"""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return AttachingWeights(
        points=table["points"],
        least_percent=table["least_percent"],
        least_told_percent=table["least_told_percent"],
        unproved_most_percent=table["unproved_most_percent"],
        authors=table["authors"],
    )


def attached(warehouse: Warehouse, subjects: Sequence[Subject], tables: Tables, weights: AttachingWeights) -> list[tuple[object, ...]]:
    """Rows as COLUMNS: every work that may be a subject's, of the subjects of whom works may be looked up."""
    allowed = {(row["program_id"], row["subject_id"]) for row in warehouse.rows(_GROUNDS)}
    people = [subject for subject in subjects if (subject.program_id, subject.subject_id) in allowed]
    if not people:
        return []
    works, posts, declared = works_of(warehouse), _posts(warehouse), _declared(warehouse)
    shelf = _shelf(works)
    known: dict[Profile, tuple[Attachment, ...]] = {}
    rows = []
    for subject in people:
        profile = _profile(subject, posts, declared)
        if profile not in known:
            known[profile] = attach(profile, _near(profile, works, shelf), tables, weights)
        rows += [_row(subject, one) for one in known[profile] if one.percent >= weights.least_told_percent]
    return rows


def works_of(warehouse: Warehouse) -> list[Work]:
    """The works of the raw layer as nouns, in the order of source and number; as far as attaching reads them."""
    places: defaultdict[tuple[str, str, int], list[Affiliation]] = defaultdict(list)
    for row in warehouse.rows(_PLACES):
        if row["work_id"]:
            places[row["source"], row["work_id"], row["position"]].append(
                Affiliation(organisation=row["organisation"], ror=row["ror"], basis="observed")
            )
    authors: defaultdict[Key, list[Contributor]] = defaultdict(list)
    for row in warehouse.rows(_AUTHORS):
        authors[row["source"], row["work_id"]].append(
            Contributor(
                name=Name(text=row["name"], family=row["family"], given=row["given"]),
                position=row["position"],
                orcid=row["orcid"],
                orcid_by=row["orcid_by"],
                affiliations=tuple(places[row["source"], row["work_id"], row["position"]]),
            )
        )
    return [
        Work(
            source=row["source"],
            work_id=row["work_id"],
            title=row["title"],
            published_on=row["published_on"],
            kind=row["kind"],
            identifiers=(Identifier(scheme="doi", value=row["doi"]),) if row["doi"] else (),
            contributors=tuple(authors[row["source"], row["work_id"]]),
            fundings=(),
            quote=Quote(document=row["document"], locator=row["locator"], text=""),
            fields=tuple(field for field in row["fields"].split("; ") if field),
        )
        for row in warehouse.rows(_WORKS)
    ]


def _posts(warehouse: Warehouse) -> Mapping[str, list[tuple[str, str]]]:
    """Person's number -> (body, ror) of the posts on record."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in warehouse.rows(_PLACES):
        if not row["work_id"]:
            found[row["person"]].append((row["organisation"], row["ror"]))
    return found


def _declared(warehouse: Warehouse) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in warehouse.rows(_DECLARED):
        found[row["person"]].append(row["doi"])
    return found


def _profile(subject: Subject, posts: Mapping[str, list[tuple[str, str]]], declared: Mapping[str, list[str]]) -> Profile:
    numbers = [f"{one.scheme}:{one.value}" for one in subject.identifiers]
    recorded = [post for number in numbers for post in posts.get(number, ())]
    bodies = [affiliation.organisation for affiliation in subject.affiliations] + [body for body, _ in recorded]
    rors = [affiliation.ror for affiliation in subject.affiliations] + [ror for _, ror in recorded]
    return Profile(
        names=subject.names,
        orcid=next((one.value for one in subject.identifiers if one.scheme == "orcid"), ""),
        bodies=tuple(dict.fromkeys(bodies)),
        rors=frozenset(ror for ror in rors if ror),
        declared=frozenset(doi for number in numbers for doi in declared.get(number, ())),
    )


def _shelf(works: Sequence[Work]) -> Mapping[str, list[int]]:
    """Word of an author's name, ORCID or DOI -> places of the works that bear it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place, work in enumerate(works):
        words = {word for author in work.contributors for word in _words([author.name])} | {author.orcid for author in work.contributors}
        for word in sorted(words | {one.value for one in work.identifiers}):
            found[word].append(place)
    return found


def _near(profile: Profile, works: Sequence[Work], shelf: Mapping[str, list[int]]) -> list[Work]:
    """The works that share a word of a name, the number or a declared DOI with the subject."""
    keys = {*_words(profile.names), *profile.declared} | ({profile.orcid} if profile.orcid else set())
    return [works[place] for place in sorted({place for key in keys for place in shelf.get(key, ())})]


def _words(names: Iterable[Name]) -> set[str]:
    return {word for name in names for word in fold(name.text.replace(",", " ").replace(".", " ")).split() if len(word) > 1}


def _row(subject: Subject, one: Attachment) -> tuple[object, ...]:
    said = "; ".join(f"{found.feature} {found.points:+d}" for found in one.evidence)
    key = (subject.program_id, subject.subject_id, one.source, one.work_id, one.position)
    return (*key, one.basis, one.points, one.percent, one.may_grade, said)
