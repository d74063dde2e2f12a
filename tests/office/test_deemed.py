"""The sheet on deemed exports: the same questions to all, results only as entered, what is open is to ask."""

import inspect
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from office_desk import EXAMPLE, Desk, cells, filled
from openpyxl import load_workbook

from flows.office import deemed
from flows.office.deemed import open_fields, standing
from flows.office.roster import load_roster, own_people
from flows.settings import load_settings

SAID = {"Contract": "no", "25 % of income": "いいえ", "Instruction": "no", "Answered on": "2026-11-20"}
RESULT = {
    "FEFA status": "居住者", "Type": "none", "Declared on": "2026-11-21", "Declared by": "輸出管理室",
    "Valid to": "2099-03-31", "Reason": "本人の申告書",
}  # fmt: skip


def sheet(desk: Desk, tmp_path: Path) -> Path:
    out = tmp_path / "deemed.xlsx"
    desk.does("deemed", "sheet", "--out", str(out))
    return out


def take(desk: Desk, tmp_path: Path, answers: dict[str, dict[str, Any]]) -> tuple[int, str]:
    return desk.types("deemed", "take", str(filled(sheet(desk, tmp_path), "Person ID", answers)), by="kato")


def people(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["person_id"]: row for row in desk.table("deemed", "deemed", "show")}


def test_every_member_is_asked_the_same_and_nothing_is_filled_in_beforehand(desk: Desk, tmp_path: Path) -> None:
    out = sheet(desk, tmp_path)
    assert cells(out, "Person ID") == ["R-01", "R-02", "R-04", "R-06", "R-07", "R-09"]
    for header in (*SAID, *RESULT):
        assert set(cells(out, header)) == {None}


def test_what_nobody_has_said_is_to_ask_and_never_a_grade(desk: Desk) -> None:
    rows = people(desk)
    assert {row["to_ask"] for row in rows.values()} == {"contract, income, instruction, fefa_status, export_type"}
    assert not {"grade", "legal_check", "level"} & {name for row in rows.values() for name in row}


def test_an_answer_alone_gives_no_result(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, tmp_path, {"R-06": SAID | {"Contract": "yes"}})[0] == 0
    row = people(desk)["R-06"]
    assert (row["contract"], row["fefa_status"], row["export_type"]) == ("yes", "", "")
    assert row["to_ask"] == "fefa_status, export_type"


def test_a_result_is_what_the_office_entered(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, tmp_path, {"R-06": SAID | RESULT | {"Type": "類型1\n類型２"}})[0] == 0
    row = people(desk)["R-06"]
    assert (row["fefa_status"], row["export_type"], row["declared_by"]) == ("resident", "1;2", "輸出管理室")
    assert row["to_ask"] == ""


def test_the_sheet_taken_in_again_writes_nothing_and_a_blank_takes_nothing_back(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, {"R-06": SAID | RESULT})
    before = len(desk.ledger.records())
    assert take(desk, tmp_path, {})[0] == 0
    assert take(desk, tmp_path, {"R-06": {"Contract": None}})[0] == 0
    assert len(desk.ledger.records()) == before
    assert people(desk)["R-06"]["contract"] == "no"


def test_after_a_change_of_status_everything_is_asked_again(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, {"R-06": SAID | RESULT, "R-07": SAID | RESULT})
    desk.does("deemed", "changed", "R-06", "--on", "2026-12-01")
    rows = people(desk)
    assert rows["R-06"]["to_ask"].startswith("contract") and rows["R-07"]["to_ask"] == ""


@pytest.mark.parametrize(("days", "is_open"), [(0, False), (1, True)])
def test_a_result_holds_on_its_last_day_and_not_on_the_day_after(days: int, is_open: bool, desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, {"R-06": SAID | RESULT | {"Valid to": "2027-03-31"}})
    fields = standing(desk.ledger.records(), ["R-06"], date(2027, 3, 31) + timedelta(days=days))["R-06"]
    assert bool(open_fields(fields)) == is_open


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a result without a reason": (SAID | RESULT | {"Reason": None}, "L4"),
    "a result without a last day": (SAID | RESULT | {"Valid to": None}, "K4"),
    "none together with a type": (SAID | RESULT | {"Type": "none\n類型1"}, "H4"),
    "a type there is not": (SAID | RESULT | {"Type": "類型9"}, "H4"),
    "a last day before the first": (SAID | RESULT | {"Valid to": "2020-01-01"}, "K4"),
    "a word that is no answer": (SAID | {"Contract": "perhaps"}, "C4"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_sheet_comes_back_with_its_cell_marked_for(name: str, desk: Desk, tmp_path: Path) -> None:
    answers, cell = WRONG[name]
    code, said = take(desk, tmp_path, {"R-01": answers, "R-02": SAID})
    assert (code, f"!{cell}" in said, len(desk.ledger.records())) == (2, True, 0)
    page = load_workbook(tmp_path / "filled-deemed-returned.xlsx").worksheets[0]
    assert page[cell].comment


def test_names_scripts_and_affiliations_move_nothing(desk: Desk, tmp_path: Path) -> None:
    """The sheet of people who differ in nothing but their names and affiliations is the same but for those."""
    out = sheet(desk, tmp_path)
    page = load_workbook(out).worksheets[0]
    rows = [[cell.value for cell in row][2:] for row in page.iter_rows(min_row=4)]
    assert all(row == rows[0] for row in rows)


def test_a_column_on_nationality_is_emptied_and_never_kept(desk: Desk, tmp_path: Path) -> None:
    path = filled(sheet(desk, tmp_path), "Person ID", {"R-01": SAID | {"Contract": "perhaps"}})
    book = load_workbook(path)
    page = book.worksheets[0]
    page.cell(2, 13, "国籍")
    page.cell(4, 13, "某国")
    book.save(path)
    assert desk.types("deemed", "take", str(path), by="kato")[0] == 2
    assert load_workbook(path.with_name("filled-deemed-returned.xlsx")).worksheets[0].cell(4, 13).value is None


def test_everything_that_is_asked_of_the_ledger_is_by_number(desk: Desk) -> None:
    plan = load_roster(load_settings(desk.home, "en", frozenset()), EXAMPLE / "programs.xlsx")
    people_now = own_people(plan, datetime.now(UTC).date())
    renamed = [replace(one, name="Иван Петров") for one in people_now]
    on = date(2026, 12, 1)
    assert standing((), (one.person_id for one in people_now), on) == standing((), (one.person_id for one in renamed), on)
    assert "name" not in inspect.signature(deemed.standing).parameters
