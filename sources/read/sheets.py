"""A list kept as an .xlsx sheet -> rows: stored values as text, one header line, nothing calculated."""

import unicodedata
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from sources.errors import RosterError, SourceChanged, SourceDamaged
from sources.model import Document, Quote, Source
from sources.read.row import QUOTE_LIMIT, Row
from sources.rosters.guard import check_workbook

WITHHELD = "[…]"


def sheet(document: Document, source: Source, required: Sequence[str], mark: str = "") -> Iterator[Row]:
    """The rows of the workbook's first sheet below its header line. Blank rows, and columns that are blank throughout, are none.

    mark: a column's name; the header is then the first line of any sheet that has it, and lines above it are titles.
    A day is "2024-01-12", a whole number has no ".0". Bytes inside a workbook mean nothing to a reader: quotes have no span.
    Raises SourceDamaged for what is no plain workbook or has a value outside its columns, SourceChanged for a missing
    or doubled column.
    """
    title, lines = _lines(document, source, mark)
    yield from _rows(document, source, title, lines, required)


def sections(document: Document, source: Source, required: Sequence[str], mark: str) -> Iterator[tuple[str, Row]]:
    """(its section, Row) of every row of every sheet: what stands above the header line that has `mark` is the section's title.

    Heads are read without their spaces ("生 年 月 日"). A sheet without anything on it is none. Raises as `sheet` does, and
    SourceChanged for a sheet that has something and no such header line.
    """
    for title, lines in _pages(document, source):
        place = next((place for place, (_, texts) in enumerate(lines) if any(mark in _tight(text) for text in texts)), None)
        if place is None:
            if any(text for _, texts in lines for text in texts):
                raise SourceChanged("source.field_missing", source=source.name, document=document.name, row=title, field=mark)
            continue
        above = " / ".join(" ".join(text.split()) for _, texts in lines[:place] for text in texts if text)
        number, heads = lines[place]
        body = [(number, [_tight(head) for head in heads]), *lines[place + 1 :]]
        for row in _rows(document, source, title, body, required):
            yield above or title, row


def _tight(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _rows(document: Document, source: Source, title: str, lines: list[tuple[int, list[str]]], required: Sequence[str]) -> Iterator[Row]:
    header: list[str] = []
    for number, texts in lines:
        if not any(texts):
            continue
        if not header:
            header = [" ".join(text.split()) for text in texts]
            _check_header([name for name in header if name], document, source, required)
            continue
        if any(texts[len(header) :]) or any(text and not name for text, name in zip(texts, header, strict=False)):
            where = {"source": source.name, "document": document.name, "row": number}
            raise SourceDamaged("source.width", **where, found=len(texts), expected=len([name for name in header if name]))
        fields = {name: text for name, text in zip_longest(header, texts[: len(header)], fillvalue="") if name}
        quote = Quote(document=document.name, locator=f"{title} row {number}", text=_joined(fields, ()))
        yield Row(source, quote, fields)


def hide(row: Row, columns: Collection[str]) -> None:
    """Quote the row without what stands in these columns: it lies outside our scope."""
    row.quote = replace(row.quote, text=_joined(row.raw, columns))


def _joined(fields: Mapping[str, str], hidden: Collection[str]) -> str:
    texts = [WITHHELD if name in hidden and text else " ".join(text.split()) for name, text in fields.items()]
    return " | ".join(texts)[:QUOTE_LIMIT]


def _lines(document: Document, source: Source, mark: str) -> tuple[str, list[tuple[int, list[str]]]]:
    """Title of the sheet, and its lines with their numbers from the header on; without a mark the first sheet's."""
    for title, lines in _pages(document, source):
        first = next((place for place, (_, texts) in enumerate(lines) if not mark or mark in texts), None)
        if first is not None or not mark:
            return title, lines[first or 0 :]
    raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=mark)


def _pages(document: Document, source: Source) -> Iterator[tuple[str, list[tuple[int, list[str]]]]]:
    """(title, lines with their numbers) of each sheet."""
    where = {"source": source.name, "document": document.name}
    try:
        check_workbook(document.content, document.name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(document.content), read_only=True, data_only=True, keep_links=False)
            for page in book.worksheets:
                yield (
                    page.title,
                    [(number, _texts(line)) for number, line in enumerate(page.iter_rows(values_only=True), 1)],
                )
    except RosterError as error:
        raise SourceDamaged("source.workbook", **where, detail=error.key) from error
    except Exception as error:  # a damaged part can raise anything inside openpyxl
        raise SourceDamaged("source.workbook", **where, detail=type(error).__name__) from error


def _texts(line: Sequence[Any]) -> list[str]:
    """The texts of a line up to its last value: a sheet may claim hundreds of columns that nobody has ever filled."""
    last = next((place for place in range(len(line), 0, -1) if line[place - 1] is not None), 0)
    return [_text(value) for value in line[:last]]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(unescape(value) if isinstance(value, str) else value).strip()


def _check_header(header: list[str], document: Document, source: Source, required: Sequence[str]) -> None:
    for name in required:
        if name not in header:
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=name)
    if doubled := sorted({name for name in header if header.count(name) > 1}):
        raise SourceChanged("source.header_doubled", source=source.name, document=document.name, field=", ".join(doubled))
