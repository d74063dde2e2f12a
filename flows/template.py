"""The workbook an office fills, and the same workbook back with marks where something could not be read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from flows.messages import Language, Messages, load_messages
from flows.results.cells import cells_wide, height, on_paper, packed
from flows.settings import ROOT
from sources.model import Rejected
from sources.rosters.columns import CHOICES, COLUMNS, GUIDE, SHEETS, Column, SheetColumns, code_of
from sources.rosters.guard import check_workbook
from sources.rosters.header import read_header
from sources.rosters.workbook import read_grids

EDITION = "2026-11-01"
TITLE_ROW, HEADER_ROW, NOTE_ROW, SAMPLE_ROW, LAST_ROW = 1, 2, 3, 4, 1_000
GUIDE_LINES, GUIDE_WIDTH = range(1, 10), 110

INK, GREY, RULE = "1F2A37", "5B6673", Side(style="thin", color="C9D1DA")
HEAD, NEEDED, NOTE, SAMPLE = (PatternFill("solid", fgColor=colour) for colour in ("E4EBF3", "D3E0EE", "F3F4F6", "FBFAF5"))
MARKS: Mapping[str, PatternFill] = {"rejected": PatternFill("solid", fgColor="F6C9A8"), "warning": PatternFill("solid", fgColor="FBEFC4")}


def write_template(path: Path, language: Language) -> None:
    """Writes the empty form: a guide and five sheets. Headers stand in both languages, `language` first."""
    path.write_bytes(template(language))


def template(language: Language) -> bytes:
    """The form's bytes, the same for the same language."""
    messages, book = _messages(), Workbook()
    guide = book.worksheets[0]
    guide.title = GUIDE[0] if language == "ja" else GUIDE[1]
    _write_guide(guide, messages, language)
    for columns in COLUMNS.values():
        write_sheet(book.create_sheet(columns.ja if language == "ja" else columns.en), columns, messages, language)
    return packed(book, EDITION)


def mark(workbook: bytes, rejected: Iterable[Rejected], sheets: Sequence[str] = SHEETS) -> bytes:
    """The same workbook with each named cell coloured and commented, in both languages.

    Columns that are neither read nor kept are empty in it. Remarks on the file as a whole have no cell and are left out.
    """
    messages, book = _messages(), load_workbook(BytesIO(workbook), keep_vba=check_workbook(workbook, "").has_macros)
    _empty_ignored(book, workbook, messages, sheets)
    remarks: dict[tuple[str, str], list[Rejected]] = defaultdict(list)
    for remark in rejected:
        sheet, _, cell = remark.quote.locator.rpartition("!")
        if sheet in book.sheetnames:
            remarks[sheet, cell].append(remark)
    for (sheet, place), found in sorted(remarks.items()):
        shown = _shown(book[sheet], place)
        shown.fill = MARKS["rejected" if any(one.severity == "rejected" for one in found) else "warning"]
        shown.comment = _comment("\n\n".join(_sentences(messages, one) for one in found))
    return packed(book, EDITION)


def _messages() -> Messages:
    return load_messages(ROOT / "data" / "reference" / "messages")


def _sentences(messages: Messages, remark: Rejected) -> str:
    facts = {"locator": remark.quote.locator, "detail": remark.detail}
    return "\n".join(messages.text(remark.reason, language, **facts) for language in ("ja", "en"))


def _comment(text: str) -> Comment:
    return Comment(text, "sekisho", width=380, height=40 + 18 * (len(text) // 28 + text.count("\n")))


def _empty_ignored(book: Workbook, workbook: bytes, messages: Messages, sheets: Sequence[str]) -> None:
    for grid in read_grids(workbook, "", sheets)[0]:
        if not grid.rows:
            continue
        header = read_header(grid)
        for column in header.ignored:
            for row in grid.rows:
                if row > header.row and column in grid.rows[row]:
                    _shown(book[grid.title], f"{get_column_letter(column)}{row}").value = None
            told = "\n".join(messages.text("template.emptied", language) for language in ("ja", "en"))
            book[grid.title].cell(header.row, column).comment = _comment(told)


def _shown(sheet: Worksheet, place: str) -> Cell:
    """The cell at a place, or the one that shows for it where cells are merged."""
    block = next((block for block in sheet.merged_cells.ranges if place in block), None)
    return cast(Cell, sheet.cell(block.min_row, block.min_col) if block else sheet[place])


def _write_guide(sheet: Worksheet, messages: Messages, language: Language) -> None:
    second: Language = "en" if language == "ja" else "ja"
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    lines = [(messages.text("template.title", one), Font(size=16, bold=True, color=INK)) for one in (language, second)]
    for number in GUIDE_LINES:
        lines.append((messages.text(f"template.guide_{number}", language), Font(size=11, color=INK)))
        lines.append((messages.text(f"template.guide_{number}", second), Font(size=9, color=GREY)))
    for row, (text, font) in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = height(text, GUIDE_WIDTH * 11 / font.size, points=font.size * 1.5)
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)


def _columns(columns: SheetColumns) -> Iterator[tuple[Column, int]]:
    """Every column the form shows; those that repeat stand group by group (所属機関1, 職名1, …, 所属機関2, …)."""
    group: list[Column] = []
    for column in (*columns.columns.values(), None):
        if column is not None and column.repeat > 1:
            group.append(column)
            continue
        for number in range(1, group[0].repeat + 1 if group else 1):
            yield from ((one, number) for one in group)
        group = []
        if column is not None:
            yield column, 0


def write_sheet(sheet: Worksheet, columns: SheetColumns, messages: Messages, language: Language, last_row: int = LAST_ROW) -> None:
    """The head of one sheet: title, headers in both languages, notes, a sample where there is one, lists to choose from."""
    is_ja, has_sample = language == "ja", any(column.sample for column in columns.columns.values())
    sheet.cell(TITLE_ROW, 1, f"{columns.ja}  {columns.en}" if is_ja else f"{columns.en}  {columns.ja}").font = Font(
        size=14, bold=True, color=INK
    )
    for place, (column, number) in enumerate(_columns(columns), start=1):
        names = [f"{name}{number or ''}" for name in ((column.ja, column.en) if is_ja else (column.en, column.ja))]
        cells = (
            (HEADER_ROW, "\n".join(names), NEEDED if column.required else HEAD, Font(size=11, bold=True, color=INK)),
            (NOTE_ROW, column.note_ja if is_ja else column.note_en, NOTE, Font(size=9, color=GREY)),
            (SAMPLE_ROW, _sample(column, language) if number < 2 else "", SAMPLE, Font(size=11, italic=True, color=GREY)),
        )
        for row, text, fill, font in cells if has_sample else cells[:-1]:
            cell = sheet.cell(row, place, text or None)
            cell.fill, cell.font, cell.number_format = fill, font, "@"
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), Border(bottom=RULE)
        width = min(34.0, max(18.0, *(cells_wide(text) * 1.15 for text in (*names, column.sample))))
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width, dimension.number_format = width, "@"  # text, so that the spreadsheet keeps zeros and dates as typed
        if column.choices in CHOICES and column.choices != "technology_area":
            _offer(sheet, place, column.choices, messages, language, last_row)
    sheet.row_dimensions[HEADER_ROW].height, sheet.row_dimensions[NOTE_ROW].height = 34, 76
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"
    on_paper(sheet)


def _offer(sheet: Worksheet, place: int, choices: str, messages: Messages, language: Language, last_row: int) -> None:
    """A drop-down list; further spellings are read too, so another entry only warns."""
    offered = ",".join(spellings[0 if language == "ja" else 1] for spellings in CHOICES[choices].values())
    rule = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, errorStyle="warning")
    rule.error = messages.text("template.choose", language)
    rule.add(f"{get_column_letter(place)}{SAMPLE_ROW}:{get_column_letter(place)}{last_row}")
    sheet.add_data_validation(rule)


def _sample(column: Column, language: Language) -> str:
    code = code_of(column.choices, column.sample) if column.choices else None
    return CHOICES[column.choices][code][0 if language == "ja" else 1] if code else column.sample
