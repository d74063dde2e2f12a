"""A list's document by its fields, whatever its medium: which there are, and the same document with one renamed, removed or added.

The changes are made with other code than the readers': csv, json, openpyxl and regular expressions.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

RENAMED, ADDED, FIRST_VALUE = "Renamed", "BrandNew", "something"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Shape:
    """`fields`: of a document. `change`: a document with one field under another name (None removes it).
    `add`: with one field more in every record.
    """

    fields: Callable[[bytes], list[str]]
    change: Callable[[bytes, str, str | None], bytes]
    add: Callable[[bytes], bytes]


def shape_of(media: str, content: bytes) -> Shape | None:
    """None for what has no named fields: a table without header, a PDF, running text."""
    if media == "xml":
        return MARKUP
    if media in ("json", "jsonl"):
        return KEYS
    if media == "xlsx":
        return SHEET
    if media == "csv" or (media == "zip" and content.startswith(b"PK")):
        return TABLE if _has_header(content) else None
    return PAGE if media == "html" and b"<th" in content else None


# Tables with a header line


@dataclass(frozen=True)
class _Table:
    rows: list[list[str]]
    above: str
    delimiter: str
    line_end: str
    packed: Callable[[str], bytes]

    def written(self, rows: list[list[str]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter, lineterminator=self.line_end).writerows(rows)
        return self.packed(self.above + text.getvalue())


def _table(content: bytes) -> _Table:
    text, packed = _unpacked(content)
    above = text[: text.index("\n") + 1] if content.startswith(b"PK") else ""
    body = text.removeprefix(above)
    delimiter = "\t" if "\t" in body.partition("\n")[0] else ","
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    return _Table(rows, above, delimiter, "\r\n" if "\r\n" in body else "\n", packed)


def _unpacked(content: bytes) -> tuple[str, Callable[[str], bytes]]:
    if not content.startswith(b"PK"):
        mark = BOM if content.startswith(BOM) else b""
        return content.removeprefix(mark).decode(), lambda text: mark + text.encode()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        (name,) = archive.namelist()
        inside = archive.read(name).decode("cp932")

    def pack(text: str) -> bytes:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, text.encode("cp932"))
        return packed.getvalue()

    return inside, pack


def _has_header(content: bytes) -> bool:
    if content.startswith(b"PK"):
        return True
    head = next(csv.reader([content.removeprefix(BOM).split(b"\n")[0].decode()]))
    return not any(re.fullmatch(r"[0-9]+", cell) for cell in head)


def _change_table(content: bytes, field: str, name: str | None) -> bytes:
    table = _table(content)
    place = table.rows[0].index(field)
    if name is None:
        return table.written([row[:place] + row[place + 1 :] for row in table.rows])
    head = [name if column == field else column for column in table.rows[0]]
    return table.written([head, *table.rows[1:]])


def _add_to_table(content: bytes) -> bytes:
    table = _table(content)
    return table.written([[*row, FIRST_VALUE if number else ADDED] for number, row in enumerate(table.rows)])


TABLE = Shape(lambda content: [name for name in _table(content).rows[0] if name], _change_table, _add_to_table)


# Elements and attributes


def _markup_fields(content: bytes) -> list[str]:
    """Tags below the root, and attributes as "@name", without those of namespaces."""
    tags = dict.fromkeys(re.findall(r"<([A-Za-z][\w.-]*)", content.decode()))
    attributes = dict.fromkeys(name for name in re.findall(r"\s([A-Za-z][\w-]*)=\"", content.decode().partition("?>")[2]))
    return [*list(tags)[1:], *(f"@{name}" for name in attributes if not name.startswith("xmlns"))]


def _change_markup(content: bytes, field: str, name: str | None) -> bytes:
    own, text = re.escape(field.removeprefix("@")), content.decode()
    if field.startswith("@"):
        return re.sub(rf"\s{own}=\"([^\"]*)\"", f' {name}="\\1"' if name else "", text).encode()
    if name:
        return re.sub(rf"(</?){own}(?=[\s/>])", rf"\g<1>{name}", text).encode()
    return re.sub(rf"<{own}(?:\s[^<>]*)?/>\s*|<{own}(?:\s[^<>]*[^/])?>.*?</{own}>\s*", "", text, flags=re.DOTALL).encode()


def _add_to_markup(content: bytes) -> bytes:
    """Into the first record of a list: before the end of what holds the first leaf."""
    text = content.decode()
    leaf = re.search(r"<([A-Za-z][\w.-]*)(?:\s[^<>]*[^/])?>[^<>]*[^<>\s][^<>]*</\1>", text)
    assert leaf
    return f"{text[: leaf.end()]}<{ADDED}>{FIRST_VALUE}</{ADDED}>{text[leaf.end() :]}".encode()


MARKUP = Shape(_markup_fields, _change_markup, _add_to_markup)


# Keys


def _values(content: bytes) -> list[Any]:
    text = content.decode()
    try:
        return [json.loads(text)]
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _with_keys(value: Any, field: str, name: str | None) -> Any:
    if isinstance(value, dict):
        kept = {key: _with_keys(inner, field, name) for key, inner in value.items() if key != field or name}
        return {name if key == field and name else key: inner for key, inner in kept.items()}
    return [_with_keys(inner, field, name) for inner in value] if isinstance(value, list) else value


def _records(value: Any) -> Iterator[dict[str, Any]]:
    """The innermost objects that stand in arrays of objects nearest the top."""
    found = [inner for inner in (value if isinstance(value, list) else value.values()) if isinstance(inner, dict | list)]
    members = [inner for inner in found if isinstance(inner, dict)]
    if isinstance(value, list) and members:
        yield from members
    else:
        for inner in found:
            yield from _records(inner)


def _written(values: list[Any], like: bytes) -> bytes:
    if len(values) == 1 and like.lstrip().startswith((b"{\n", b"[")):
        return json.dumps(values[0], ensure_ascii=False, indent=1).encode()
    return "".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n" for value in values).encode()


def _add_key(content: bytes) -> bytes:
    values = _values(content)
    records = values if len(values) > 1 else list(_records(values[0])) or values
    for record in records:
        record[ADDED] = FIRST_VALUE
    return _written(values, content)


KEYS = Shape(
    lambda content: list(dict.fromkeys(_keys(_values(content)))),
    lambda content, field, name: _written([_with_keys(value, field, name) for value in _values(content)], content),
    _add_key,
)


# Columns of a sheet


def _header_row(content: bytes) -> tuple[Any, Any]:
    book = load_workbook(BytesIO(content))
    rows = [row for page in book.worksheets for row in page.iter_rows() if sum(cell.value is not None for cell in row) >= 5]
    return book, rows[0]


def _saved(book: Any) -> bytes:
    book.save(saved := BytesIO())
    return saved.getvalue()


def _change_sheet(content: bytes, field: str, name: str | None) -> bytes:
    book, header = _header_row(content)
    (cell,) = [cell for cell in header if cell.value == field]
    if name:
        cell.value = name
    else:
        cell.parent.delete_cols(cell.column)
    return _saved(book)


def _add_to_sheet(content: bytes) -> bytes:
    book, header = _header_row(content)
    page, column = header[0].parent, header[-1].column + 1
    page.cell(header[0].row, column).value = ADDED
    for number in range(header[0].row + 1, page.max_row + 1):
        page.cell(number, column).value = FIRST_VALUE
    return _saved(book)


SHEET = Shape(lambda content: [cell.value for cell in _header_row(content)[1] if cell.value], _change_sheet, _add_to_sheet)


# Heads of a table in a page

_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)


def _change_page(content: bytes, field: str, name: str | None) -> bytes:
    text = content.decode()
    cell = next(found for found in _HEAD.finditer(text) if found[1] == field)
    new = cell[0].replace(field, name) if name else ""
    return (text[: cell.start()] + new + text[cell.end() :]).encode()


def _add_to_page(content: bytes) -> bytes:
    text = re.sub(r"(<th\b[^>]*>[^<]*</th>)(\s*</tr>)", rf"\1<th>{ADDED}</th>\2", content.decode())
    return re.sub(r"(</td>)(\s*</tr>)", rf"\1<td>{FIRST_VALUE}</td>\2", text).encode()


PAGE = Shape(lambda content: list(dict.fromkeys(found[1] for found in _HEAD.finditer(content.decode()))), _change_page, _add_to_page)
