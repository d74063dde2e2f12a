"""Tags as the office uses them: proposed with words, accepted or declined by a person, kept in the ledger."""

from office_desk import Desk

from flows.office.entries import Tag


def test_a_case_is_proposed_areas_with_the_words_of_its_own_text(desk: Desk) -> None:
    rows = {row["area"]: row for row in desk.table("tags", "tags", "show", "C-202")}
    assert "量子センサー" in [span["quote"] for span in rows["jp:quantum"]["spans"]]
    assert all(row["spans"] for row in rows.values())


def test_what_a_person_says_of_a_proposal_is_kept_with_its_words(desk: Desk) -> None:
    desk.does("tags", "judge", "C-202", "jp:quantum", "accepted", by="sato")
    desk.does("tags", "judge", "C-202", "ca:sensing", "declined", by="sato")
    rows = {row["area"]: row["verdict"] for row in desk.table("tags", "tags", "show", "C-202")}
    assert (rows["jp:quantum"], rows["ca:sensing"], rows["ca:quantum"]) == ("accepted", "declined", "")
    first = desk.ledger.records()[0].entry
    assert isinstance(first, Tag) and "量子" in first.quotes


def test_an_area_that_no_word_speaks_for_cannot_be_accepted(desk: Desk) -> None:
    code, said = desk.types("tags", "judge", "C-202", "jp:hypersonics", "accepted", by="sato")
    assert (code, "jp:quantum" in said, desk.ledger.records()) == (2, True, ())


def test_a_text_can_be_asked_without_a_case(desk: Desk) -> None:
    rows = desk.table("tags", "tags", "show", "--text", "ロボットは扱わない。")
    assert [(row["area"], row["is_denied"]) for row in rows] == [("ca:robotics", True), ("jp:robotics", True)]
