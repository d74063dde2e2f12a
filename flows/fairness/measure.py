"""Alerts and recall of every group, side by side, through whatever search is handed in."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from flows.fairness.intervals import ratio, wilson
from flows.fairness.names import Group, Invented, Namesakes
from flows.fairness.variants import Respellings, variants
from matching.model import Comparison, Level, Party
from sources.model import Name

BOUND = 1.5  # the upper bound of largest / smallest must stay at or below it
Alerts = Sequence[tuple[str, Comparison]]
Search = Callable[[Sequence[Party]], Iterable[Alerts]]  # possible hits of each party, best first
Grading = Callable[[Comparison], Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """`found` of `asked` of one group. Measures: alerts, namesakes, other_alerts, moderate, life, recall and recall.<kind>."""

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


def clean_figures(
    people: Iterable[tuple[Group, Sequence[Invented]]], namesakes: Namesakes, search: Search, grading: Grading
) -> list[Figure]:
    """Persons that are nobody's on the list, group by group: who is alerted, who is but a namesake, who would be asked about."""
    figures = []
    for group, names in people:
        seen: Counter[str] = Counter()
        borne = Counter(name.text for name in names)
        different = list({name.text: name for name in names}.values())
        for name, alerts in zip(different, search([person(name.text) for name in different]), strict=True):
            said = {"namesakes": namesakes.has(name), "alerts": bool(alerts)}
            said["other_alerts"] = said["alerts"] and not said["namesakes"]
            said["moderate"] = said["alerts"] and grading(alerts[0][1]) in ("moderate", "high")
            seen.update({measure: borne[name.text] for measure, is_so in said.items() if is_so})
        asked = dict.fromkeys(("alerts", "namesakes", "moderate"), len(names)) | {"other_alerts": len(names) - seen["namesakes"]}
        figures += [Figure(group_id=group.group_id, measure=m, found=seen[m], asked=n) for m, n in sorted(asked.items())]
    return figures


def life_figures(people: Iterable[tuple[Group, Sequence[Invented]]], namesakes: Namesakes) -> list[Figure]:
    """How many are but namesakes when names are as common as in life: what no matcher can help."""
    found = []
    for group, names in people:
        borne = Counter(name.text for name in names)
        same = sum(borne[text] for text, name in {name.text: name for name in names}.items() if namesakes.has(name))
        found.append(Figure(group_id=group.group_id, measure="life", found=same, asked=len(names)))
    return found


def recall_figures(listed: Mapping[str, tuple[Group, Invented]], respellings: Respellings, search: Search) -> list[Figure]:
    """Of the listed, written otherwise: how many are alerted for themselves, by kind of change and (recall) over all kinds."""
    ways = [(one, group.group_id, kind, text) for one, (group, name) in listed.items() for kind, text in variants(group, name, respellings)]
    asked: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for (entity_id, group_id, kind, _), alerts in zip(ways, search([person(way[3]) for way in ways]), strict=True):
        is_found = any(other == entity_id for other, _ in alerts)
        for measure in ("recall", f"recall.{kind}"):
            asked[group_id, measure] += 1
            found[group_id, measure] += is_found
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
