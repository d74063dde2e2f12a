"""Alerts and recall of every group, side by side, through whatever search is handed in."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf

from flows.fairness.intervals import ratio, wilson
from flows.fairness.names import Group, Invented, Namesakes, invented, listed_names
from flows.fairness.variants import Respellings, variants
from matching.model import Comparison, Level, Party
from sources.model import Name

LISTED = 400  # listed persons of every group
BOUND = 1.5  # the upper bound of largest / smallest must stay at or below it
Answers = Sequence[tuple[str, Comparison]]
Search = Callable[[Party], Answers]
Grading = Callable[[Comparison], Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`found` of `asked` of one group. Measures: alerts, namesakes, other_alerts, moderate, recall and recall.<kind>."""

    group_id: str
    measure: str
    found: int
    asked: int

    @property
    def share(self) -> float:
        """found / asked, 0 when nothing was asked."""
        return self.found / self.asked if self.asked else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 percent interval."""
        return wilson(self.found, self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far apart the groups are in one measure: the groups with most and with least, their shares, the ratio and its upper bound."""

    measure: str
    most: str
    least: str
    shares: tuple[float, float]
    ratio: float
    upper: float

    @property
    def is_within(self) -> bool:
        """Whether the bound holds."""
        return self.upper <= BOUND


def person(text: str) -> Party:
    """A person of one name and nothing else."""
    return Party(kind="person", names=(Name(text=text),))


def balanced_list(groups: Iterable[Group], each: int = LISTED) -> dict[str, tuple[Group, Invented]]:
    """Entity id -> (group, name), the same number of every group."""
    return {f"{group.group_id}-{n:05}": (group, name) for group in groups for n, name in enumerate(listed_names(group, each))}


def clean_figures(groups: Iterable[Group], count: int, namesakes: Namesakes, search: Search, grading: Grading) -> list[Figure]:
    """`count` names of every group that are nobody's on the list: who is alerted, who is but a namesake, who would be asked about."""
    figures = []
    for group in groups:
        seen: Counter[str] = Counter()
        for name in islice(invented(group, "clean"), count):
            best = next((found for _, found in search(person(name.text)) if found.same), None)
            is_namesake = namesakes.has(name)
            seen["namesakes"] += is_namesake
            if best is not None:
                seen["alerts"] += 1
                seen["other_alerts"] += not is_namesake
                seen["moderate"] += grading(best) in ("moderate", "high")
        asked = dict.fromkeys(("alerts", "namesakes", "moderate"), count) | {"other_alerts": count - seen["namesakes"]}
        figures += [Figure(group_id=group.group_id, measure=m, found=seen[m], asked=n) for m, n in sorted(asked.items())]
    return figures


def recall_figures(listed: Mapping[str, tuple[Group, Invented]], respellings: Respellings, search: Search) -> list[Figure]:
    """Of the listed, written otherwise: how many are alerted for themselves, by kind of change and (recall) over all kinds."""
    asked: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for entity_id, (group, name) in listed.items():
        for kind, text in variants(group, name, respellings):
            is_found = any(other == entity_id and comparison.same for other, comparison in search(person(text)))
            for measure in ("recall", f"recall.{kind}"):
                asked[group.group_id, measure] += 1
                found[group.group_id, measure] += is_found
    return [Figure(group_id=g, measure=m, found=found[g, m], asked=asked[g, m]) for g, m in asked]


def spread(figures: Iterable[Figure], measure: str) -> Spread:
    """The two groups farthest apart. Choosing them after the fact makes the ratio large rather than small.

    That nobody is alerted is fair to all; that nobody is found (recall) is no recall.
    """
    ours = [figure for figure in figures if figure.measure == measure]
    most = max(ours, key=lambda figure: (figure.share, figure.group_id))
    least = min(ours, key=lambda figure: (figure.share, figure.group_id))
    value, upper = ratio((most.found, most.asked), (least.found, least.asked))
    if measure == "recall" and not most.found:
        upper = inf
    return Spread(measure=measure, most=most.group_id, least=least.group_id, shares=(most.share, least.share), ratio=value, upper=upper)
