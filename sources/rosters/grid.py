"""What workbooks, CSV and TOML have in common: rows of cells that know where they stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. `fault`: message key of why it cannot be used; `note`: of what the reader should know."""

    value: Value
    fault: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet or file. Rows without any content are absent; rows and columns are numbered from 1.

    `document`: file name; `title`: the sheet's own name; `rows`: row -> column -> cell;
    `locate(row, column)`: where that is, always "<sheet>!<place>" ("案件!C7", "programs!2.tier"); column 0 means the row as a whole.
    `merged`: row -> its first merged column; `widths`: row -> how many fields a CSV row has (empty for other grids).
    """

    document: str
    sheet: str
    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    locate: Callable[[int, int], str]
    merged: Mapping[int, int]
    widths: Mapping[int, int]
