"""The released matcher measured for fairness; its figures as rows for people and as the file kept with a release."""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.fairness.measure import LISTED, Figure, Grading, Search, Spread, balanced_list, clean_figures, person, recall_figures, spread
from flows.fairness.names import Namesakes, load_groups
from flows.grading import confidence
from flows.messages import Language, Messages
from flows.programs import load_policies
from flows.reference import load_tables
from matching.index import Index
from matching.model import Comparison, Level
from matching.policy.grading import grade
from matching.policy.rules import Policy

POLICY, AS_OF = "jp-osdd", date(2026, 4, 1)  # the shipped policy that compares names of persons
NEAREST = 3  # answers looked at for alerts
FOUND_AMONG = 20  # the same for recall: the listed one may stand behind others with its initials
SPREADS = ("alerts", "other_alerts", "moderate", "recall")
COLUMNS = ("tables", "names", "listed", "group", "measure", "found", "asked", "share", "low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of one run: of which tables (sha256), with how many clean and listed names of each group."""

    tables: str
    names: int
    listed: int
    figures: tuple[Figure, ...]

    @property
    def spreads(self) -> tuple[Spread, ...]:
        """How far apart the groups are, measure by measure."""
        return tuple(spread(self.figures, measure) for measure in SPREADS)


def measured(reference: Path, names: int, listed: int = LISTED) -> Report:
    """The shipped tables and threshold over `names` clean names of every group."""
    tables = load_tables(reference / "names")
    groups = load_groups(reference / "fairness")
    entities = balanced_list(groups, listed)
    index = Index([(entity_id, person(name.text)) for entity_id, (_, name) in entities.items()], tables)
    search: Search = lambda party: index.search(party, NEAREST)  # noqa: E731
    namesakes = Namesakes([name for _, name in entities.values()])
    figures = clean_figures(groups, names, namesakes, search, level_by_name(load_policies(reference / "policies")[POLICY]))
    respellings = tomllib.loads((reference / "fairness" / "respellings.toml").read_text(encoding="utf-8"))
    figures += recall_figures(entities, respellings, lambda party: index.search(party, FOUND_AMONG))
    return Report(tables=tables.sha256, names=names, listed=listed, figures=tuple(figures))


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
            **{m: _percent(figures[m]) for m in ("alerts", "namesakes", "other_alerts", "moderate", "recall")},
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
        said.append(messages.text("fairness.within" if one.is_within else "fairness.beyond", language, **facts))
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
