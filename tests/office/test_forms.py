"""Forms that come back: whatever is handed in, the answer is a sentence, and nothing is written of what cannot be read."""

from pathlib import Path

import pytest
from office_desk import Desk

from matching.policy import FACTS

TAKES = {"confirmation": ("confirm", "take"), "deemed export": ("deemed", "take"), "checklist": ("selfcheck", "--record", "--read")}


@pytest.mark.parametrize("name", TAKES)
@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off", "<html>ログイン</html>".encode()])
def test_what_is_no_workbook_is_refused(name: str, content: bytes, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(content)
    code, said = desk.types(*TAKES[name], str(tmp_path / "form.xlsx"), by="sato", language="ja")
    assert code == 2
    assert "form.xlsx" in said
    assert desk.ledger.records() == ()


@pytest.mark.parametrize("name", TAKES)
def test_the_workbook_of_the_programs_is_no_form(name: str, desk: Desk) -> None:
    assert desk.types(*TAKES[name], str(desk.programs), by="sato")[0] == 2
    assert desk.ledger.records() == ()


def test_one_form_is_not_taken_for_another(desk: Desk, tmp_path: Path) -> None:
    desk.does("deemed", "sheet", "--out", str(tmp_path / "deemed.xlsx"))
    assert desk.types("confirm", "take", str(tmp_path / "deemed.xlsx"), by="sato")[0] == 2


def test_a_person_whose_row_could_not_be_read_is_not_left_out_unseen(desk: Desk, tmp_path: Path) -> None:
    said = desk.does("confirm", "ask", "--round", "2026", "--due", "2026-12-31", "--out", str(tmp_path / "sheet.xlsx"))
    assert "Rows on people that could not be used: 1" in said
    assert "人!" in said


def test_no_policy_can_read_what_the_deemed_export_sheet_holds() -> None:
    assert not [name for name in FACTS if any(word in name for word in ("export", "fefa", "residen", "income", "instruction"))]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_form_can_be_written_in_either_language_and_is_read_in_both(language: str, desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "sheet.xlsx"
    code, _ = desk.types("confirm", "ask", "--round", "2026", "--due", "2026-12-31", "--out", str(out), by="sato", language=language)
    assert code == 0
    assert desk.types("confirm", "take", str(out), by="sato", language=language)[0] == 0
