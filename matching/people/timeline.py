"""Where a person was, by whom it is said, and since when until when: every statement on one axis, one line a body.

Nothing is bridged and nothing rounded: a window is asked of each statement. A paper says where its author was on the day it
came out, and no other day.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from matching.people.spans import Answer, Span

Link = Literal[
    "employed", "affiliated", "side_post", "funded", "income", "talent_programme", "coauthored", "education", "supervision", "other"
]  # fmt: skip
Basis = Literal["disclosed", "observed"]
LINKS: tuple[Link, ...] = (
    "employed", "affiliated", "side_post", "funded", "income", "talent_programme", "coauthored", "education", "supervision", "other",
)  # fmt: skip
ANSWERS: tuple[Answer, ...] = ("no", "perhaps", "yes")
SURE = 0.8
"""Chance that a public record speaks of this person, below which it is shown and counts for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One statement of one source: the person (or who wrote with, or paid, the person) at a body.

    `organisation`: as written; `body`: what it stands for, the same for all names of one body (matching.people.same);
    `evidence`: work or row that says so; `role`: as given there; `is_unpaid`: it says so; `chance`: 0-1 that the source means this
    person.
    """

    organisation: str
    body: str
    link: Link
    basis: Basis
    source: str
    span: Span
    evidence: str
    role: str = ""
    is_unpaid: bool = False
    chance: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A body under one kind of link, with every statement on it, the earliest first."""

    body: str
    link: Link
    sightings: tuple[Sighting, ...]

    @property
    def name(self) -> str:
        """As it is written most often, the first in order among equals."""
        names = [one.organisation for one in self.sightings]
        return min(set(names), key=lambda name: (-names.count(name), name))

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Who says so: disclosed, observed, or both."""
        return tuple(sorted({one.basis for one in self.sightings}))

    @property
    def chance(self) -> float:
        """Of its surest statement."""
        return max(one.chance for one in self.sightings)

    @property
    def dates(self) -> Span:
        """From the earliest start to the latest end that were written; open at the side where some statement gives none."""
        starts, ends = [one.span.start for one in self.sightings], [one.span.end for one in self.sightings]
        first = min(starts, key=lambda text: (Span(text).starts[0], text)) if all(starts) else ""
        return Span(first, max(ends, key=lambda text: (Span(end=text).ends[1], text)) if all(ends) else "")

    def within(self, years: int, as_of: date) -> Answer:
        """The surest answer any of its statements gives."""
        return max((one.span.within(years, as_of) for one in self.sightings), key=ANSWERS.index)


def timeline(sightings: Iterable[Sighting]) -> tuple[Line, ...]:
    """One line a body and link: own posts first, then by start and body. The order in which statements come makes no difference."""
    found: dict[tuple[str, Link], set[Sighting]] = defaultdict(set)
    for one in sightings:
        found[one.body, one.link].add(one)
    lines = [Line(body=body, link=link, sightings=tuple(sorted(said, key=_place))) for (body, link), said in found.items()]
    return tuple(sorted(lines, key=lambda line: (LINKS.index(line.link), *_place(line.sightings[0]), line.body)))


def duals(sightings: Iterable[Sighting]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(work, bodies) of every work on which the person stands with more than one body."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for one in sightings:
        if one.link == "affiliated" and one.basis == "observed" and one.evidence:
            bodies[one.evidence].add(one.body)
    return tuple((work, tuple(sorted(found))) for work, found in sorted(bodies.items()) if len(found) > 1)


def counted(lines: Sequence[Line], link: Link, years: int, as_of: date) -> dict[str, int]:
    """Body -> how many works or rows of one kind of link lie in a window, those that only perhaps do left out."""
    found = {
        line.body: len({one.evidence for one in line.sightings if one.chance >= SURE and one.span.within(years, as_of) == "yes"})
        for line in lines
        if line.link == link
    }
    return {body: count for body, count in found.items() if count}


def _place(one: Sighting) -> tuple[date, date, str, str, str, str, str, float]:
    return (
        one.span.starts[0],
        one.span.ends[1],
        one.span.start,
        one.span.end,
        one.organisation,
        one.source + one.evidence,
        one.role,
        -one.chance,
    )
