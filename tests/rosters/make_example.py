"""Makes data/example/programs.xlsx from the TOML and CSV files of data/example/programs/.

Run from the checkout: python tests/rosters/make_example.py. All persons in it are invented; the institutions are public
bodies, some of them named on public lists, except those called imaginary. The workbook is as dirty as real ones: title
rows, dates of the Japanese calendar, full-width digits, numbers that lost their zeros, a column 国籍 that is to be
ignored, and one row that cannot be used.
"""

import csv
import io
import sys
import tomllib
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from flows.results.cells import packed
from sources.rosters.columns import COLUMNS
from sources.rosters.folder import decode

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
MADE_ON = "2026-11-01"
NUMERIC = ("e-Rad研究者番号", "法人番号")


def workbook(folder: Path) -> bytes:
    """The workbook's bytes, the same on every machine."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for key, columns in COLUMNS.items():
        sheet = book.create_sheet(columns.ja)
        sheet.append([f"{columns.ja}一覧（記入例：人物はすべて架空）"])
        sheet.append([])
        header, *rows = _programs(folder) if key == "programs" else _rows(folder / f"{key}.csv")
        sheet.append(header)
        for row in rows:
            sheet.append([_value(name, text) for name, text in zip(header, row, strict=True)])
        for number in range(1, len(header) + 1):
            sheet.column_dimensions[sheet.cell(1, number).column_letter].width = 18
    return packed(book, MADE_ON)


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(decode(path.read_bytes(), path.name), newline="")))


def _programs(folder: Path) -> list[list[str]]:
    entries = tomllib.loads((folder / "programs.toml").read_text(encoding="utf-8"))["programs"]
    for entry in entries:
        said = entry.pop("designation", {})
        entry |= {f"designated_{part}": said[part] for part in said if part in ("by", "on")}
        entry |= {f"designation_{part}": said[part] for part in said if part not in ("by", "on")}
        entry |= {name: "、".join(entry.get(name, [])) for name in ("technology_areas", "partner_regimes")}
    columns = [column for column in COLUMNS["programs"].columns.values() if any(entry.get(column.field) for entry in entries)]
    return [[column.ja for column in columns], *([entry.get(column.field, "") for column in columns] for entry in entries)]


def _value(header: str, text: str) -> str | int | None:
    """A number where people let the spreadsheet make one of it."""
    return int(text) if header in NUMERIC and text.isdigit() else text or None


if __name__ == "__main__":
    (EXAMPLE / "programs.xlsx").write_bytes(workbook(EXAMPLE / "programs"))
