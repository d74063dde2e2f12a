"""A list the institution keeps itself, as offices really write them."""

from io import BytesIO

import pytest
from openpyxl import Workbook
from samples import document, entities, told

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import own_list
from sources.model import Document, Entity


def read(*contents: bytes, suffix: str = ".csv") -> list[Entity]:
    return entities(own_list, named(*contents, suffix=suffix))


def named(*contents: bytes, suffix: str = ".csv") -> dict[str, Document]:
    found = [document(f"リスト{number}{suffix}", content) for number, content in enumerate(contents)]
    return {each.name: each for each in found}


def workbook(*lines: list[object]) -> bytes:
    book, packed = Workbook(), BytesIO()
    for line in lines:
        book.worksheets[0].append(line)
    book.save(packed)
    return packed.getvalue()


def test_a_column_of_names_is_enough() -> None:
    (entity,) = read(b"name\nExample Institute\n")
    assert (entity.names[0].text, entity.kind, entity.listings[0].regime) == ("Example Institute", "organisation", "own list")


def test_a_csv_as_excel_writes_it_in_japan_is_read() -> None:
    (entity,) = read("名称,別名,国,開始日\r\n例示大学髙﨑研究所,Reiji University；Reiji Univ.,中国,2025/4/1\r\n".encode("cp932"))
    assert [name.text for name in entity.names] == ["例示大学髙﨑研究所", "Reiji University", "Reiji Univ."]
    assert (entity.addresses[0].country, entity.listings[0].listed_on) == ("cn", "2025-04-01")


def test_a_last_line_without_its_end_may_be_half_a_line_and_is_refused() -> None:
    with pytest.raises(SourceDamaged):
        read(b"name\nExample Institute\nExample Wor")


def test_a_workbook_is_read_with_the_days_its_cells_hold() -> None:
    (entity,) = read(workbook(["名称", "区分", "終了日"], ["例示商事", "団体", "2027-03-31"], [None, None, None]), suffix=".xlsx")
    assert (entity.names[0].text, entity.listings[0].withdrawn_on) == ("例示商事", "2027-03-31")


def test_lines_that_a_spreadsheet_left_behind_are_none() -> None:
    assert len(read(b"name,reason\nExample Institute,\n,\n,\n")) == 1


def test_several_files_are_one_list() -> None:
    found = read(b"name\nOne Institute\n", b"name\nTwo Institute\n")
    assert [entity.names[0].text for entity in found] == ["One Institute", "Two Institute"]


def test_a_person_has_no_country_here() -> None:
    (entity,) = read("名称,区分,国\nInvented Person,個人,中国\n".encode())
    assert (entity.kind, entity.addresses) == ("person", ())


def test_columns_that_are_not_ours_are_told_and_neither_kept_nor_quoted() -> None:
    documents = named("名称,国籍\nInvented Person,ノーウェア\n".encode())
    (remark,) = told(own_list, documents)
    assert (remark.reason, remark.severity) == ("rejected.unknown_field", "warning")
    assert "ノーウェア" not in entities(own_list, documents)[0].quote.text


def test_an_entry_keeps_its_id_while_its_reference_stays() -> None:
    (before,) = read(b"name,reference\nExample Institute,R-1\n")
    (after,) = read(b"reason,reference,name\nnew,R-1,Example Institute of Optics\n")
    assert before.entity_id == after.entity_id


def test_a_kind_nobody_knows_is_told_and_the_row_set_aside() -> None:
    documents = named(b"name,kind\nExample Institute,ship\nExample Works,\n")
    assert [(each.reason, each.detail) for each in told(own_list, documents)] == [("rejected.unknown_category", "ship")]
    assert len(entities(own_list, documents)) == 1


@pytest.mark.parametrize("content", [b"names\nExample Institute\n", b"reason\nx\n"])
def test_a_table_without_names_is_refused(content: bytes) -> None:
    with pytest.raises(SourceChanged):
        read(content)


@pytest.mark.parametrize("content", [b"name,reason\nExample Institute\n", b"name\n", "名称\n例\n".encode("utf-16")])
def test_what_cannot_be_read_whole_is_refused(content: bytes) -> None:
    with pytest.raises(SourceDamaged):
        read(content)
