"""A form that came back: one sheet of a workbook, every row read or refused with its cells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sources.errors import RosterError
from sources.model import Rejected
from sources.rosters.columns import TABLES
from sources.rosters.header import data_rows, read_header
from sources.rosters.row import Row
from sources.rosters.workbook import read_grids

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Generic[T]):
    """`rows`: what could be read; `remarks`: every cell that refused its row, or that had to be interpreted."""

    rows: tuple[T, ...]
    remarks: tuple[Rejected, ...]

    @property
    def refused(self) -> tuple[Rejected, ...]:
        """The remarks that kept a row out."""
        return tuple(one for one in self.remarks if one.severity == "rejected")


def read_form(content: bytes, name: str, form: str, read: Callable[[Row], T]) -> Returned[T]:
    """`form`: its key in columns.FORMS; `read` refuses what it cannot use at the row. Raises RosterError for no such form."""
    grids, notes = read_grids(content, name, (form,))
    if not grids or not grids[0].rows:
        raise RosterError("roster.sheet_missing", document=name, sheet=f"{TABLES[form].ja} / {TABLES[form].en}")
    grid = grids[0]
    header = read_header(grid)
    kept: list[T] = []
    remarks = [*notes, *header.warnings]
    for number, cells, _ in data_rows(header):
        row = Row(header, number, cells)
        if number in grid.merged and not row.refused:
            row.refuse("roster.merged_cell", detail=grid.locate(number, grid.merged[number]))
        found = read(row)
        kept.extend([] if row.refused else [found])
        remarks.extend([*row.refused, *row.warnings])
    return Returned(rows=tuple(kept), remarks=tuple(remarks))
