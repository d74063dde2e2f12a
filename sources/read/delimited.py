"""CSV, strictly: every record has exactly the columns it should have, and knows the bytes it stands in."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Quote, Source
from sources.read.packed import unpacked
from sources.read.raw import BOM, decoded, in_utf8
from sources.read.row import QUOTE_LIMIT, Row

END_MARK = b"\x1a"


def table(document: Document, source: Source, required: Sequence[str], delimiter: str = ",") -> Iterator[Row]:
    """Rows of a CSV (or TSV) with one header line. Columns beyond the required ones come along (an alarm for the reader to raise).

    Raises SourceChanged for a missing or doubled column, SourceDamaged for a record of another width, a header that
    comes again (two files run together) and a last line without its end (a file cut short).
    """
    records = _records(document, source, document.content, delimiter)
    header, *_ = next(records)
    _check_header(header, document, source, required)
    for number, (values, start, end) in enumerate(records, 1):
        if values == header:
            raise SourceDamaged("source.header_again", source=source.name, document=document.name, row=number)
        yield _row(document, source, header, values, number, start, end)


def headless(document: Document, source: Source, columns: Sequence[str], *, marked: bool) -> Iterator[Row]:
    """Rows of a CSV without a header. `marked`: the file must close with a 0x1A, which proves that it is whole."""
    content = document.content
    if content.endswith(END_MARK):
        content = content.removesuffix(END_MARK)
    elif marked:
        raise SourceDamaged("source.cut", source=source.name, document=document.name)
    for number, (values, start, end) in enumerate(_records(document, source, content), 1):
        yield _row(document, source, columns, values, number, start, end)


def unpacked_table(
    document: Document, source: Source, required: Sequence[str], wanted: str = "", encodings: Sequence[str] = ("utf-8",), skip: int = 0
) -> Iterator[Row]:
    """Like `table`, of a CSV that may lie in a gzip or zip and in another encoding: the first of `encodings` that fits.

    skip: lines above the header. Rows are cited by their bytes only where these are the document's own.
    """
    plain = _plain(document, source, wanted, encodings, skip)
    yield from _cited(document, plain, table(plain, source, required))


def unpacked_headless(document: Document, source: Source, columns: Sequence[str], encodings: Sequence[str] = ("utf-8",)) -> Iterator[Row]:
    """Like `headless`, of a CSV that may lie in a gzip or zip and in another encoding."""
    plain = _plain(document, source, "", encodings, 0)
    yield from _cited(document, plain, headless(plain, source, columns, marked=False))


def _plain(document: Document, source: Source, wanted: str, encodings: Sequence[str], skip: int) -> Document:
    plain = unpacked(document, source, wanted, suffix=".csv")
    content, start = in_utf8(plain, source, encodings), 0
    for _ in range(skip):
        start = content.find(b"\n", start) + 1
    return plain if content is plain.content and not start else replace(plain, content=content[start:])


def _cited(document: Document, plain: Document, rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        row.quote = row.quote if plain is document else replace(row.quote, start=None, end=None)
        yield row


def hide(row: Row, instead: Mapping[str, str]) -> None:
    """Quote the row with other texts in some columns: what lies outside our scope is cited by its bytes, not repeated."""
    if all(row.raw[name] == text for name, text in instead.items()):
        return
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(instead.get(name, text) for name, text in row.raw.items())
    row.quote = replace(row.quote, text=line.getvalue()[:QUOTE_LIMIT])


def _records(document: Document, source: Source, content: bytes, delimiter: str = ",") -> Iterator[tuple[list[str], int, int]]:
    """(values, first byte, byte after the last) of each record, quoted line ends included."""
    decoded(document, source)
    if not content.endswith(b"\n"):
        raise SourceDamaged("source.cut", source=source.name, document=document.name)
    start = end = len(BOM) if content.startswith(BOM) else 0

    def lines() -> Iterator[str]:
        nonlocal end
        for line in content[end:].split(b"\n")[:-1]:
            end += len(line) + 1
            yield line.decode("utf-8") + "\n"

    try:
        for values in csv.reader(lines(), strict=True, delimiter=delimiter):
            yield values, start, end
            start = end
    except csv.Error as error:
        where = {"source": source.name, "document": document.name, "byte": end}
        raise SourceDamaged("source.csv", **where, detail=str(error)) from error


def _check_header(header: list[str], document: Document, source: Source, required: Sequence[str]) -> None:
    for name in required:
        if name not in header:
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=name)
    if doubled := sorted({name for name in header if header.count(name) > 1}):
        raise SourceChanged("source.header_doubled", source=source.name, document=document.name, field=", ".join(doubled))


def _row(document: Document, source: Source, names: Sequence[str], values: list[str], number: int, start: int, end: int) -> Row:
    if len(values) != len(names):
        where = {"source": source.name, "document": document.name, "row": number}
        raise SourceDamaged("source.width", **where, found=len(values), expected=len(names))
    text = document.content[start:end].decode("utf-8").rstrip("\r\n")[:QUOTE_LIMIT]
    quote = Quote(document=document.name, locator=f"row {number}", text=text, start=start, end=end)
    return Row(source, quote, dict(zip(names, values, strict=True)))
