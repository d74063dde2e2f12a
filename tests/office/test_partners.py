"""Purpose, partner and events (S20, S19): how a case stands, what changed since last time, what is due."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from office_desk import Desk, filled
from openpyxl import load_workbook

from flows.office.partners import changes


def rows(desk: Desk, case: str = "C-201") -> list[tuple[str, str, str]]:
    return [(row["field"], row["text"], row["change"]) for row in desk.table("partnership", "partner", "show", case)]


@pytest.fixture
def changed(desk: Desk, tmp_path: Path) -> Desk:
    """The same workbook with another purpose and another member of the other side."""
    book = load_workbook(desk.programs)
    for page, old, new in (("案件", "評価手順の標準化に向けた比較試験", "製造条件の共同最適化"), ("人", "王示例", "李例示")):
        for row in book[page].iter_rows():
            for cell in row:
                cell.value = new if cell.value == old else cell.value
    path = tmp_path / "programs.xlsx"
    book.save(path)
    return replace(desk, programs=path)


def test_a_case_says_its_purpose_the_other_sides_members_and_who_pays(desk: Desk) -> None:
    found = rows(desk, "C-203")
    assert {name for name, _, _ in found} == {"purpose", "partners", "members", "funders"}
    assert ("funders", "I-08 / オックスフォード大学", "") in found


def test_what_is_missing_is_to_ask(desk: Desk) -> None:
    assert ("funders", "", "to_ask") in rows(desk)


def test_what_changed_since_last_time_is_told_line_by_line(desk: Desk, changed: Desk) -> None:
    desk.does("partner", "record", "C-201")
    told = [(name, way) for name, _, way in rows(changed) if way in ("added", "removed")]
    assert told == [("purpose", "added"), ("members", "added"), ("purpose", "removed"), ("members", "removed")]
    changed.does("partner", "record", "C-201")
    assert not [way for _, _, way in rows(changed) if way in ("added", "removed")]


def test_an_unchanged_case_is_not_recorded_twice(desk: Desk) -> None:
    desk.does("partner", "record", "C-201")
    assert "stands as it was" in desk.does("partner", "record", "C-201")
    assert len(desk.ledger.records()) == 1


def test_the_order_of_rows_is_no_change() -> None:
    one = {"purpose": ("p",), "members": ("a", "b")}
    assert changes(one, {"purpose": ("p",), "members": ("b", "a")}) == ()


def test_an_event_makes_its_steps_due_and_an_answer_after_it_settles_them(desk: Desk, tmp_path: Path) -> None:
    desk.does("partner", "event", "C-201", "members_changed", "--on", "2026-11-02")
    due = {row["step"]: row["due"] for row in desk.table("agenda", "partner", "due", "C-201")}
    assert due == {"permit": "2026-11-09", "members": "2026-11-16"}
    out = tmp_path / "check.xlsx"
    desk.does("selfcheck", "C-201", "--out", str(out), "--side", "institution")
    desk.does("selfcheck", "--read", str(filled(out, "Step", {"members": {"Answer": "yes"}})), "--record")
    assert [row["step"] for row in desk.table("agenda", "partner", "due", "C-201")] == ["permit"]


def test_the_researchers_answer_does_not_settle_what_the_office_signs(desk: Desk, tmp_path: Path) -> None:
    desk.does("partner", "event", "C-201", "members_changed", "--on", "2026-11-02")
    out = tmp_path / "check.xlsx"
    desk.does("selfcheck", "C-201", "--out", str(out))
    desk.does("selfcheck", "--read", str(filled(out, "Step", {"members": {"Answer": "yes"}})), "--record")
    assert "members" in {row["step"] for row in desk.table("agenda", "partner", "due", "C-201")}


def test_an_answer_from_before_the_event_does_not_settle_it(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "check.xlsx"
    desk.does("selfcheck", "C-201", "--out", str(out), "--side", "institution")
    desk.does("selfcheck", "--read", str(filled(out, "Step", {"members": {"Answer": "yes"}})), "--record")
    desk.does("partner", "event", "C-201", "members_changed", "--on", str(date(2999, 1, 1)))
    assert {row["step"] for row in desk.table("agenda", "partner", "due", "C-201")} == {"permit", "members"}


def test_an_unknown_event_is_refused_with_those_there_are(desk: Desk) -> None:
    code, said = desk.types("partner", "event", "C-201", "holiday", "--on", "2026-11-01", by="sato")
    assert (code, "yearly_review" in said) == (2, True)
    assert not desk.ledger.records()


def test_a_case_nobody_has_is_refused(desk: Desk) -> None:
    assert desk.types("partner", "show", "C-999")[0] == 2
