"""Tables in a PDF: pages with ruled cells -> rows of cell texts, rows that a page end cut in two joined again."""

import io
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pdfplumber

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Source

_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})|(?<=\w-)\n(?=\w)|(?<=[(（])\s*\n\s*|\s*\n\s*(?=[)）])")
_BULLET = re.compile(r"\(cid:127\)|\uf0b7")  # how a bullet comes out of a font without a table of its letters

Cells = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: its cells with line ends kept, and where it begins."""

    page: int
    row: int
    cells: Cells


def ruled_lines(document: Document, source: Source, header: Sequence[str], optional: int = 0) -> Iterator[Line]:
    """The rows below the header, over all pages, in order.

    header: the English part of each column's head, of which the last `optional` may be absent. The head may come again
    on each page. The first column holds the row's number; a row that begins on one page and ends on the next has it on
    one of the two. Raises SourceDamaged when the PDF is not whole, SourceChanged when a head or a number is missing.
    """
    pages = _opened(document, source, _rows_of)
    head = _head(pages, document, source, header, optional)
    open_line: Line | None = None
    for page, rows in enumerate(pages, 1):
        body = [row for row in rows if row != head]
        for number, cells in enumerate(body, 1):
            if len(cells) != len(head):
                where = {"source": source.name, "document": document.name, "row": f"{page}/{number}"}
                raise SourceChanged("source.width", **where, found=len(cells), expected=len(head))
            here = Line(page, number, cells)
            if open_line and number == 1 and (not cells[0] or not open_line.cells[0]):
                open_line = Line(open_line.page, open_line.row, _joined(open_line.cells, cells))
                continue
            if open_line:
                yield open_line
            open_line = here
    if open_line:
        yield open_line


def ruled_rows(document: Document, source: Source) -> Iterator[Line]:
    """Every row of every ruled table, heads included, in order; joining what a page end cut is the reader's business."""
    for page, rows in enumerate(_opened(document, source, _rows_of), 1):
        for number, cells in enumerate(rows, 1):
            yield Line(page, number, cells)


def written_lines(document: Document, source: Source) -> Iterator[tuple[int, float, str]]:
    """(page, left edge in points, text) of every line of running text, in order. A lone number (of the page) is left out."""
    for page, lines in enumerate(_opened(document, source, _lines_of), 1):
        yield from ((page, left, text) for left, text in lines if not text.isdecimal())


def unwrapped(cell: str) -> str:
    """A cell's lines as one text: nothing between two wide letters or inside a bracket, a space between words."""
    return " ".join(_WRAP.sub("", cell).split())


def _opened(document: Document, source: Source, read: Callable[[Any], T]) -> list[T]:
    """What `read` makes of each page. Raises SourceDamaged when the PDF is not whole or cannot be opened."""
    if not _END.search(document.content[-2048:]):
        raise SourceDamaged("source.cut", source=source.name, document=document.name)
    where = {"source": source.name, "document": document.name}
    try:
        with _lost() as lost, pdfplumber.open(io.BytesIO(document.content)) as pdf:
            found = [read(page) for page in pdf.pages]
    except Exception as error:  # on damaged bytes pdfminer raises whatever its reading stumbles over
        raise SourceDamaged("source.pdf", **where, detail=type(error).__name__) from error
    if lost:
        raise SourceDamaged("source.pdf", **where, detail=lost[0])
    return found


@contextmanager
def _lost() -> Iterator[list[str]]:
    """What pdfminer tells nobody but its log: that a page's checksum is wrong, and it goes on with what came out of it."""
    told: list[str] = []
    here = threading.get_ident()

    class Heard(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here and "Data-loss" in record.getMessage():
                told.append(record.getMessage())

    logger, heard = logging.getLogger("pdfminer.pdftypes"), Heard()
    logger.addHandler(heard)
    try:
        yield told
    finally:
        logger.removeHandler(heard)


def _rows_of(page: Any) -> list[Cells]:
    return [_cells(row) for table in page.extract_tables() for row in table]


def _lines_of(page: Any) -> list[tuple[float, str]]:
    return [(line["x0"], " ".join(_BULLET.sub("•", line["text"]).split())) for line in page.extract_text_lines(return_chars=False)]


def _cells(row: Sequence[str | None]) -> Cells:
    return tuple(_BULLET.sub("•", cell or "").strip() for cell in row)


def _joined(first: Cells, second: Cells) -> Cells:
    return tuple("\n".join(part for part in pair if part) for pair in zip(first, second, strict=True))


def _head(pages: list[list[Cells]], document: Document, source: Source, header: Sequence[str], optional: int) -> Cells:
    first = next((row for rows in pages for row in rows), ())
    found = [" ".join(cell.split()) for cell in first]
    for place, name in enumerate(header):
        if place >= len(found) and place >= len(header) - optional:
            break
        if place >= len(found) or name.casefold() not in found[place].casefold():
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=name)
    if len(found) > len(header):
        raise SourceChanged(
            "source.width", source=source.name, document=document.name, row="header", found=len(found), expected=len(header)
        )
    return first
