"""What people and programs get: table, sentences, json and the kept file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.fairness import report
from flows.fairness.measure import Figure
from flows.fairness.names import Group, origins
from flows.messages import LANGUAGES, Messages

MEASURES = report.MEASURES


def _canned(most: int) -> report.Report:
    figures = [
        Figure(group_id=group, measure=measure, found=found, asked=10_000)
        for group, found in (("en", 2_000), ("vi", most))
        for measure in MEASURES
    ]
    return report.Report(tables="a" * 64, names=10_000, listed=400, figures=tuple(figures))


@pytest.fixture(scope="session")
def small(root: Path) -> report.Report:
    return report.measured(root / "data" / "reference", names=4, listed=6)


def test_the_shipped_matcher_is_measured_in_every_group(small: report.Report, groups: tuple[Group, ...]) -> None:
    measured = {(figure.group_id, figure.measure) for figure in small.figures}
    assert {(group.group_id, measure) for group in groups for measure in MEASURES} <= measured
    assert all(0 <= figure.found <= figure.asked for figure in small.figures)
    found = sum(figure.found for figure in small.figures if figure.measure == "recall.as_listed")
    assert found == 6 * len(origins(groups))


def test_two_runs_give_the_same_bytes(small: report.Report, root: Path, tmp_path: Path) -> None:
    report.write(small, tmp_path / "one.csv")
    report.write(report.measured(root / "data" / "reference", names=4, listed=6), tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_say_whether_the_bound_holds(messages: Messages, tmp_path: Path, language: str) -> None:
    report.write(_canned(2_000), tmp_path / "kept.csv")
    even = report.sentences(_canned(2_100), tmp_path / "kept.csv", messages, language)
    uneven = report.sentences(_canned(5_000), tmp_path / "kept.csv", messages, language)
    assert len(even) == len(uneven) == 2 + len(report.BOUNDED) + len(report.TOLD)
    assert "1.5" not in even[-2]
    assert "1.05" in even[1]
    assert "2.50" in uneven[1]
    assert even[1].endswith(messages.texts["fairness.within"][language][-6:])
    assert uneven[1].endswith(messages.texts["fairness.beyond"][language][-6:])


def test_other_alerts_are_told_and_do_not_decide() -> None:
    rare = [
        Figure(group_id=group, measure=measure, found=found if measure == "other_alerts" else 2_000, asked=10_000)
        for group, found in (("en", 1), ("vi", 9))
        for measure in MEASURES
    ]
    assert report.Report(tables="", names=10_000, listed=600, figures=tuple(rare)).is_even


def test_figures_of_other_tables_are_said_to_be_so(tmp_path: Path) -> None:
    report.write(_canned(2_000), tmp_path / "kept.csv")
    assert report.standing(tmp_path / "kept.csv", "a" * 64) == "fairness.kept_current"
    assert report.standing(tmp_path / "kept.csv", "b" * 64) == "fairness.kept_other"


def test_the_kept_figures_are_a_whole_run_of_the_shipped_groups(root: Path, groups: tuple[Group, ...]) -> None:
    rows = report.read(root / "data" / "reference" / "fairness.csv")
    assert {row["group"] for row in rows} == {group.group_id for group in groups}
    assert len({row["tables"] for row in rows}) == 1
    assert {row["asked"] for row in rows if row["measure"] == "alerts"} == {"20000"}
    assert all(float(row["share"]) == pytest.approx(int(row["found"]) / int(row["asked"]), abs=1e-5) for row in rows)


@pytest.mark.parametrize(("most", "code"), [(2_100, 0), (5_000, 1)])
def test_the_command_ends_with_one_when_the_bound_is_broken(monkeypatch: pytest.MonkeyPatch, most: int, code: int) -> None:
    monkeypatch.setattr(report, "measured", lambda reference, names: _canned(most))
    shown = CliRunner().invoke(main, ["--lang", "ja", "fairness"])
    assert shown.exit_code == code
    assert "ベトナム・ラテン文字" in shown.output
    told = json.loads(CliRunner().invoke(main, ["fairness", "--json"]).output)
    assert [one["is_within"] for one in told["spreads"]] == [code == 0] * len(told["spreads"])
    assert {one["measure"] for one in told["spreads"]} == {*report.BOUNDED, *report.TOLD}
