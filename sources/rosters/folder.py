"""A folder of programs.toml and CSV files -> grids, the same as a workbook's sheets."""

import csv
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from io import StringIO
from pathlib import PurePosixPath

from openpyxl.utils import get_column_letter

from sources.errors import RosterError
from sources.model import Quote, Rejected
from sources.rosters.columns import sheet_named
from sources.rosters.grid import Cell, Grid

MAX_BYTES = 50_000_000
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NO_CP932 = frozenset("\x80\uf8f0\uf8f1\uf8f2\uf8f3")  # what Python makes of bytes that cp932 does not define


def read_grids(files: Mapping[str, bytes]) -> tuple[list[Grid], list[Rejected]]:
    """File name -> bytes; files that are none of ours are named in a warning. Raises RosterError."""
    grids: dict[str, Grid] = {}
    notes: list[Rejected] = []
    for name, content in sorted(files.items()):
        path = PurePosixPath(name)
        sheet = sheet_named(path.stem)
        if len(content) > MAX_BYTES:
            raise RosterError("roster.too_large", document=name, size=len(content), limit=MAX_BYTES)
        if sheet is None or path.suffix.lower() not in (".toml", ".csv"):
            quote = Quote(document=name, locator=name, text="")
            notes.append(Rejected(source="roster", reason="roster.unknown_file", quote=quote, detail=name, severity="warning"))
        elif sheet in grids:
            raise RosterError("roster.sheet_twice", document=name, sheet=path.stem)
        else:
            grids[sheet] = _toml_grid(content, name, sheet) if path.suffix.lower() == ".toml" else _csv_grid(content, name, sheet)
    return list(grids.values()), notes


def decode(content: bytes, name: str) -> str:
    """By byte order mark, else ISO-2022-JP where an escape stands, else UTF-8, else cp932, each strictly; never a guess.

    GB 18030 is not tried: it decodes anything. Raises RosterError.
    """
    marked = [encoding for mark, encoding in BOMS if content.startswith(mark)]
    for encoding in marked or (["iso2022_jp"] if b"\x1b" in content else ["utf-8", "cp932"]):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not NO_CP932 & set(text):
            return text
    raise RosterError("roster.encoding", document=name)


def _csv_grid(content: bytes, name: str, sheet: str) -> Grid:
    text = decode(content, name)
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    try:
        lines = list(csv.reader(StringIO(text, newline=""), strict=True, delimiter=delimiter))
    except csv.Error as error:
        raise RosterError("roster.csv_damaged", document=name, found=str(error)) from error
    cells = {
        row: {column: Cell(field) for column, field in enumerate(line, start=1) if field.strip()} for row, line in enumerate(lines, start=1)
    }
    return Grid(
        document=name,
        sheet=sheet,
        title=sheet,
        rows={row: filled for row, filled in cells.items() if filled},
        locate=lambda row, column: f"{sheet}!{get_column_letter(column or 1)}{row}",  # as a spreadsheet shows the file
        merged={},
        widths={row: len(line) for row, line in enumerate(lines, start=1)},
    )


def _toml_grid(content: bytes, name: str, sheet: str) -> Grid:
    """[[programs]] tables; `designation = {by, on, basis, trigger, until}` stands for the columns of that name."""
    try:
        data = tomllib.loads(decode(content, name))
    except tomllib.TOMLDecodeError as error:
        raise RosterError("roster.toml_damaged", document=name, found=str(error)) from error
    entries = data.get(sheet)
    if set(data) != {sheet} or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RosterError("roster.toml_shape", document=name, sheet=sheet)
    flat = [dict(_flat(entry)) for entry in entries]
    keys = list(dict.fromkeys(key for entry in flat for key in entry))
    rows = {1: {column: Cell(key) for column, key in enumerate(keys, start=1)}}
    for number, entry in enumerate(flat, start=2):
        rows[number] = {column: Cell(entry[key]) for column, key in enumerate(keys, start=1) if entry.get(key) not in (None, "")}

    def locate(row: int, column: int) -> str:
        return f"{sheet}!{row - 1}" + (f".{keys[column - 1]}" if 0 < column <= len(keys) else "")

    return Grid(name, sheet, sheet, {row: cells for row, cells in rows.items() if cells}, locate, {}, {})


def _flat(entry: Mapping[str, object]) -> list[tuple[str, str | int | float | bool | date | datetime | time]]:
    flat: list[tuple[str, str | int | float | bool | date | datetime | time]] = []
    for key, value in entry.items():
        if key == "designation" and isinstance(value, Mapping):
            flat.extend(
                _flat({f"designated_{part}" if part in ("by", "on") else f"designation_{part}": one for part, one in value.items()})
            )
        elif isinstance(value, list):
            flat.append((key, "\n".join(str(one) for one in value)))
        elif isinstance(value, str | int | float | bool | date | datetime | time):
            flat.append((key, value))
        else:
            flat.append((key, str(value)))
    return flat
