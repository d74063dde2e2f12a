"""What e-Rad and the institution's own ledgers say: read under their own headers, of the roster's people only, every row accounted for."""

from books import book, saved

from sources.rosters import read_workbook

ERAD = [
    ["e-Rad研究者番号", "研究者氏名", "区分", "相手方", "役職", "開始年月", "終了年月", "エフォート率", "守秘義務の有無", "報酬の有無"],
    ["12345678", "見本 太郎", "兼業", "架空研究所", "顧問", "2023年4月", "", "5", "無", "無"],
    ["12345678", "見本 太郎", "研究資金", "非開示（NDA）", "", "R5.4.1", "R7.3.31", "10", "有", ""],
    ["12345678", "見本 太郎", "研究資金", "架空財団", "", "2024", "", "10", "有", ""],
    ["87654321", "見本 太郎", "兼業", "別の研究所", "顧問", "2023", "", "", "", ""],
]
PEOPLE = [["人ID", "案件ID", "氏名", "役割", "e-Rad研究者番号"], ["R1", "C1", "見本 太郎", "研究代表者", "12345678"]]


def test_a_ledger_is_read_under_its_own_headers_and_a_withheld_party_stays_withheld() -> None:
    found = read_workbook(saved(book(**{"人": PEOPLE, "e-Rad": ERAD})), "r.xlsx")
    told = [one for one in found.disclosures if one.told_to == "erad"]
    assert [(one.kind, one.organisation, one.is_withheld, one.is_paid, one.start_on, one.end_on) for one in told] == [
        ("side_post", "架空研究所", False, False, "2023-04", ""),
        ("funding", "", True, None, "2023-04-01", "2025-03-31"),
        ("funding", "架空財団", False, None, "2024", ""),
    ]
    assert found.ledgers == ("erad",)


def test_rows_of_people_who_are_not_in_the_roster_are_passed_over_and_said_so() -> None:
    """A namesake with another number is another person, whatever the name."""
    found = read_workbook(saved(book(**{"人": PEOPLE, "e-Rad": ERAD})), "r.xlsx")
    assert found.rows_in["erad"] == 3
    said = [(one.reason, one.severity) for one in found.rejected if "e-Rad" in one.quote.locator]
    assert ("roster.other_person", "warning") in said
    assert not [reason for reason, severity in said if severity == "rejected"]


def test_without_a_number_the_only_person_of_that_name_is_meant() -> None:
    ledger = [["氏名", "兼業先", "許可期間開始"], ["見本　太郎", "架空商事", "2024-01"], ["居ない 人", "架空商事", "2024-01"]]
    found = read_workbook(saved(book(人=PEOPLE, 兼業台帳=ledger)), "r.xlsx")
    assert [(one.subject_id, one.organisation) for one in found.disclosures if one.told_to == "side_posts"] == [("C1:p:R1", "架空商事")]


def test_two_people_of_one_name_make_a_row_without_number_ambiguous() -> None:
    people = [*PEOPLE, ["R2", "C1", "見本 太郎", "研究分担者", "11111111"]]
    ledger = [["氏名", "寄附者", "受入日"], ["見本 太郎", "架空財団", "2024-01-05"]]
    found = read_workbook(saved(book(人=people, 寄附金台帳=ledger)), "r.xlsx")
    assert [one.reason for one in found.rejected if one.severity == "rejected" and "寄附金" in one.quote.locator] == [
        "roster.person_ambiguous"
    ]


def test_shares_of_income_are_percent_however_the_cell_shows_them() -> None:
    header = ["人ID", "区分", "相手方", "収入割合"]
    ledger = [header, *(["R1", "収入", "架空大学", value] for value in (0.3, "30%", "３０％", 30, "三割"))]
    found = read_workbook(saved(book(人=PEOPLE, 利益相反=ledger)), "r.xlsx")
    assert [one.share for one in found.disclosures if one.told_to == "coi"] == [30.0, 30.0, 30.0, 30.0, None]
    assert "roster.bad_share" in {one.reason for one in found.rejected}


def test_a_journey_that_another_body_pays_for_is_money_from_it() -> None:
    ledger = [
        ["人ID", "用務先", "開始", "終了", "旅費負担者"],
        ["R1", "架空大学", "2025-01-01", "2025-01-09", "架空財団"],
        ["R1", "架空大学", "2025-02-01", "", ""],
    ]
    found = read_workbook(saved(book(人=PEOPLE, 出張台帳=ledger)), "r.xlsx")
    assert [(one.kind, one.organisation) for one in found.disclosures if one.told_to == "travel"] == [
        ("funding", "架空財団"),
        ("other", "架空大学"),
    ]


def test_a_donation_has_one_day() -> None:
    ledger = [["人ID", "寄附者", "受入日"], ["R1", "架空財団", "2024-01-05"]]
    found = read_workbook(saved(book(人=PEOPLE, 寄附金=ledger)), "r.xlsx")
    assert [(one.start_on, one.end_on) for one in found.disclosures if one.told_to == "donations"] == [("2024-01-05", "2024-01-05")]


def test_a_party_left_out_without_an_agreement_is_refused() -> None:
    ledger = [["人ID", "区分", "相手方機関", "守秘義務"], ["R1", "研究資金", "", "無"]]
    found = read_workbook(saved(book(**{"人": PEOPLE, "e-Rad": ledger})), "r.xlsx")
    assert [one.reason for one in found.rejected if one.severity == "rejected" and "e-Rad" in one.quote.locator] == ["roster.empty_cell"]
