"""Whose work is it? An author of a work held against a subject: as points that sum exactly, and a probability in percent.

An index's author number is never looked at, nor the ORCID it hangs on one: it guesses, and one of its authors has 34,000
papers. A number that its holder or a publisher gave, a work the person declared, or a name together with a body,
co-authors and field speak; a name alone says little, the less the more people bear it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, log, log10
from typing import Literal

from matching.model import Comparison, Evidence, Party
from matching.names.tables import Tables
from matching.normalise import fold
from matching.people.cut import pieces
from matching.score import Prepared, compare_prepared, prepare
from sources.model import Contributor, Name, Work

Basis = Literal["orcid", "declared", "name"]
COMMON = 0.5  # chance that somebody else among many bears a co-author's name, from which on it tells little
TELLS_APART = 150  # points between two authors of one work
PROVED: tuple[Basis, ...] = ("orcid", "declared")


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachingWeights:
    """The table of points (data/reference/attaching.toml)."""

    points: Mapping[str, int]
    least_percent: int
    unproved_most_percent: int
    authors: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a subject. `bodies`: names of where the person works or worked, disclosed or on record; `rors`: their
    numbers; `declared`: DOIs of the works the person names as own."""

    names: tuple[Name, ...]
    orcid: str = ""
    bodies: tuple[str, ...] = ()
    rors: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """That a work may be a subject's, as author number `position`. `percent`: how probable that is; `may_grade`: enough to count."""

    source: str
    work_id: str
    position: int
    basis: Basis
    points: int
    percent: int
    may_grade: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What the works that are surely the subject's tell: with whom, in which fields, at which bodies.

    `coauthors`: name -> points of meeting it again.
    """

    coauthors: Mapping[str, int] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    rors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One author of one work, beside the subject."""

    profile: Profile
    circle: Circle
    work: Work
    author: Contributor
    comparison: Comparison
    weights: AttachingWeights


def attach(profile: Profile, works: Sequence[Work], tables: Tables, weights: AttachingWeights) -> tuple[Attachment, ...]:
    """Every work that may be the subject's, in the order of `works`; one without an author of that name or number is none of them."""
    person = prepare(Party(kind="person", names=profile.names), tables)
    seen: dict[str, Comparison] = {}
    found = [(work, author, comparison) for work in works for author, comparison in _bearers(profile, person, work, tables, seen)]
    first = [_told(Look(profile=profile, circle=Circle(), work=w, author=a, comparison=c, weights=weights)) for w, a, c in found]
    sure = [(w, a) for (w, a, _), one in zip(found, first, strict=True) if one.basis in PROVED and one.may_grade]
    circle = _circle(sure, tables, weights)
    told = [_told(Look(profile=profile, circle=circle, work=w, author=a, comparison=c, weights=weights)) for w, a, c in found]
    by_work: dict[tuple[str, str], list[Attachment]] = {}
    for one in told:
        by_work.setdefault((one.source, one.work_id), []).append(one)
    return tuple(_likeliest(rivals) for rivals in by_work.values())


def _likeliest(rivals: Sequence[Attachment]) -> Attachment:
    """Of several authors of that name on one work, the likeliest; of two that are nearly as likely it is an even chance at best."""
    first, *others = sorted(rivals, key=lambda one: (-one.points, one.position))
    if not others or first.points - others[0].points > TELLS_APART:
        return first
    return replace(first, percent=min(first.percent, 50), may_grade=False)


def _bearers(
    profile: Profile, person: Prepared, work: Work, tables: Tables, seen: dict[str, Comparison]
) -> Iterator[tuple[Contributor, Comparison]]:
    """The authors who bear the subject's name, or its number under a name that does not contradict."""
    words = {word for name in profile.names for word in fold(name.text).split()}
    for author in work.contributors:
        has_number = author.orcid == profile.orcid != "" and author.orcid_by in ("holder", "depositor")
        text = author.name.text
        if not has_number and text.isascii() and not words & set(fold(text.replace(",", " ").replace(".", " ")).split()):
            continue
        if text not in seen:
            party = Party(kind="person", names=(author.name,))
            seen[text] = compare_prepared(person, prepare(party, tables), tables)
        comparison = seen[text]
        if comparison.same or has_number:
            yield author, comparison


def _told(look: Look) -> Attachment:
    evidence = tuple(found for feature in FEATURES if (found := feature(look)) is not None)
    names = {one.feature for one in evidence}
    points = sum(one.points for one in evidence)
    percent = percent_of(points)
    basis: Basis = "orcid" if "orcid_agrees" in names else "declared" if "declared_work" in names else "name"
    if basis == "name" and not names & {"body_agrees", "coauthors_agree"}:
        percent = min(percent, look.weights.unproved_most_percent)
    return Attachment(
        source=look.work.source,
        work_id=look.work.work_id,
        position=look.author.position,
        basis=basis,
        points=points,
        percent=percent,
        may_grade=percent >= look.weights.least_percent,
        evidence=evidence,
    )


def percent_of(points: int) -> int:
    """Points of log-odds as a probability in whole percent, never 0 or 100."""
    return max(1, min(99, round(100 / (1 + 10 ** (-points / 100)))))


def orcid_agrees(look: Look) -> Evidence | None:
    """The work gives this author the subject's ORCID, by the holder's own word or the publisher's."""
    if not look.profile.orcid or look.author.orcid != look.profile.orcid or look.author.orcid_by not in ("holder", "depositor"):
        return None
    return _evidence(look, "orcid_agrees", f"orcid_by_{look.author.orcid_by}", value=look.author.orcid)


def orcid_differs(look: Look) -> Evidence | None:
    """The work gives this author another ORCID."""
    author = look.author
    if not look.profile.orcid or author.orcid in ("", look.profile.orcid) or author.orcid_by not in ("holder", "depositor"):
        return None
    return _evidence(look, "orcid_differs", "orcid_differs", left=look.profile.orcid, right=author.orcid)


def declared_work(look: Look) -> Evidence | None:
    """The person names the work as own, in a public record."""
    doi = next((one.value for one in look.work.identifiers if one.scheme == "doi" and one.value in look.profile.declared), "")
    return _evidence(look, "declared_work", "declared_work", value=doi) if doi else None


def author_namesakes(look: Look) -> Evidence:
    """How many people who write papers bear the name as far as it is printed."""
    chance = look.comparison.chance
    among = 100_000  # the population that a chance speaks of (data/reference/names/weights.toml)
    others = inf if chance >= 1 else -log(1 - chance) * look.weights.authors / among
    points = -400 if others == inf else max(-400, round(-100 * log10(1 + others)))
    return Evidence(feature="author_namesakes", points=points, facts={"name": look.author.name.text})


def initials_only(look: Look) -> Evidence | None:
    """The given name is printed as initials alone."""
    words = fold(look.author.name.text.replace(".", " ").replace(",", " ")).split()
    is_short = look.author.name.text.isascii() and len(words) > 1 and sum(len(word) > 1 for word in words) < 2
    return _evidence(look, "initials_only", "initials_only", name=look.author.name.text) if is_short else None


def body_agrees(look: Look) -> Evidence | None:
    """The author is printed at a body where the subject is or was."""
    rors = look.profile.rors | look.circle.rors
    for place in look.author.affiliations:
        if place.ror and place.ror in rors:
            return _evidence(look, "body_agrees", "body_agrees", body=place.organisation)
        if _holds_any(place.organisation, (*look.profile.bodies, *look.circle.bodies)):
            return _evidence(look, "body_agrees", "body_agrees", body=place.organisation)
    return None


def body_differs(look: Look) -> Evidence | None:
    """The author is printed at other bodies, written as the subject's could have been."""
    printed = [place.organisation for place in look.author.affiliations]
    known = (*look.profile.bodies, *look.circle.bodies)
    if not printed or body_agrees(look) or not any(a.isascii() == b.isascii() for a in printed for b in known):
        return None
    return _evidence(look, "body_differs", "body_differs", body=printed[0])


def coauthors_agree(look: Look) -> Evidence | None:
    """The work is written with people with whom the subject surely wrote others."""
    met = [look.circle.coauthors[name] for name in _others(look.work, look.author.position) if name in look.circle.coauthors]
    if not met:
        return None
    points = min(sum(met), look.weights.points["most_coauthors"])
    return Evidence(feature="coauthors_agree", points=points, facts={"count": str(len(met))})


def field_agrees(look: Look) -> Evidence | None:
    """The work is in a field of the works that surely are the subject's, or in none of them."""
    fields = set(look.work.fields)
    if not fields or not look.circle.fields:
        return None
    shared = sorted(fields & look.circle.fields)
    return _evidence(look, "field_agrees" if shared else "field_differs", "field_agrees" if shared else "field_differs",
                     fields=", ".join(shared[:3] or sorted(fields)[:3]))  # fmt: skip


FEATURES = (
    orcid_agrees, orcid_differs, declared_work, author_namesakes, initials_only, body_agrees, body_differs, coauthors_agree, field_agrees,
)  # fmt: skip


def _evidence(look: Look, feature: str, weight: str, **facts: str) -> Evidence:
    return Evidence(feature=feature, points=look.weights.points[weight], facts=facts)


def _circle(sure: Sequence[tuple[Work, Contributor]], tables: Tables, weights: AttachingWeights) -> Circle:
    places = [place for _, author in sure for place in author.affiliations]
    names = {name for work, author in sure for name in _others(work, author.position)}
    return Circle(
        coauthors={name: weights.points["coauthor" if _is_telling(name, tables) else "common_coauthor"] for name in sorted(names)},
        fields=frozenset(field for work, _ in sure for field in work.fields),
        bodies=tuple(dict.fromkeys(place.organisation for place in places)),
        rors=frozenset(place.ror for place in places if place.ror),
    )


def _others(work: Work, position: int) -> set[str]:
    """The other authors, by their names' words in alphabetical order: "Musterfeld, L." and "L. Musterfeld" are one."""
    names = (other.name.text for other in work.contributors if other.position != position)
    return {" ".join(sorted(fold(name.replace(",", " ").replace(".", " ")).split())) for name in names}


def _is_telling(name: str, tables: Tables) -> bool:
    """Whether two people of that name are seldom met."""
    one = prepare(Party(kind="person", names=(Name(text=name),)), tables)
    return compare_prepared(one, one, tables).chance < COMMON


def _holds_any(printed: str, bodies: Sequence[str]) -> bool:
    """Whether all words of one of the bodies stand together in the printed text."""
    text = _words(printed)
    return any(words != "  " and words in text for words in map(_words, bodies))


def _words(text: str) -> str:
    return f" {' '.join(piece.text for piece in pieces(text))} "
