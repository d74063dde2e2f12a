"""The yearly confirmation, from asking to signing, over the example's people."""

from pathlib import Path
from typing import Any

import pytest
from office_desk import Desk, cells, filled

ROUND = ("--round", "2026")
NONE = {"Other posts?": "no", "Outside money?": "no", "Answered on": "2026-12-01"}


def asked(desk: Desk, tmp_path: Path) -> Path:
    out = tmp_path / "sheet.xlsx"
    desk.does("confirm", "ask", *ROUND, "--due", "2026-12-31", "--out", str(out))
    return out


def people(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["person_id"]: row for row in desk.table("confirmations", "confirm", "show", *ROUND)}


@pytest.fixture
def answered(desk: Desk, tmp_path: Path) -> Desk:
    """R-01 and R-09 name what the registers have, R-04 and they nothing; R-07 names a body that they have not."""
    answers = {
        "R-01": NONE | {"Outside money?": "yes", "From whom": "eth zurich"},
        "R-04": NONE,
        "R-07": NONE | {"Other posts?": "yes", "Which bodies": "例示研究所"},
        "R-09": NONE | {"Other posts?": "はい", "Which bodies": "物質・材料研究機構"},
    }
    desk.does("confirm", "take", str(filled(asked(desk, tmp_path), "Person ID", answers)))
    return desk


def test_every_own_researcher_is_asked_once_and_nobody_else(desk: Desk, tmp_path: Path) -> None:
    out = asked(desk, tmp_path)
    assert cells(out, "Person ID") == ["R-01", "R-02", "R-04", "R-06", "R-07", "R-09"]
    asked(desk, tmp_path)
    assert len(desk.ledger.records()) == 6


def test_answers_are_dated_and_stand_beside_their_person(answered: Desk) -> None:
    rows = people(answered)
    assert [key for key, row in rows.items() if row["answered_on"]] == ["R-01", "R-04", "R-07", "R-09"]


def test_an_answer_that_names_what_the_registers_name_agrees(answered: Desk) -> None:
    rows = people(answered)
    assert rows["R-09"]["differs"] == "" == rows["R-01"]["differs"]


def test_a_difference_is_said_as_a_question_and_never_as_a_finding(answered: Desk) -> None:
    told = people(answered)["R-07"]["differs"]
    assert "例示研究所" in told and "not confirmed" in told


def test_a_post_that_has_ended_is_not_asked_after(answered: Desk) -> None:
    assert "ハルビン" not in str(people(answered)["R-06"]["differs"])


def test_all_that_agree_are_confirmed_at_once_and_a_difference_only_by_name_with_a_reason(answered: Desk) -> None:
    answered.does("confirm", "sign", *ROUND, "--agreeing", by="kato")
    rows = people(answered)
    assert [key for key, row in rows.items() if row["confirmed_by"]] == ["R-01", "R-04", "R-09"]
    assert answered.types("confirm", "sign", "R-07", *ROUND, by="kato")[0] == 2
    answered.does("confirm", "sign", "R-07", *ROUND, "--text", "本人に確認、届出済み", by="kato")
    assert people(answered)["R-07"]["confirmed_by"] == "kato"


def test_a_new_answer_has_to_be_confirmed_anew(answered: Desk, tmp_path: Path) -> None:
    answered.does("confirm", "sign", "R-01", *ROUND, by="kato")
    changed = filled(asked(answered, tmp_path), "Person ID", {})
    assert cells(changed, "Person ID") == ["R-02", "R-06"]
    again = tmp_path / "sheet.xlsx"
    book = filled(again, "Person ID", {"R-02": NONE | {"Person ID": "R-01", "Other posts?": "yes", "Which bodies": "新設研究所"}})
    answered.does("confirm", "take", str(book))
    assert people(answered)["R-01"]["confirmed_by"] == ""


def test_the_same_file_taken_in_twice_writes_nothing_more(answered: Desk, tmp_path: Path) -> None:
    before = len(answered.ledger.records())
    answered.does("confirm", "take", str(tmp_path / "filled-sheet.xlsx"))
    assert len(answered.ledger.records()) == before


def test_the_unanswered_are_reminded_in_both_languages_and_the_excused_are_not(answered: Desk, tmp_path: Path) -> None:
    answered.does("confirm", "except", "R-02", *ROUND, "--text", "育児休業中")
    answered.does("confirm", "remind", *ROUND, "--out", str(tmp_path / "remind.xlsx"))
    assert cells(tmp_path / "remind.xlsx", "Person ID") == ["R-06"]
    (ja,), (en,) = cells(tmp_path / "remind.xlsx", "Reminder (Japanese)"), cells(tmp_path / "remind.xlsx", "Reminder (English)")
    assert "2026-12-31" in ja and "2026-12-31" in en and "星崎野" in ja
    assert people(answered)["R-02"]["exception"] == "育児休業中"


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "yes without a name": ({"Other posts?": "yes", "Outside money?": "no"}, "E4"),
    "no with a name": ({"Other posts?": "no", "Which bodies": "某大学", "Outside money?": "no"}, "E4"),
    "one question left out": ({"Other posts?": "no"}, "F4"),
    "a word that is no answer": ({"Other posts?": "perhaps", "Outside money?": "no"}, "D4"),
    "a day that is none": (NONE | {"Answered on": "2026-13-01"}, "H4"),
    "a person nobody knows": (NONE | {"Person ID": "R-99"}, "B4"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_comes_back_with_its_cell_marked_for(name: str, desk: Desk, tmp_path: Path) -> None:
    answers, cell = WRONG[name]
    wrong = filled(asked(desk, tmp_path), "Person ID", {"R-01": answers, "R-02": NONE})
    before = len(desk.ledger.records())
    code, said = desk.types("confirm", "take", str(wrong), by="sato")
    assert code == 2
    assert f"!{cell}" in said
    assert len(desk.ledger.records()) == before
    assert wrong.with_name("filled-sheet-returned.xlsx").exists()


def test_nobody_is_confirmed_who_was_never_asked(desk: Desk, tmp_path: Path) -> None:
    wrong = filled(asked(desk, tmp_path), "Person ID", {"R-01": NONE | {"Round": "2030"}})
    assert desk.types("confirm", "take", str(wrong), by="sato")[0] == 2
    assert desk.types("confirm", "sign", "R-01", *ROUND, by="kato")[0] == 2


def test_a_sheet_with_nothing_filled_in_is_nothing_to_write(desk: Desk, tmp_path: Path) -> None:
    assert "Nothing new" in desk.does("confirm", "take", str(asked(desk, tmp_path)))
