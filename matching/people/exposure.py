"""Links of a person to listed bodies, as facts with strength and dates. A fact is no judgement: most are shown and graded by nothing.

Employed, affiliated, paid and written with may count, as far as a policy allows; education, supervision and a laboratory shared are
context and never do. Nothing counts by sums: a hundred papers are a number, not a hundredfold strength.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from matching.people.spans import FIVE_YEARS, Answer, Span
from matching.people.timeline import SURE, Line, Link, Sighting, timeline

Tie = Literal[
    "employed", "co_affiliated", "side_post", "funded", "talent_programme", "co_authored", "education", "supervision", "same_laboratory"
]
TIES: Mapping[Link, Tie] = {
    "employed": "employed", "affiliated": "co_affiliated", "side_post": "side_post", "funded": "funded", "income": "funded",
    "talent_programme": "talent_programme", "coauthored": "co_authored", "education": "education", "supervision": "supervision",
}  # fmt: skip
CONTEXT: frozenset[Tie] = frozenset({"education", "supervision", "same_laboratory"})
"""Never graded, whatever a policy says."""
STRENGTH: Mapping[Tie, float] = {"employed": 1.0, "funded": 1.0, "talent_programme": 1.0, "side_post": 0.8, "co_affiliated": 0.8}
"""Of what is not context; having written with somebody has none of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A listed cluster that a statement leads to. `relation`: itself, above or below what is named, `steps` away, or by_name."""

    cluster_id: str
    relation: str
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One listed cluster under one tie. `count`: works and entries that say so, `recent`: of those, the ones surely of the last five
    years; `strength`: 0-1, 0 for context, for what only a part of the body named is listed under, and for an unsure person.
    """

    cluster_id: str
    tie: Tie
    relation: str
    steps: int
    line: Line
    count: int
    recent: int
    strength: float

    @property
    def dates(self) -> Span:
        return self.line.dates

    @property
    def may_count(self) -> bool:
        """Whether a policy could let it move a level at all."""
        return self.strength > 0 and self.tie not in CONTEXT

    def within(self, years: int, as_of: date) -> Answer:
        return self.line.within(years, as_of)


def exposures(found: Iterable[tuple[Sighting, Touched]], as_of: date, allowed: Mapping[Tie, float] | None = None) -> tuple[Exposure, ...]:
    """Statements with the listed clusters they lead to -> one fact a cluster and tie, in a fixed order.

    `allowed`: the most strength a policy gives a tie (co-authorship 0 unless one says more); it can lower a strength, and give one to
    co-authorship, but gives none to context.
    """
    groups: dict[tuple[str, Tie], dict[Sighting, Touched]] = defaultdict(dict)
    for sighting, touched in found:
        if tie := TIES.get(sighting.link):
            groups[touched.cluster_id, tie].setdefault(sighting, touched)
    return tuple(_exposure(cluster, tie, group, as_of, allowed or {}) for (cluster, tie), group in sorted(groups.items()))


def _exposure(cluster: str, tie: Tie, group: Mapping[Sighting, Touched], as_of: date, allowed: Mapping[Tie, float]) -> Exposure:
    nearest = min(group.values(), key=lambda one: (_ORDER.index(one.relation), one.steps))
    sure = {one for one in group if one.chance >= SURE}
    recent = {one.evidence for one in sure if one.span.within(FIVE_YEARS, as_of) == "yes"}
    is_told = nearest.relation != "below" and bool(sure)
    own = STRENGTH.get(tie, 0.0)
    strength = min(own, allowed.get(tie, own)) if own else allowed.get(tie, 0.0)
    line = Line(body=cluster, link=next(iter(group)).link, sightings=tuple(one for part in timeline(group) for one in part.sightings))
    return Exposure(
        cluster_id=cluster,
        tie=tie,
        relation=nearest.relation,
        steps=nearest.steps,
        line=line,
        count=len({one.evidence for one in group}),
        recent=len(recent),
        strength=strength if is_told and tie not in CONTEXT else 0.0,
    )


_ORDER = ("itself", "by_name", "above", "below")
