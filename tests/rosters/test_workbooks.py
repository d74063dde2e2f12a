"""Dirty workbooks: what is read with a remark, what comes back, what is refused."""

from typing import Any

import pytest
from books import CASES, PEOPLE, book, rewritten, saved, with_people

from flows.messages import Messages
from sources.model import Rejected, Roster
from sources.rosters import read, read_workbook

FULL = [
    "人ID",
    "案件ID",
    "氏名",
    "フリガナ",
    "姓",
    "名",
    "旧姓",
    "通称",
    "役割",
    "所属機関1",
    "職名1",
    "所属開始1",
    "所属機関2",
    "所属終了2",
    "e-Rad研究者番号",
]


def roster(content: bytes) -> Roster:
    return read_workbook(content, "roster.xlsx")


def told(found: Roster) -> list[tuple[str, str, str]]:
    return [(row.severity, row.reason, row.quote.locator) for row in found.rejected]


def test_a_clean_workbook_is_read_whole_without_a_remark() -> None:
    found = roster(saved(book()))
    assert (len(found.programs), len(found.cases), len(found.subjects), len(found.disclosures)) == (1, 1, 2, 1)
    assert found.rejected == ()
    assert {one.subject_id for one in found.subjects if one.kind == "person"} == {"C1:p:R1"}
    assert found.disclosures[0].subject_id == "C1:p:R1"


def test_english_sheets_and_headers_are_read_the_same() -> None:
    english = {
        "Programs": [["Program ID", "Title (Japanese)", "Tier"], ["P1", "試験事業", "1"]],
        "Cases": [["Case ID", "Program ID", "Kind", "Title"], ["C1", "P1", "joint research", "試験案件"]],
        "Institutions": [["Case ID", "Name (Japanese)", "Role"], ["C1", "架空大学", "partner"]],
        "People": [["Person ID", "Case ID", "Name", "Role"], ["R1", "C1", "見本 太郎", "principal"]],
        "Disclosures": [["Person", "Kind", "Organisation"], ["R1", "side post", "架空研究所"]],
    }
    other = roster(saved(book(事業=[], 案件=[], 機関=[], 人=[], 開示=[], **english)))
    same = roster(saved(book()))
    assert [one.names for one in other.subjects] == [one.names for one in same.subjects]
    assert [(one.subject_id, one.role) for one in other.subjects] == [(one.subject_id, one.role) for one in same.subjects]
    assert other.disclosures[0].kind == same.disclosures[0].kind


def test_a_header_in_two_languages_is_one_header() -> None:
    rows: list[list[Any]] = [
        ["人ID\nPerson ID", "案件ID / Case ID", "氏名｜Name", "役割 Role / 役割"],
        ["R1", "C1", "見本 太郎", "研究代表者"],
    ]
    assert len(roster(saved(book(人=rows))).subjects) == 2


def test_a_name_written_the_same_in_two_languages_keeps_neither() -> None:
    header = ["案件ID", "機関名", "現地語名", "機関名（英語）", "役割", "所在国"]
    found = roster(saved(book(機関=[header, ["C1", "北京航空航天大学", "北京航空航天大学", "Beihang University", "連携先", "中国"]])))
    assert [(name.text, name.language, name.kind) for name in found.subjects[0].names] == [
        ("北京航空航天大学", "", "primary"), ("Beihang University", "en", "alias"),
    ]  # fmt: skip
    assert found.subjects[0].country == "cn"


def test_headers_are_found_under_title_rows_and_in_any_width_or_spacing() -> None:
    rows: list[list[Any]] = [
        ["研究者一覧（令和8年度）"],
        [],
        [" 人　ＩＤ", "案 件\nID", "氏　名", "役　割"],
        ["R1", "C1", "見本 太郎", "研究代表者"],
        [],
    ]
    found = roster(saved(book(人=rows)))
    assert [one.quote.locator for one in found.subjects if one.kind == "person"] == ["人!A4"]


def test_a_person_keeps_every_name_form_and_every_affiliation() -> None:
    row = [
        "R1",
        "C1",
        "見本 花子",
        "ミホン ハナコ",
        "見本",
        "花子",
        "例示",
        "はなこ",
        "研究代表者",
        "甲大学",
        "教授",
        "2019年4月",
        "乙研究所",
        "R3.3",
        12345,
    ]
    person = next(one for one in roster(with_people(row, header=FULL)).subjects if one.kind == "person")
    assert [(name.text, name.kind) for name in person.names] == [
        ("見本 花子", "primary"), ("例示 花子", "former"), ("はなこ", "alias"), ("ミホン ハナコ", "alias"),
    ]  # fmt: skip
    assert [(one.organisation, one.role, one.start_on, one.end_on) for one in person.affiliations] == [
        ("甲大学", "教授", "2019-04", ""), ("乙研究所", "", "", "2021-03"),
    ]  # fmt: skip
    assert [(one.scheme, one.value) for one in person.identifiers] == [("erad", "00012345")]


def test_a_person_in_several_cases_is_one_row_and_several_subjects() -> None:
    cases = [*CASES, ["C2", "P1", "申請", "第二の案件"]]
    found = roster(saved(book(案件=cases, 人=[PEOPLE[0], ["R1", "C1；C2", "見本 太郎", "研究代表者"]])))
    assert [one.subject_id for one in found.subjects if one.kind == "person"] == ["C1:p:R1", "C2:p:R1"]
    assert [one.case_id for one in found.disclosures] == ["C1", "C2"]
    assert found.rows_in["people"] == 1


def test_a_blank_case_is_the_one_above_or_the_only_one() -> None:
    cases = [*CASES, ["C2", None, "申請", "第二の案件"]]
    people = [PEOPLE[0], ["R1", "C2", "甲", "研究代表者"], ["R2", None, "乙", "研究分担者"]]
    found = roster(saved(book(案件=cases, 人=people)))
    assert [one.case_id for one in found.subjects if one.kind == "person"] == ["C2", "C2"]
    assert ("warning", "roster.as_above", "人!B3") in told(found)
    assert ("warning", "roster.as_above", "案件!B3") in told(found)
    alone = roster(saved(book(機関=[["案件ID", "機関名", "役割"], [None, "架空大学", "連携先"]])))
    assert ("warning", "roster.only_one", "機関!A2") in told(alone)


def test_zeros_lost_from_an_id_are_put_back() -> None:
    found = roster(saved(book(案件=[CASES[0], ["007", "P1", "申請", "題"]], 機関=[], 人=[PEOPLE[0], ["R1", 7, "甲", "研究代表者"]])))
    assert found.subjects[0].case_id == "007"
    assert ("warning", "roster.zeros_restored", "人!B2") in told(found)


def test_missing_ids_come_from_the_content_and_not_from_the_row() -> None:
    people = [[None, "C1", name, "研究分担者"] for name in ("甲", "乙", "丙")]
    first, second = roster(with_people(*people)), roster(with_people(*reversed(people)))
    assert {one.subject_id for one in first.subjects} == {one.subject_id for one in second.subjects}
    assert len({one.subject_id for one in first.subjects}) == 4


REFUSED_ROWS: dict[str, tuple[list[Any], str, str]] = {
    "no name": (["R9", "C1", None, "研究代表者"], "roster.empty_cell", "人!C3"),
    "no role": (["R9", "C1", "甲", None], "roster.empty_cell", "人!D3"),
    "unknown role": (["R9", "C1", "甲", "調整中"], "roster.unknown_choice", "人!D3"),
    "unknown case": (["R9", "C9", "甲", "研究代表者"], "roster.unknown_case", "人!B3"),
    "an id twice": (["R1", "C1", "甲", "研究代表者"], "roster.duplicate_id", "人!A3"),
    "an excel error": (["R9", "C1", "#N/A", "研究代表者"], "roster.error_value", "人!C3"),
    "a formula never calculated": (["R9", "C1", "=VLOOKUP(A3,X:Y,2)", "研究代表者"], "roster.formula_without_value", "人!C3"),
    "a name of 600 letters": (["R9", "C1", "あ" * 600, "研究代表者"], "roster.too_long", "人!C3"),
    "an escaped control character": (["R9", "C1", "甲_x0007_乙", "研究代表者"], "roster.control_characters", "人!C3"),
    "half a surrogate pair": (["R9", "C1", "甲_xD800_乙", "研究代表者"], "roster.control_characters", "人!C3"),
}


@pytest.mark.parametrize("case", REFUSED_ROWS)
def test_a_row_that_cannot_be_used_comes_back_with_its_cell(case: str, messages: Messages) -> None:
    row, reason, locator = REFUSED_ROWS[case]
    found = roster(with_people(PEOPLE[1], row))
    assert ("rejected", reason, locator) in told(found)
    assert len([one for one in found.rejected if one.severity == "rejected"]) == 1
    assert len(found.subjects) == 2
    for one in found.rejected:
        assert locator in messages.text(one.reason, "en", locator=one.quote.locator, detail=one.detail)
        messages.text(one.reason, "ja", locator=one.quote.locator, detail=one.detail).encode()


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = roster(with_people(["R9", "C9", None, "調整中"]))
    assert [row[0] for row in told(found)] == ["rejected", "warning", "warning"]
    assert {row[2] for row in told(found)} == {"人!B2", "人!C2", "人!D2"}


@pytest.mark.parametrize("missing", [1, 2, 3, 4])
def test_a_designation_is_read_as_far_as_it_was_filled_in(missing: int) -> None:
    header = ["事業ID", "指定者", "指定日", "指定の根拠", "指定の契機", "区分", "事業名"]
    row: list[Any] = ["P1", "所管府省", "R8.4.1", "決定", "先行実施", "2", "試験事業"]
    row[missing] = None
    found = roster(saved(book(事業=[header, row])))
    given = found.programs[0].designation
    assert (
        given and [bool(one) for one in (given.designated_by, given.designated_on, given.basis, given.trigger)].index(False) == missing - 1
    )
    assert len(found.cases) == 1 and not [one for one in found.rejected if one.severity == "rejected"]


def test_the_three_conditions_of_the_manual_are_read_as_answers() -> None:
    header = [
        "事業ID",
        "事業名",
        "区分",
        "指定の契機",
        "手順書の版",
        "成果は公開予定か",
        "重要技術領域を含み得るか",
        "流出防止が特に必要か",
    ]
    given = roster(saved(book(事業=[header, ["P1", "試験事業", "2", "手順書", "案", "はい", "no", None]]))).programs[0].designation
    assert given and (given.trigger, given.manual_edition) == ("procedure_manual", "案")
    assert (given.is_published, given.has_listed_area, given.needs_prevention) == (True, False, None)


def test_a_partner_regime_that_is_not_known_switches_nothing_on() -> None:
    found = roster(saved(book(事業=[["事業ID", "事業名", "相手国の制度"], ["P1", "試験事業", "米国; どこか"]])))
    assert found.programs[0].partner_regimes == ("us",)
    assert [(one.reason, one.detail) for one in found.rejected] == [("roster.choice_left_out", "どこか")]


@pytest.mark.parametrize(("by", "on", "is_confirmed"), [("担当", "2026-10-01", True), ("担当", None, False), (None, "2026-10-01", False)])
def test_a_difference_counts_as_confirmed_only_with_who_and_when(by: str | None, on: str | None, is_confirmed: bool) -> None:
    header = ["本人", "種類", "相手方機関", "相違の確認者", "相違の確認日"]
    found = roster(saved(book(開示=[header, ["R1", "兼業", "架空研究所", by, on]])))
    assert found.disclosures[0].is_difference_confirmed is is_confirmed
    assert [one.reason for one in found.rejected] == ([] if is_confirmed else ["roster.half_confirmed"])


def test_an_expired_designation_is_kept_as_data() -> None:
    header = ["事業ID", "指定者", "指定日", "指定の根拠", "指定の契機", "区分", "事業名", "指定の期限"]
    found = roster(saved(book(事業=[header, ["P1", "所管府省", "2020-04-01", "決定", "先行実施", "2", "試験事業", "2021-03-31"]])))
    assert found.programs[0].designation and str(found.programs[0].designation.until) == "2021-03-31"


@pytest.mark.parametrize(
    "header",
    ["国籍", "国籍・地域", "在留資格", "性別", "出生地", "出身国", "人種", "国", "Nationality", "Country of citizenship", "Gender", "Sex",
     "Place of birth", "Birthplace", "Race", "Ethnic origin", "Visa status", "NATIONALITY/CITIZENSHIP", "country"],
)  # fmt: skip
def test_columns_about_origin_are_neither_read_nor_kept(header: str) -> None:
    found = roster(with_people([*PEOPLE[1], "ユートピア"], header=[*PEOPLE[0], header]))
    assert found.ignored_columns == (f"人!{header}",)
    assert "ユートピア" not in repr(found)


def test_an_unknown_column_is_told_and_not_kept() -> None:
    found = roster(with_people([*PEOPLE[1], "秘密"], header=[*PEOPLE[0], "好きな色"]))
    assert told(found) == [("warning", "roster.unknown_column", "人!E1")]
    assert "秘密" not in repr(found)


def test_a_stored_formula_value_is_read_with_a_remark() -> None:
    made = book(開示=[])
    made["人"]["C2"] = "=X1"
    content = rewritten(saved(made), b"<f>X1</f><v></v>", b"<f>X1</f><v>77</v>", b"<f>X1</f><v/>")
    found = roster(content)
    assert found.subjects[-1].names[0].text == "77"
    assert ("warning", "roster.formula_value", "人!C2") in told(found)


def test_a_number_rounded_by_the_spreadsheet_is_left_out() -> None:
    header, row = ["案件ID", "機関名", "役割", "法人番号"], ["C1", "架空大学", "連携先"]
    rounded = roster(saved(book(機関=[header, [*row, "5.01E+12"]])))
    assert rounded.subjects[0].identifiers == ()
    assert ("warning", "roster.number_rounded", "機関!D2") in told(rounded)
    whole = roster(saved(book(機関=[header, [*row, 5010005007398.0]])))
    assert whole.subjects[0].identifiers[0].value == "5010005007398"


def test_merged_cells_give_their_rows_back() -> None:
    made = book(
        人=[PEOPLE[0], ["R1", "C1", "甲", "研究代表者"], ["R2", None, "乙", "研究分担者"], ["R3", "C1", "丙", "研究分担者"]], 開示=[]
    )
    made["人"].merge_cells("B2:B3")
    found = roster(saved(made))
    assert [row for row in told(found) if row[0] == "rejected"] == [
        ("rejected", "roster.merged_cell", "人!B2"), ("rejected", "roster.merged_cell", "人!B3"),
    ]  # fmt: skip
    assert [one.subject_id for one in found.subjects if one.kind == "person"] == ["C1:p:R3"]


def test_hidden_and_unknown_sheets_are_not_read_and_named() -> None:
    made = book(メモ=[["氏名", "国籍"], ["甲", "ユートピア"]])
    made["開示"].sheet_state = "hidden"
    found = roster(saved(made))
    assert found.disclosures == ()
    assert {row[1] for row in told(found)} == {"roster.hidden_sheet", "roster.unknown_sheet"}


def test_a_stray_cell_at_the_far_corner_does_not_matter() -> None:
    made = book()
    made["人"]["XFD1048576"] = " "
    assert roster(saved(made)).rejected == ()


def test_the_same_bytes_give_the_same_roster() -> None:
    content = saved(book())
    assert roster(content) == roster(content) == read({"roster.xlsx": content})
    assert all(isinstance(one, Rejected) for one in roster(content).rejected)
