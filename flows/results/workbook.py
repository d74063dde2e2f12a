"""results.xlsx: the same rows for people who work in Excel, one sheet a table; same rows, same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.messages import Language
from flows.results.arrange import arrange_cases, arrange_coverage
from flows.results.cells import both, lay_out, packed, put, width, worded
from flows.results.lead import leading
from flows.results.rows import COLUMNS, Row, Rows, Texts, ordered

_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_PLACE = ("case_id", "number")
_UNTOLD = {"program_id", "case_id", "cluster_id", "rank"}  # stands elsewhere in the book, or says nothing to people


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name in the message table, its columns, its rows; `kinds`: the words of the column `kind`."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]
    kinds: str = "subject_kind"


def write_workbook(path: Path, rows: Rows, texts: Texts) -> Path:
    """The workbook of one program: what was asked and whether it is whole, then a sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _write_summary(book.create_sheet(both("results.sheet.program", texts, " ")), rows, texts)
    for sheet in _sheets(rows):
        _write_sheet(book.create_sheet(both(f"results.sheet.{sheet.name}", texts, " ")), sheet, texts)
    path.write_bytes(packed(book, rows.program["as_of"]))
    return path


def _sheets(rows: Rows) -> Iterator[Sheet]:
    views, coverage = arrange_cases(rows), arrange_coverage(rows)
    found = [({"case_id": view.case["case_id"], "number": one.number}, one) for view in views for one in view.hits]
    cases = ["case_id", *(column for column in COLUMNS["cases"] if column not in _UNTOLD)]
    hits = [*_PLACE, *(column for column in COLUMNS["hits"] if column not in _UNTOLD)]
    yield Sheet(name="cases", columns=cases, rows=[view.case for view in views], kinds="case_kind")
    yield Sheet(name="subjects", columns=COLUMNS["subjects"], rows=[subject for view in views for subject in view.subjects])
    yield Sheet(name="hits", columns=hits, rows=[place | dict(one.hit) for place, one in found])
    for name in ("listings", "evidence", "reasons", "measures"):
        under = [place | dict(row) for place, one in found for row in getattr(one, name)]
        yield Sheet(name=name, columns=[*_PLACE, *COLUMNS[name]], rows=under)
    yield Sheet(name="coverage", columns=COLUMNS["coverage"], rows=[*coverage.lists, *coverage.unused])
    yield Sheet(name="rejected", columns=COLUMNS["rejected"], rows=ordered(rows.rejected, "document", "locator"))


def _write_sheet(page: Worksheet, sheet: Sheet, texts: Texts) -> None:
    for number, column in enumerate(sheet.columns, 1):
        put(page, 1, number, both(f"results.column.{column}", texts), head=True)
    for line, row in enumerate(sheet.rows, 2):
        for number, column in enumerate(sheet.columns, 1):
            put(page, line, number, worded(row, column, sheet.kinds, texts))
    page.freeze_panes = "B2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    lay_out(page, [width(column) for column in sheet.columns])


def _write_summary(page: Worksheet, rows: Rows, texts: Texts) -> None:
    for line, (label, value) in enumerate(_summary(rows, texts), 1):
        put(page, line, 1, label, head=True)
        put(page, line, 2, value)
    page.freeze_panes = "B1"
    lay_out(page, [34, 90])


def _summary(rows: Rows, texts: Texts) -> Iterator[tuple[str, object]]:
    """Warnings first, then the program's facts, what changed, and who decides."""
    for warning, asked in (("sample", rows.program["is_sample"]), ("incomplete", not rows.program["is_complete"])):
        if asked:
            yield both(f"results.{warning}.title", texts), both(f"results.{warning}.text", texts)
    views, coverage = arrange_cases(rows), arrange_coverage(rows)
    for row in [*coverage.absent, *coverage.aged]:
        titles = [row["title_ja"], row["title_en"]]
        yield both(f"results.state.{row['state']}", texts), "\n".join(f"{title} {row['sub_list']}".strip() for title in titles)
    leads = [leading(rows, views, coverage, texts, language)(None) for language in _LANGUAGES]
    yield both("results.lead", texts), "\n".join(leads)
    for column in COLUMNS["program"]:
        label = "rejected_rows" if column == "rejected_count" else column
        yield both(f"results.column.{label}", texts), worded(rows.program, column, "", texts)
    for change in ordered(rows.changes, "change", "case_id", "source"):
        told = (change["case_id"], change["hit_id"], change["source"], change["text_ja"], change["text_en"])
        yield both(f"results.change.{change['change']}", texts), " ".join(filter(None, told))
    yield both("results.column.decision", texts), both("results.creed", texts)
