"""The released matcher measured for fairness; its figures as rows for people and as the file kept with a release."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from flows.fairness.lottery import Lottery
from flows.fairness.measure import Alerts, Figure, Grading, Search, Spread, clean_figures, life_figures, person, recall_figures, spread
from flows.fairness.names import Group, Namesakes, invented, listed_names, load_groups, origins
from flows.grading import confidence
from flows.messages import Language, Messages
from flows.programs import load_policies
from flows.reference import load_tables
from matching.index import Index
from matching.model import Comparison, Level, Party
from matching.names.tables import Tables
from matching.policy.grading import grade
from matching.policy.rules import Policy
from matching.score import score_of, told_comparison

POLICY, AS_OF = "jp-osdd", date(2026, 4, 1)  # the shipped policy that compares names of persons
LISTED = 600  # listed persons of every origin, in each of its scripts as many
NEAREST = 1  # answers looked at for alerts
FOUND_AMONG = 20  # the same for recall: the listed one may stand behind others with its initials
BOUNDED, TOLD = ("alerts", "recall"), ("other_alerts", "moderate")  # measures the bound holds for; measures only told
MEASURES = ("alerts", "namesakes", "other_alerts", "moderate", "recall", "life")
COLUMNS = ("tables", "names", "listed", "group", "measure", "found", "asked", "share", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of one run: of which tables (sha256), with how many clean names of each group and listed ones of each origin."""

    tables: str
    names: int
    listed: int
    figures: tuple[Figure, ...]

    @property
    def spreads(self) -> tuple[Spread, ...]:
        """How far apart the groups are, measure by measure."""
        return tuple(spread(self.figures, measure) for measure in (*BOUNDED, *TOLD))

    @property
    def is_even(self) -> bool:
        """Whether the bound holds."""
        return all(one.is_within for one in self.spreads if one.measure in BOUNDED)


def measured(reference: Path, names: int, listed: int = LISTED) -> Report:
    """The shipped tables and threshold over `names` clean names of every group."""
    tables = load_tables(reference / "names")
    groups = load_groups(reference / "fairness")
    lottery = Lottery(groups)
    entities = lottery.listed(listed)
    index = Index([(entity_id, person(name.text)) for entity_id, (_, name) in entities.items()], tables)
    people = ((group, lottery.clean(group, names)) for group in groups)
    namesakes = Namesakes([name for _, name in entities.values()])
    level = level_by_name(load_policies(reference / "policies")[POLICY])
    respellings = tomllib.loads((reference / "fairness" / "respellings.toml").read_text(encoding="utf-8"))
    figures = clean_figures(people, namesakes, searching(index, NEAREST, tables), level)
    figures += recall_figures(entities, respellings, searching(index, FOUND_AMONG, tables))
    figures += in_life(groups, names, listed)
    return Report(tables=tables.sha256, names=names, listed=listed, figures=tuple(figures))


def in_life(groups: Sequence[Group], names: int, listed: int) -> list[Figure]:
    """Namesakes alone, with every part as common as it is in life, on a list with as many of every origin."""
    entities = [name for same in origins(groups) for group in same for name in listed_names(group, listed // len(same))]
    return life_figures(((group, list(islice(invented(group, "clean"), names))) for group in groups), Namesakes(entities))


def searching(index: Index, limit: int, tables: Tables) -> Search:
    """The shipped search; only possible hits are told of."""

    def search(parties: Sequence[Party]) -> Iterator[Alerts]:
        for answers in index.answers(parties, limit):
            hits = [one for one in answers if score_of(one[1], tables) >= tables.threshold]
            yield [(entity, told_comparison(best, facts, tables)) for entity, _, best, facts in hits]

    return search


def level_by_name(policy: Policy) -> Grading:
    """The level of care a possible hit of a partner's member gets when nothing but the name agrees."""

    def level(comparison: Comparison) -> Level:
        facts = {
            "link.kind": "partner_person",
            "link.is_current": True,
            "entity.kind": "person",
            "listing.source": "un_sc",
            "listing.is_withdrawn": False,
            "listing.is_weak_name": False,
            "identity.score": comparison.score,
            "identity.by_identifier": False,
            "identity.confidence": confidence(comparison),
            "program.tier": 2,
        }
        return grade(policy, facts, AS_OF).level

    return level


def rows(report: Report, messages: Messages, language: Language) -> list[dict[str, Any]]:
    """One row a group: percent with interval of every measure shown, and the bare figures for programs."""
    found: dict[str, dict[str, Figure]] = {}
    for figure in report.figures:
        found.setdefault(figure.group_id, {})[figure.measure] = figure
    return [
        {
            "group_id": group_id,
            "group": messages.text(f"fairness.group.{group_id}", language),
            **{m: _percent(figures[m]) for m in MEASURES},
            "figures": {measure: [figure.found, figure.asked] for measure, figure in figures.items()},
        }
        for group_id, figures in found.items()
    ]


def _percent(figure: Figure) -> str:
    low, high = figure.interval
    return f"{100 * figure.share:.2f} ({100 * low:.2f}-{100 * high:.2f})"


def sentences(report: Report, kept: Path, messages: Messages, language: Language) -> list[str]:
    """What the table means, for every spread whether it is within the bound, and of which tables the kept figures are."""
    said = [messages.text("fairness.meaning", language, listed=report.listed, names=report.names)]
    for one in report.spreads:
        facts = {
            "measure": messages.text(f"show.fairness.{one.measure}", language),
            "most": messages.text(f"fairness.group.{one.most}", language),
            "least": messages.text(f"fairness.group.{one.least}", language),
            "most_share": f"{100 * one.shares[0]:.2f}",
            "least_share": f"{100 * one.shares[1]:.2f}",
            "ratio": f"{one.ratio:.2f}",
            "upper": f"{one.upper:.2f}",
        }
        key = "apart" if one.measure in TOLD else "within" if one.is_within else "beyond"
        said.append(messages.text(f"fairness.{key}", language, **facts))
    return [*said, messages.text(standing(kept, report.tables), language)]


def standing(kept: Path, tables: str) -> str:
    """Message key: whether the figures kept with the release are of these tables."""
    return "fairness.kept_current" if {row["tables"] for row in read(kept)} == {tables} else "fairness.kept_other"


def write(report: Report, path: Path) -> None:
    """The figures as csv, one row a group and measure, in a fixed order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows(_lines(report, report.figures))


def _lines(report: Report, figures: Iterable[Figure]) -> Iterable[Sequence[object]]:
    for figure in figures:
        shares = (f"{value:.5f}" for value in (figure.share, *figure.interval))
        yield report.tables, report.names, report.listed, figure.group_id, figure.measure, figure.found, figure.asked, *shares


def read(path: Path) -> list[Mapping[str, str]]:
    """The rows of a kept file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
