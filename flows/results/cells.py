"""How a value stands in a workbook: text typed as text, codes in words of both languages, every page ready for A4."""

import io
import math
import zipfile
from datetime import datetime
from typing import Any, cast
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from flows.results.rows import Row, Texts
from flows.results.show import visible

_LONGEST = 32_000  # a cell holds 32,767 characters
_EARLY = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold
_BODY = Alignment(wrap_text=True, vertical="top")
_HIGHEST = 405.0  # points, more than Excel shows
_HEAD = Alignment(wrap_text=True, vertical="center")
_BOLD = Font(bold=True, color="FF1C2434")
_TINT = PatternFill("solid", fgColor="FFE9EDF4")
_RULE = Border(bottom=Side(style="thin", color="FF1C2434"))

# Columns that hold codes -> the part of the message table with their words.
_WORDS = {
    "grade": "level", "legal_check": "legal_check", "state": "state", "role": "role", "screening": "screening", "aspect": "aspect",
    "entity_kind": "entity_kind", "effect": "effect", "change": "change", "severity": "severity", "funding": "funding", "tier": "tier",
    "stage": "stage", "standing": "standing", "designation_trigger": "trigger", "level": "level",
    "owner": "owner",
}  # fmt: skip
_WIDE = {"title", "title_ja", "title_en", "purpose", "affiliations", "note", "reason", "citation_en", "citation_ja", "url", "document_url"}
_WIDTHS = dict.fromkeys(_WIDE, 44.0) | {"text_ja": 60.0, "text_en": 60.0, "sentence_ja": 60.0, "sentence_en": 60.0, "quote_text": 70.0}


def both(key: str, texts: Texts, between: str = "\n") -> str:
    """A message in Japanese and in English, in one cell."""
    return between.join(texts(key, language, {}) for language in ("ja", "en"))


def worded(row: Row, column: str, kinds: str, texts: Texts) -> Any:
    """A cell's value; `kinds` names the words of the column `kind`. Numbers stay numbers, codes and booleans become words."""
    value = row[column]
    if isinstance(value, bool):
        return both(f"results.yes_no.{'yes' if value else 'no'}", texts, " / ")
    if value in ("", None):
        return ""
    if column == "screening_reason":
        return both(value, texts)
    words = kinds if column == "kind" else "legal_check" if column == "level" and row["effect"] == "law" else _WORDS.get(column)
    return both(f"results.{words}.{value}", texts, " / ") if words else value


def put(page: Worksheet, line: int, column: int, value: Any, *, head: bool = False) -> None:
    """One cell. Text is typed as text whatever it begins with, so nothing becomes a formula, now or when it is edited."""
    cell = cast(Cell, page.cell(line, column))
    cell.alignment = _HEAD if head else _BODY
    if head:
        cell.font, cell.fill, cell.border = _BOLD, _TINT, _RULE
    if isinstance(value, int | float):
        cell.value = value
    elif text := visible(value, _LONGEST):
        cell.value = text
        cell.data_type = "s"  # openpyxl takes "=…" for a formula
        cell.number_format = "@"
        cell.quotePrefix = text[0] in "=+-@\t"  # and Excel would, once somebody edits the cell


def lay_out(page: Worksheet, widths: list[float]) -> None:
    """Column widths, rows as high as their texts, and the page for printing."""
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for line, cells in enumerate(page.iter_rows(), 1):
        page.row_dimensions[line].height = max(height(cell.value, width) for cell, width in zip(cells, widths, strict=True))
    on_paper(page)


def on_paper(page: Worksheet) -> None:
    """A4 landscape, as wide as one page, the sheet's name and page numbers below."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # 9 is A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    cast(HeaderFooterItem, page.oddFooter).center.text = "&A  &P / &N"


def height(value: object, width: float, points: float = 15) -> float:
    """Points a row needs for a text wrapped into a column: not every spreadsheet makes room by itself."""
    lines = sum(max(1, math.ceil(cells_wide(line) * 1.1 / width)) for line in str(value if value is not None else "").split("\n"))
    return min(_HIGHEST, points * lines)


def cells_wide(text: str) -> int:
    """Half-width cells a text takes on a line."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def width(column: str) -> float:
    """Characters a column is wide."""
    return _WIDTHS.get(column, 20.0)


def packed(book: Workbook, as_of: str) -> bytes:
    """The workbook's bytes with every date fixed, where openpyxl and zip would write the moment."""
    book.properties.created = book.properties.modified = datetime.fromisoformat(as_of[:10])
    book.properties.creator = "sekisho"
    written, out = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folded:
        for part in parts.infolist():
            member = zipfile.ZipInfo(part.filename, _EARLY)
            member.create_system, member.compress_type, member.external_attr = 3, zipfile.ZIP_DEFLATED, 0o600 << 16
            folded.writestr(member, parts.read(part))
    return out.getvalue()
