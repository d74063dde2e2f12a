"""The finance ministry's workbook: many sheets, each with its own heads, under a title that says whom it is of."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook
from samples import document, entities, told

from sources.errors import SourceChanged
from sources.lists import jp_mof
from sources.lists.jp_mof_workbook import _kind
from sources.model import Document, Entity

PERSON_HEADS = (
    "告示日付", "告示 番号", "日 本 語 表 記", "英 語 表 記", "別 名", "確定に十分でない別名", "役 職",
    "生 年 月 日", "出 生 地", "国 籍", "旅 券 番 号", "住 所", "国連参照番号", "リスト掲載日", "その他の情報",
)  # fmt: skip
JIRO = (
    "2001.9.22 2008.6.25改訂", 9, "エグザンプル・ジロウ", "EXAMPLE JIRO", "(a) EXAMPEL JIRO (b) EXAMPLE J.", "（a）ジロウ（b）ジロ",
    "_x000D_\n次官", "1955年から1958年の間", "ノーウェア", "ノーウェア国", "X0000000", "1 Nowhere Street", "TAi.900",
    "2001年2月23日（2003年9月3日に改訂）", "旅券 X0000000",
)  # fmt: skip
HANA = ("2020.1.5", 10, "エグザンプル・ハナ", "EXAMPLE HANA", "", "", "", "1971年5月2日", "", "", "", "", "", "", "")
PERSONS = ("テロリスト等（個人）", PERSON_HEADS, (JIRO, HANA))
BODY_HEADS = ("告示日付", "告示番号", "日本語表記", "英語表記", "別称・別名", "旧称", "所 在 地", "指定の根拠")
BANK = (
    "2022.3.1", 1, "例示銀行", "EXAMPLE BANK JSC", "EXBANK\n例銀", "EXAMPLE SAVINGS BANK", "5 Example Road, Moscow, Russia", "閣議了解",
)  # fmt: skip
BODIES = ("ロシア連邦の団体及び個人（特定銀行）", BODY_HEADS, (BANK,))


def workbook(*sheets: tuple[str, Sequence[object], Sequence[Sequence[object]]]) -> dict[str, Document]:
    book = Workbook()
    book.remove(book.active)
    for number, (title, heads, rows) in enumerate(sheets, 1):
        page = book.create_sheet(f"{number}")
        for line in ([title], [], heads, *rows):
            page.append(list(line))
    packed = BytesIO()
    book.save(packed)
    return {"list.xlsx": document("list.xlsx", packed.getvalue())}


def read(*sheets: tuple[str, Sequence[object], Sequence[Sequence[object]]]) -> list[Entity]:
    return entities(jp_mof, workbook(*sheets))


def test_every_sheet_is_read_and_its_title_says_whom_it_is_of() -> None:
    found = read(PERSONS, BODIES)
    assert [(entity.kind, entity.names[0].text) for entity in found] == [
        ("person", "エグザンプル・ジロウ"),
        ("person", "エグザンプル・ハナ"),
        ("organisation", "例示銀行"),
    ]
    assert [entity.listings[0].categories for entity in found[1:]] == [(PERSONS[0],), (BODIES[0],)]
    assert told(jp_mof, workbook(PERSONS, BODIES)) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("タリバーン関係者等（個人）", "person"),
        ("イラク前政権の機関、高官又はその関係者等 （Ⅰ．決議第1483号23(b)の対象となる個人）", "person"),
        ("ロシア連邦の団体及び個人（団体（特定銀行を除く））", "organisation"),
        ("ロシア連邦の団体及び個人（特定銀行）", "organisation"),
        ("コンゴ民主共和国に対する武器禁輸措置等に違反した者等（団体とその他のグループ）", "organisation"),
        ("リビアのカダフィ革命指導者及びその関係者 （Ⅱ その他の個人又は団体）", "unknown"),
        ("ソマリアに対する武器禁輸措置等に違反した者等", "unknown"),
    ],
)
def test_a_title_with_both_leaves_the_kind_open(title: str, kind: str) -> None:
    assert _kind(title) == kind


def test_one_cell_may_hold_several_values_under_marks_of_either_width() -> None:
    person, _ = read(PERSONS)
    assert [(name.text, name.kind) for name in person.names[1:]] == [
        ("EXAMPLE JIRO", "primary"),
        ("EXAMPEL JIRO", "alias"),
        ("EXAMPLE J.", "alias"),
        ("ジロウ", "weak"),
        ("ジロ", "weak"),
    ]
    assert person.listings[0].note == "次官"


def test_dates_are_read_as_the_ministry_writes_them() -> None:
    vague, plain = read(PERSONS)
    assert (vague.birth_dates, plain.birth_dates) == (("1955 to 1958",), ("1971-05-02",))
    assert (vague.listings[0].announced_on, vague.listings[0].listed_on) == ("2001-09-22", "2001-02-23")


def test_references_of_the_united_nations_join_with_their_list() -> None:
    assert [(each.scheme, each.value) for each in read(PERSONS)[0].identifiers] == [("un_reference", "TAi.900")]


def test_places_are_kept_of_bodies_and_nothing_personal_of_persons() -> None:
    person, _, bank = read(PERSONS, BODIES)
    assert [(place.text, place.country) for place in bank.addresses] == [("5 Example Road, Moscow, Russia", "ru")]
    assert person.addresses == ()
    assert not any(word in person.quote.text for word in ("ノーウェア", "X0000000", "Nowhere"))
    assert [(name.text, name.kind) for name in bank.names[2:]] == [
        ("EXBANK", "alias"),
        ("例銀", "alias"),
        ("EXAMPLE SAVINGS BANK", "former"),
    ]


def test_a_head_nobody_knows_is_told_of_and_its_words_are_not_quoted() -> None:
    title, heads, rows = BODIES
    documents = workbook((title, [*heads, "新しい欄"], [[*rows[0], "何か"]]))
    assert [(each.reason, each.detail) for each in told(jp_mof, documents)] == [("rejected.unknown_field", "新しい欄 = 何か")]
    assert "何か" not in entities(jp_mof, documents)[0].quote.text


@pytest.mark.parametrize("head", ["告示日付", "日 本 語 表 記", "英 語 表 記"])
def test_a_sheet_without_a_head_that_all_have_is_refused(head: str) -> None:
    title, heads, rows = PERSONS
    with pytest.raises(SourceChanged):
        read(BODIES, (title, ["？" if each == head else each for each in heads], rows))


def test_a_row_without_a_name_is_told_of() -> None:
    title, heads, rows = BODIES
    reasons = [each.reason for each in told(jp_mof, workbook((title, heads, [*rows, ["2022.3.1", 2, "", "", "EX", "", "", ""]])))]
    assert reasons == ["rejected.empty_name"]


def test_ids_are_the_same_whatever_the_order_of_sheets() -> None:
    assert {entity.entity_id for entity in read(PERSONS, BODIES)} == {entity.entity_id for entity in read(BODIES, PERSONS)}
