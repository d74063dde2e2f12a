"""METI's export-ban lists: entries of running text, numbered; names in two languages and what stands between them."""

from collections.abc import Sequence

import pytest
from samples import changed, entities, sample, told
from written_pdf import draw_lines

from sources.errors import SourceChanged, SourceDamaged
from sources.lists import jp_meti_ru
from sources.lists.jp_meti_ru_entry import names_of
from sources.model import Document

TITLE = "の対象となるベラルーシ共和国の団体（令和四年外務省告示第百四号）"


def with_belarus(lines: Sequence[str]) -> dict[str, Document]:
    return changed(sample(jp_meti_ru.SOURCE), "list_belarus_tokutei.pdf", draw_lines([(40.0, line) for line in lines]))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["例示研究所", "Example Institute"], [("Example Institute", "", "primary"), ("例示研究所", "ja", "primary")]),
        (["架空中心「例」JSC Sample Rocket Centre"], [("JSC Sample Rocket Centre", "", "primary"), ("架空中心「例」", "ja", "primary")]),
        (
            [
                "例示研究所（別称、EXI及び",
                "Example Lab）",
                "Example Institute, a.k.a., the following two",
                "aliases:",
                "-EXI",
                "-Example Lab.",
            ],
            [
                ("Example Institute", "", "primary"),
                ("EXI", "", "alias"),
                ("Example Lab", "", "alias"),
                ("例示研究所", "ja", "primary"),
                ("EXI", "ja", "alias"),
                ("Example Lab", "ja", "alias"),
            ],
        ),
        (
            ["例示有限公司（示例有限公司）Example Company Ltd, a.k.a., the following one alias:", "-Exemple Ltd."],
            [
                ("Example Company Ltd", "", "primary"),
                ("Exemple Ltd", "", "alias"),
                ("例示有限公司", "ja", "primary"),
                ("示例有限公司", "zh", "primary"),
            ],
        ),
        (
            ["エグザンプル", "Example Ltd（示例公司）", "別称：イグザンプル; サンプル", "Exemple Ltd; Sample Ltd"],
            [
                ("Example Ltd", "", "primary"),
                ("示例公司", "", "primary"),
                ("Exemple Ltd", "", "alias"),
                ("Sample Ltd", "", "alias"),
                ("エグザンプル", "ja", "primary"),
                ("イグザンプル", "ja", "alias"),
                ("サンプル", "ja", "alias"),
            ],
        ),
    ],
)
def test_an_entry_has_names_in_two_languages(lines: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert [(name.text, name.language, name.kind) for name in names_of(lines)[0]] == expected


def test_a_missing_number_is_refused() -> None:
    lines = [TITLE, "1 例示", "Example", "所在地：Minsk, Belarus", "3 見本", "Sample", "所在地：Minsk, Belarus"]
    with pytest.raises(SourceChanged) as caught:
        list(jp_meti_ru.parse(with_belarus(lines)))
    assert caught.value.key == "source.row_number"


def test_a_list_under_another_title_is_refused() -> None:
    with pytest.raises(SourceChanged):
        list(jp_meti_ru.parse(with_belarus(["別の一覧", "1 例示", "Example", "所在地：Minsk, Belarus"])))


def test_a_number_that_begins_a_line_of_a_place_begins_no_entry() -> None:
    lines = [TITLE, "1 例示", "Example", "所在地：Room 1,", "2 Sample Street, Minsk, Belarus", "2 見本", "Sample", "所在地：Minsk, Belarus"]
    found = [entity for entity in entities(jp_meti_ru, with_belarus(lines)) if entity.listings[0].sub_list == "Belarus"]
    assert [entity.addresses[0].text for entity in found] == ["Room 1, 2 Sample Street, Minsk, Belarus", "Minsk, Belarus"]


def test_a_wrong_count_of_aliases_is_told() -> None:
    lines = [TITLE, "1 例示", "Example, a.k.a., the following three aliases:", "-One; and", "-Two.", "所在地：Minsk, Belarus"]
    assert [(item.reason, item.detail) for item in told(jp_meti_ru, with_belarus(lines))] == [("rejected.alias_count", "3")]


def test_a_cut_file_is_refused() -> None:
    documents = sample(jp_meti_ru.SOURCE)
    content = documents["list_russia_tokutei.pdf"].content
    with pytest.raises(SourceDamaged):
        list(jp_meti_ru.parse(changed(documents, "list_russia_tokutei.pdf", content[: len(content) // 2])))


def test_samples_are_drawn_from_the_texts_beside_them() -> None:
    from make_sample_pdfs import drawn

    for path, content in drawn():
        assert path.read_bytes() == content, path.name
