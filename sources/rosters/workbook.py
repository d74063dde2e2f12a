"""An .xlsx file -> grids: stored values, never calculated ones; macros never run; hidden sheets not read."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from sources.errors import RosterError
from sources.model import Quote, Rejected
from sources.rosters.columns import GUIDE, READ, sheet_named
from sources.rosters.grid import Cell, Grid, Value
from sources.rosters.guard import check_workbook
from sources.rosters.spelling import fold


def read_grids(content: bytes, name: str, sheets: Sequence[str] = READ) -> tuple[list[Grid], list[Rejected]]:
    """The sheets we know, in the workbook's order, and warnings about those we leave alone. Raises RosterError."""
    contents = check_workbook(content, name)
    values = _open(content, name, data_only=True)
    formulas = _open(content, name, data_only=False) if contents.has_formulas else values
    notes = [_note("roster.macros_not_run", name, name, "")] if contents.has_macros else []
    grids: list[Grid] = []
    for sheet in values.worksheets:
        key = sheet_named(sheet.title, sheets)
        if key and sheet.sheet_state == "visible":
            if key in {grid.sheet for grid in grids}:
                raise RosterError("roster.sheet_twice", document=name, sheet=sheet.title)
            grids.append(_grid(sheet, formulas[sheet.title], key, name))
        elif key or not _is_guide(sheet.title):
            notes.append(_note("roster.hidden_sheet" if key else "roster.unknown_sheet", name, f"{sheet.title}!A1", sheet.title))
    return grids, notes


def _open(content: bytes, name: str, *, data_only: bool) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=data_only, keep_links=False)
    except Exception as error:  # a damaged part can raise anything inside openpyxl
        raise RosterError("roster.damaged", document=name) from error


def _note(reason: str, document: str, locator: str, detail: str) -> Rejected:
    return Rejected(
        source="roster", reason=reason, quote=Quote(document=document, locator=locator, text=""), detail=detail, severity="warning"
    )


def _is_guide(title: str) -> bool:
    return fold(title) in {fold(name) for name in GUIDE}


def _grid(values: Worksheet, formulas: Worksheet, key: str, name: str) -> Grid:
    merged = dict(_merged(values))
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(_filled(values, formulas).items()):
        fault = "roster.merged_cell" if (row, column) in merged else cell.fault
        rows.setdefault(row, {})[column] = Cell(cell.value, fault, cell.note)
    for (row, column), (top, left) in merged.items():
        anchor = rows.get(top, {}).get(left)
        if anchor and row in rows:
            rows[row].setdefault(column, Cell(anchor.value, "roster.merged_cell"))
    title = values.title

    def locate(row: int, column: int) -> str:
        return f"{title}!{get_column_letter(column or 1)}{row}"

    merged_rows: dict[int, int] = {}
    for row, column in sorted(merged):
        merged_rows.setdefault(row, column)
    return Grid(name, key, title, {row: dict(sorted(cells.items())) for row, cells in sorted(rows.items())}, locate, merged_rows, {})


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Every cell under a merge -> the cell that shows for it. Ranges too large to mean a table are taken by their edges."""
    for block in sheet.merged_cells.ranges:
        last_row, last_column = min(block.max_row, block.min_row + 2_000), min(block.max_col, block.min_col + 200)
        for row in range(block.min_row, last_row + 1):
            for column in range(block.min_col, last_column + 1):
                yield (row, column), (block.min_row, block.min_col)


def _filled(values: Worksheet, formulas: Worksheet) -> dict[tuple[int, int], Cell]:
    """Only cells that exist: iterating rows would create every empty one up to a stray cell at XFD1048576."""
    stored: Mapping[tuple[int, int], Any] = values._cells
    written: Mapping[tuple[int, int], Any] = formulas._cells
    filled: dict[tuple[int, int], Cell] = {}
    for place, cell in stored.items():
        is_formula = place in written and written[place].data_type == "f"
        value: Value | None = unescape(cell.value) if isinstance(cell.value, str) else cell.value  # "_x000D_" stands for a character
        if value is None or (isinstance(value, str) and not value.strip()):
            if is_formula and cell.data_type == "n":  # "str" is a formula whose stored value is an empty text
                filled[place] = Cell("", "roster.formula_without_value")
        elif cell.data_type == "e" or value in ERROR_CODES:
            filled[place] = Cell(str(value), "roster.error_value")
        else:
            filled[place] = Cell(value, note="roster.formula_value" if is_formula else "")
    return filled
