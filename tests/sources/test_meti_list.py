"""The End User List over look-alike PDFs: pages, cells of several lines, both languages, missing rows and columns."""

from collections.abc import Sequence

import pytest
from meti_pdf import HEAD, draw
from samples import document, entities, told

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import jp_meti_eul
from sources.model import Entity

IRAN = "イラン・イスラム共和国\nIslamic Republic of Iran"


def row(
    number: int, name: str = "Example Works", aliases: str = "", wmd: str = "ミサイル\nM", arms: str = "", country: str = IRAN
) -> Sequence[str]:
    return (str(number), country, name, aliases, wmd, arms)


def read(rows: Sequence[Sequence[str]], **drawn: object) -> list[Entity]:
    return entities(jp_meti_eul, {"list.pdf": document("list.pdf", draw(rows, **drawn))})  # type: ignore[arg-type]


def many(count: int) -> list[Sequence[str]]:
    """Rows of one to nine lines, so that pages end within some of them."""
    return [row(n, f"Example Works No. {n}", "\n".join(f"・Example Alias {n}-{k}" for k in range(n % 9))) for n in range(1, count + 1)]


@pytest.mark.parametrize("number_below", [False, True])
@pytest.mark.parametrize("head_on_each_page", [False, True])
def test_rows_cut_by_a_page_end_are_joined(head_on_each_page: bool, number_below: bool) -> None:
    found = read(many(45), head_on_each_page=head_on_each_page, number_below=number_below)
    assert [entity.names[0].text for entity in found] == [f"Example Works No. {n}" for n in range(1, 46)]
    assert [len(entity.names) - 1 for entity in found] == [n % 9 for n in range(1, 46)]
    assert found[-1].quote.locator.startswith("page 4")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Air Example (見本航空)", [("Air Example", ""), ("見本航空", "ja")]),
        ("Air Example（見本航空）", [("Air Example", ""), ("見本航空", "ja")]),
        ("Institute of Samples (IOS) (見本研\n究所)", [("Institute of Samples (IOS)", ""), ("見本研究所", "ja")]),
        ("Academy of Samples 見本第一研究所", [("Academy of Samples", ""), ("見本第一研究所", "ja")]),
        ("Office 39", [("Office 39", "")]),
        ("Opto-\nElectronics Works", [("Opto-Electronics Works", "")]),
        ("National\nUniversity", [("National University", "")]),
    ],
)
def test_a_name_cell_holds_one_or_two_languages(cell: str, names: list[tuple[str, str]]) -> None:
    (entity,) = read([row(1, cell)])
    assert [(name.text, name.language) for name in entity.names] == names
    assert {name.kind for name in entity.names} == {"primary"}


def test_aliases_stand_after_bullets() -> None:
    (entity,) = read([row(1, aliases="・First Alias\n・Second Alias of\nSeveral Lines\n・見本（ミサイル・ロケット）公司")])
    assert [name.text for name in entity.names[1:]] == ["First Alias", "Second Alias of Several Lines", "見本（ミサイル・ロケット）公司"]
    assert {name.kind for name in entity.names[1:]} == {"alias"}


@pytest.mark.parametrize(
    ("wmd", "arms", "categories"),
    [
        ("生物、化学、ミサイル、核\nB,C,M,N", "", ("B", "C", "M", "N")),
        ("ミサイル、核\nM、N", "CW", ("M", "N", "CW")),
        ("ミサイルM", "", ("M",)),
        ("核\nＮ", "", ("N",)),
        ("", "CW", ("CW",)),
    ],
)
def test_categories_are_letters_that_agree_with_their_words(wmd: str, arms: str, categories: tuple[str, ...]) -> None:
    (entity,) = read([row(1, wmd=wmd, arms=arms)])
    assert entity.listings[0].categories == categories


@pytest.mark.parametrize(("wmd", "arms"), [("ミサイル\nN", ""), ("宇宙\nS", ""), ("", ""), ("ミサイル\nM", "XX"), ("M", "")])
def test_categories_we_do_not_know_are_quarantined(wmd: str, arms: str) -> None:
    content = draw([row(1), row(2, wmd=wmd, arms=arms)])
    assert [item.reason for item in told(jp_meti_eul, {"list.pdf": document("list.pdf", content)})] == ["rejected.unknown_category"]


def test_the_country_is_read_from_its_english_line() -> None:
    (entity,) = read([row(1)])
    assert [(address.text, address.country) for address in entity.addresses] == [("Islamic Republic of Iran", "ir")]


def test_an_edition_without_the_column_of_conventional_arms_is_read() -> None:
    found = read([row(1)[:5], row(2, wmd="核\nN")[:5]], head=HEAD[:5])
    assert [entity.listings[0].categories for entity in found] == [("M",), ("N",)]


@pytest.mark.parametrize("place", range(6))
def test_a_renamed_column_is_refused_by_name(place: int) -> None:
    head = [*HEAD[:place], "改称\nRenamed", *HEAD[place + 1 :]]
    with pytest.raises(SourceChanged) as caught:
        read([row(1)], head=head)
    assert caught.value.key == "source.field_missing"


@pytest.mark.parametrize("place", range(5))
def test_a_missing_column_is_refused(place: int) -> None:
    with pytest.raises(SourceChanged):
        read([[*row(1)[:place], *row(1)[place + 1 :]]], head=[*HEAD[:place], *HEAD[place + 1 :]])


@pytest.mark.parametrize("numbers", [(1, 3), (2, 3), (1, 1), (1, 2, 4)])
def test_a_missing_row_is_refused(numbers: tuple[int, ...]) -> None:
    with pytest.raises(SourceChanged) as caught:
        read([row(number, f"Works {place}") for place, number in enumerate(numbers)])
    assert caught.value.key == "source.row_number"


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises((SourceDamaged, SourceChanged)):
        read([])


def test_notes_and_page_numbers_are_no_rows() -> None:
    assert len(read([row(1)], notes=("1", "2", "Note: 2"))) == 1
