"""An office with the example's workbook, a terminal, and forms to fill and look into."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from openpyxl import load_workbook

from flows.cli import main
from flows.desk.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data" / "example"
HEADER, FIRST = 2, 4


@dataclass(frozen=True)
class Desk:
    """`programs`: the workbook the commands read."""

    home: Path
    programs: Path = EXAMPLE / "programs.xlsx"

    def types(self, *arguments: str, language: str = "en", by: str = "", plain: bool = False) -> tuple[int, str]:
        """Exit code, and everything said."""
        where = [] if plain else ["--programs", str(self.programs)]
        who = ["--by", by] if by else []
        told = CliRunner().invoke(main, ["--home", str(self.home), "--lang", language, *arguments, *who, *where])
        assert told.exception is None or isinstance(told.exception, SystemExit)
        return told.exit_code, told.output

    def does(self, *arguments: str, by: str = "", plain: bool = False) -> str:
        code, said = self.types(*arguments, by=by, plain=plain)
        assert code == 0, said
        return said

    def table(self, name: str, *arguments: str, plain: bool = False) -> list[dict[str, Any]]:
        code, said = self.types(*arguments, "--json", plain=plain)
        assert code == 0, said
        rows: list[dict[str, Any]] = json.loads(said)[name]
        return rows

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.home / "ledger.sqlite")


def filled(path: Path, key: str, answers: Mapping[str, Mapping[str, Any]]) -> Path:
    """The form with cells written in: value of the column `key` -> English header -> value."""
    book = load_workbook(path)
    page = book.worksheets[0]
    columns = {str(cell.value).split("\n")[0]: cell.column for cell in page[HEADER]}
    for row in range(FIRST, page.max_row + 1):
        for header, value in answers.get(str(page.cell(row, columns[key]).value), {}).items():
            page.cell(row, columns[header], value)
    out = path.with_name(f"filled-{path.name}")
    book.save(out)
    return out


def cells(content: bytes | Path, header: str) -> list[Any]:
    """One column of a form, below its notes."""
    page = load_workbook(BytesIO(content) if isinstance(content, bytes) else content).worksheets[0]
    column = next(cell.column for cell in page[HEADER] if str(cell.value).split("\n")[0] == header)
    return [page.cell(row, column).value for row in range(FIRST, page.max_row + 1)]
