"""Whose work is it? An author of a work held against a subject: as points that sum exactly, and a probability in percent.

An index's author number is never looked at, nor the ORCID it hangs on one: it guesses, and one of its authors has 34,000
papers. A number that its holder or a publisher gave, a work the person declared, or a name together with a body,
co-authors and field speak; a name alone says little, the less the more people bear it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matching.model import Comparison, Evidence, Party
from matching.names.tables import Tables
from matching.normalise import fold
from matching.people.authorship import FEATURES, VOUCHED, AttachingWeights, Circle, Look, Profile, others
from matching.score import Prepared, compare_prepared, prepare
from sources.model import Contributor, Name, Work

Basis = Literal["orcid", "declared", "name"]
COMMON = 0.5  # chance that somebody else among many bears a co-author's name, from which on it tells little
TELLS_APART = 150  # points between two authors of one work
PROVED: tuple[Basis, ...] = ("orcid", "declared")


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
    first, *rest = sorted(rivals, key=lambda one: (-one.points, one.position))
    if not rest or first.points - rest[0].points > TELLS_APART:
        return first
    return replace(first, percent=min(first.percent, 50), may_grade=False)


def _bearers(
    profile: Profile, person: Prepared, work: Work, tables: Tables, seen: dict[str, Comparison]
) -> Iterator[tuple[Contributor, Comparison]]:
    """The authors who bear the subject's name, or its number under a name that does not contradict."""
    words = {word for name in profile.names for word in fold(name.text).split()}
    for author in work.contributors:
        has_number = author.orcid == profile.orcid != "" and author.orcid_by in VOUCHED
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


def _circle(sure: Sequence[tuple[Work, Contributor]], tables: Tables, weights: AttachingWeights) -> Circle:
    places = [place for _, author in sure for place in author.affiliations]
    names = {name for work, author in sure for name in others(work, author.position)}
    return Circle(
        coauthors={name: weights.points["coauthor" if _is_telling(name, tables) else "common_coauthor"] for name in sorted(names)},
        fields=frozenset(field for work, _ in sure for field in work.fields),
        bodies=tuple(dict.fromkeys(place.organisation for place in places)),
        rors=frozenset(place.ror for place in places if place.ror),
    )


def _is_telling(name: str, tables: Tables) -> bool:
    """Whether two people of that name are seldom met."""
    one = prepare(Party(kind="person", names=(Name(text=name),)), tables)
    return compare_prepared(one, one, tables).chance < COMMON
