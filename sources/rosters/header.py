"""Finding the header row, and telling data from the rows the template and people write around it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sources.errors import RosterError
from sources.model import Quote, Rejected
from sources.rosters.columns import TABLES, SheetColumns, code_of, is_ignored
from sources.rosters.grid import Cell, Grid
from sources.rosters.spelling import fold

SEARCHED_ROWS = 30
Place = tuple[str, int]
"""A field and its number: ("affiliation", 2) is 所属機関2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """`columns`: column -> place; `headers`: the header as written; `ignored`: column -> header of those neither read nor kept."""

    grid: Grid
    row: int
    columns: Mapping[int, Place]
    headers: Mapping[int, str]
    ignored: Mapping[int, str]
    warnings: tuple[Rejected, ...]

    def is_ragged(self, row: int) -> bool:
        """True for a CSV row whose number of fields is not the header's."""
        return self.grid.widths.get(row) != self.grid.widths.get(self.row)


def read_header(grid: Grid) -> Header:
    """The row with most of the sheet's headers among the first ones.

    Raises RosterError when there is none, when two columns bear the same header, when a header cell is merged, or when
    a column that every row needs is missing.
    """
    row = _header_row(grid)
    headers = {column: str(cell.value) for column, cell in grid.rows[row].items()}
    if row in grid.merged:
        raise RosterError("roster.merged_header", document=grid.document, locator=grid.locate(row, grid.merged[row]))
    places: dict[int, Place] = {}
    ignored: dict[int, str] = {}
    warnings: list[Rejected] = []
    for column, header in headers.items():
        if is_ignored(grid.sheet, header):
            ignored[column] = f"{grid.title}!{header.strip()}"
        elif (place := _place(grid.sheet, header)) is None:
            quote = Quote(document=grid.document, locator=grid.locate(row, column), text="")
            warnings.append(Rejected(source="roster", reason="roster.unknown_column", quote=quote, detail=header[:100], severity="warning"))
        elif place in places.values():
            raise RosterError("roster.duplicate_header", document=grid.document, locator=grid.locate(row, column), header=header)
        else:
            places[column] = place
    _refuse_missing(grid, {field for field, _ in places.values()})
    return Header(grid=grid, row=row, columns=places, headers=headers, ignored=ignored, warnings=tuple(warnings))


def data_rows(header: Header) -> Iterator[tuple[int, Mapping[int, Cell], bool]]:
    """(row, its known cells, is it the template's own sample left as it was), for every row that holds data.

    Rows repeating the header in the other language and the template's notes are no data, nor is a row that holds
    something only in columns we do not read.
    """
    sheet = TABLES[header.grid.sheet]
    for row, cells in header.grid.rows.items():
        known = {column: cell for column, cell in cells.items() if column in header.columns}
        if row > header.row and (known or header.is_ragged(row)) and not _repeats(header, sheet, known):
            yield row, known, _is_sample(header, sheet, known)


def _header_row(grid: Grid) -> int:
    best, most = 0, 0
    for row in sorted(grid.rows)[:SEARCHED_ROWS]:
        found = sum(_place(grid.sheet, str(cell.value)) is not None for cell in grid.rows[row].values())
        if found > most:
            best, most = row, found
    if most < min(2, len(grid.rows.get(best, {}))) or not most:
        raise RosterError("roster.header_not_found", document=grid.document, sheet=grid.title)
    return best


@lru_cache(maxsize=2_048)
def _place(sheet: str, header: str) -> Place | None:
    """Each part of a two-language header counts, as does a number after a header that may stand several times."""
    by_header = TABLES[sheet].by_header
    for part in (header, *re.split(r"[\r\n/／|｜]", header)):
        name = fold(part)
        if name in by_header:
            return by_header[name], 1
        stem = name.rstrip("0123456789")
        if stem in by_header and TABLES[sheet].columns[by_header[stem]].repeat > 1:
            return by_header[stem], int(name[len(stem) :]) or 1
    return None


def _refuse_missing(grid: Grid, fields: set[str]) -> None:
    sheet = TABLES[grid.sheet]
    for column in sheet.columns.values():
        if column.required and column.field not in fields:
            raise RosterError("roster.column_missing", document=grid.document, sheet=grid.title, column=f"{column.ja} / {column.en}")


def _repeats(header: Header, sheet: SheetColumns, cells: Mapping[int, Cell]) -> bool:
    def is_own(column: int, cell: Cell) -> bool:
        place, text = header.columns[column], str(cell.value)
        one = sheet.columns[place[0]]
        return _place(sheet.key, text) == place or fold(text) in {
            fold(one.note_ja),
            fold(one.note_en),
            fold(f"{one.note_ja}\n{one.note_en}"),
        }

    return bool(cells) and all(is_own(column, cell) for column, cell in cells.items())


def _is_sample(header: Header, sheet: SheetColumns, cells: Mapping[int, Cell]) -> bool:
    """Equal to the template's sample in every cell, and more than a chance agreement in one."""

    def is_own(column: int, cell: Cell) -> bool:
        place, text = sheet.columns[header.columns[column][0]], str(cell.value).strip()
        return text == place.sample or bool(place.choices and code_of(place.choices, text) == code_of(place.choices, place.sample))

    return len(cells) > 1 and all(is_own(column, cell) for column, cell in cells.items())
