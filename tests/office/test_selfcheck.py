"""selfcheck as a researcher uses it: the workbook out, filled, and back with errors by cell."""

from pathlib import Path
from typing import Any

from office_desk import Desk, cells, filled
from openpyxl import load_workbook

from flows.office.entries import Answered, Pin

ANSWERED: dict[str, dict[str, Any]] = {
    "posts": {"Answer": "はい"},
    "money": {"Answer": "yes"},
    "funders": {"Answer": "n/a", "Explanation": "the partner pays nothing"},
    "permit": {"Answer": "to ask", "Explanation": "samples perhaps"},
    "purpose": {"Answer": "いいえ"},
}


def written(desk: Desk, tmp_path: Path, *options: str) -> Path:
    out = tmp_path / "check.xlsx"
    desk.does("selfcheck", "C-201", "--out", str(out), *options)
    return out


def test_both_sides_get_the_same_steps_in_their_own_words(desk: Desk, tmp_path: Path) -> None:
    own = written(desk, tmp_path)
    steps, questions = cells(own, "Step"), cells(own, "Question")
    office = written(desk, tmp_path, "--side", "institution")
    assert cells(office, "Step") == steps
    assert not set(cells(office, "Question")) & set(questions)


def test_a_filled_checklist_says_what_is_still_open(desk: Desk, tmp_path: Path) -> None:
    rows = desk.table("checklist", "selfcheck", "--read", str(filled(written(desk, tmp_path), "Step", ANSWERED)))
    states = {row["step"]: row["step_state"] for row in rows}
    assert states["posts"] == states["money"] == states["funders"] == "answered"
    assert (states["permit"], states["purpose"], states["members"]) == ("to_ask", "to_do", "open")


def test_reading_alone_writes_nothing_and_recording_writes_once(desk: Desk, tmp_path: Path) -> None:
    full = filled(written(desk, tmp_path), "Step", ANSWERED)
    desk.does("selfcheck", "--read", str(full))
    assert [one.entry.kind for one in desk.ledger.records()] == [Pin.kind]
    desk.does("selfcheck", "--read", str(full), "--record")
    assert [one.entry.kind for one in desk.ledger.records()] == [Pin.kind, Answered.kind]


def test_a_cell_that_cannot_be_read_is_named_and_marked_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    wrong = filled(written(desk, tmp_path), "Step", {"posts": {"Answer": "maybe"}, "money": {"Answer": "to ask"}})
    code, said = desk.types("selfcheck", "--read", str(wrong), "--record", by="sato")
    assert code == 2
    assert "F4" in said and "G5" in said
    assert [one.entry.kind for one in desk.ledger.records()] == [Pin.kind]
    page = load_workbook(wrong.with_name("filled-check-returned.xlsx")).worksheets[0]
    assert page["F4"].comment and page["G5"].comment and not page["F6"].comment


def test_a_checklist_of_another_edition_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    out = written(desk, tmp_path)
    other = filled(out, "Step", {"posts": {"Edition": "2020.1", "Answer": "yes"}})
    code, said = desk.types("selfcheck", "--read", str(other))
    assert (code, "2026.1" in said) == (2, True)


def test_a_blank_checklist_recorded_later_takes_no_answer_back(desk: Desk, tmp_path: Path) -> None:
    out = written(desk, tmp_path)
    desk.does("selfcheck", "--read", str(filled(out, "Step", ANSWERED)), "--record")
    desk.does("selfcheck", "--read", str(out), "--record")
    assert len(desk.ledger.records()) == 2


def test_a_step_that_stands_twice_is_refused(desk: Desk, tmp_path: Path) -> None:
    twice = filled(written(desk, tmp_path), "Step", {"money": {"Step": "posts", "Answer": "yes"}})
    code, said = desk.types("selfcheck", "--read", str(twice), "--record", by="sato")
    assert (code, "posts" in said, len(desk.ledger.records())) == (2, True, 1)


def test_the_edition_is_pinned_once_and_said_to_be_unverified(desk: Desk, tmp_path: Path) -> None:
    written(desk, tmp_path)
    written(desk, tmp_path)
    assert [one.entry.kind for one in desk.ledger.records()] == [Pin.kind]
    assert "has not been compared with the final text" in desk.does("selfcheck", "C-201", "--out", str(tmp_path / "again.xlsx"))


def test_the_same_checklist_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    assert written(desk, tmp_path).read_bytes() == written(desk, tmp_path).read_bytes()


def test_selfcheck_without_a_case_or_a_file_says_how(desk: Desk) -> None:
    code, said = desk.types("selfcheck")
    assert (code, "--read" in said) == (2, True)
