"""results.xlsx: sheets, text that stays text, the same bytes."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from flows.results.rows import Rows, Texts
from flows.results.workbook import write_workbook

SHEETS = ["概要", "案件", "関係者", "照合候補", "掲載", "根拠", "理由", "対応", "照合範囲", "除外行"]


def test_every_table_has_a_sheet_with_headers_in_both_languages(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    book = load_workbook(write_workbook(tmp_path / "results.xlsx", rows, texts))
    assert [sheet.title.split()[0] for sheet in book.worksheets] == SHEETS
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert all("\n" in str(cell.value) for cell in sheet[1])
    assert [sheet.max_row - 1 for sheet in book.worksheets[1:]] == [5, 14, 4, 6, 8, 5, 6, 8, 2]


def test_summary_sheet_says_first_what_the_result_is_not(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    book = load_workbook(write_workbook(tmp_path / "results.xlsx", rows, texts))
    labels = [str(row[0].value) for row in book.worksheets[0].iter_rows(max_row=3)]
    assert [label.split("\n")[1] for label in labels[:2]] == ["Example lists, not for real screening", "Not everything was compared"]
    assert "not compared" in labels[2]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\x01\u202e", "長" * 40_000, "\ud800"])
def test_text_never_becomes_a_formula(tmp_path: Path, hostile: Callable[[str], Rows], texts: Texts, text: str) -> None:
    book = load_workbook(write_workbook(tmp_path / "results.xlsx", hostile(text), texts))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    led = [cell for cell in cells if str(cell.value)[0] in "=+-@" and cell.data_type == "s"]
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in led)
    assert bool(led) == (text[0] in "=+-@")


def test_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path, rows: Rows, tables: dict[str, Any], texts: Texts) -> None:
    turned = Rows(**{name: table if name == "program" else table[::-1] for name, table in tables.items()})
    first = write_workbook(tmp_path / "a.xlsx", rows, texts).read_bytes()
    assert write_workbook(tmp_path / "b.xlsx", turned, texts).read_bytes() == first
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-22T00:00:00Z" in parts.read("docProps/core.xml")


def test_numbers_stay_numbers_and_codes_become_words(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    hits = load_workbook(write_workbook(tmp_path / "results.xlsx", rows, texts)).worksheets[3]
    head = {str(cell.value).split("\n")[-1]: number for number, cell in enumerate(hits[1])}
    first = [cell.value for cell in hits[2]]
    assert (first[head["Score (0–1)"]], first[head["Points"]]) == (0.97, 41)
    assert first[head["Level of care"]] == "要協議 / confer"
