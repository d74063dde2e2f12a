"""Forms as workbooks: what is known stands in them, the rest is for people; and the same one back with its cells marked."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from flows.disk import write_private
from flows.messages import Language, Messages
from flows.results.cells import height, packed, put
from flows.template import SAMPLE_ROW, mark, write_sheet
from sources.rosters.columns import TABLES
from sources.rosters.forms import Returned

FIRST_ROW = SAMPLE_ROW
_WIDE = {"question": 64.0, "note": 40.0, "reason": 40.0, "posts": 34.0, "money": 34.0, "text_ja": 60.0, "text_en": 60.0}


def form_book(form: str, rows: Iterable[Mapping[str, str]], messages: Messages, language: Language, as_of: date) -> bytes:
    """`rows`: field of the form -> text. The same rows give the same bytes."""
    filled, columns = list(rows), TABLES[form]
    book = Workbook()
    page = book.worksheets[0]
    page.title = columns.ja if language == "ja" else columns.en
    write_sheet(page, columns, messages, language, max(FIRST_ROW, FIRST_ROW + len(filled) - 1))
    for place, field in enumerate(columns.columns, start=1):
        if field in _WIDE:
            page.column_dimensions[get_column_letter(place)].width = _WIDE[field]
    for line, row in enumerate(filled, start=FIRST_ROW):
        for place, field in enumerate(columns.columns, start=1):
            put(page, line, place, row.get(field, ""))
        page.row_dimensions[line].height = max(height(row.get(field, ""), _WIDE.get(field, 20.0)) for field in columns.columns)
    return packed(book, as_of.isoformat())


def write_marked(path: Path, content: bytes, form: str, returned: Returned[Any]) -> Path:
    """Beside the file: the same workbook, the cells that need a look coloured, with what is wrong in both languages."""
    place = path.with_name(f"{path.stem}-returned{path.suffix}")
    write_private(place, mark(content, returned.remarks, (form,)))
    return place
