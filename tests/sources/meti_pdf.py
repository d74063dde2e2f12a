"""Draws a look-alike of METI's Foreign End User List: A4, six ruled columns, cells of several lines, rows cut at page ends.

Column edges are those of the 2025 list; the head stands on the first page only, or on each (`head_on_each_page`). A row
that does not fit is cut where the page ends, as a word processor does; its number stays with the first half or goes with
the second (`number_below`), as it may when numbers stand in the middle of their cells.
"""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

EDGES = (20.0, 48.96, 124.58, 276.29, 434.26, 517.32, 575.0)
HEAD = (
    "No.",
    "国名、地域名\nCountry or Region",
    "企業名､組織名\nCompany or Organization",
    "別名\nAlso Known As",
    "懸念区分\nType of WMD",
    "通常兵器\nConventional\nWeapons",
)
NOTES = ("（注）本リストは禁輸リストではありません。", "Note: this list is not an embargo list.")
JAPANESE, CHINESE, LATIN = "HeiseiKakuGo-W5", "STSong-Light", "Helvetica"  # the others for letters the first does not have
SIZE, LEADING, TOP, BOTTOM = 7.5, 10.0, 60.0, 790.0


def draw(
    rows: Sequence[Sequence[str]],
    head: Sequence[str] = HEAD,
    *,
    head_on_each_page: bool = False,
    number_below: bool = False,
    notes: Sequence[str] = NOTES,
) -> bytes:
    """rows: cells with "\\n" where the ministry would break; longer lines are wrapped to the column. The same bytes each time."""
    for font in (JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    wrapped = [[_wrapped(cell, n) for n, cell in enumerate(row)] for row in rows]
    pages = list(_paged(wrapped, [cell.split("\n") for cell in head], again=head_on_each_page, number_below=number_below))
    for number, page in enumerate(pages, 1):
        _draw_page(canvas, page, number, notes if number == len(pages) else ())
    canvas.save()
    return buffer.getvalue()


def _paged(rows: Sequence[list[list[str]]], head: list[list[str]], *, again: bool, number_below: bool) -> Iterator[list[list[list[str]]]]:
    """Rows onto pages, as cells of lines; a row that does not fit goes on overleaf."""
    page = [head]
    for row in rows:
        left = BOTTOM - TOP - sum(_height(line) for line in page)
        room = int((left - 4) // LEADING)
        if _height(row) <= left:
            page.append(row)
            continue
        first, rest = [cell[:room] for cell in row], [cell[room:] for cell in row]
        if number_below:
            first[0], rest[0] = [], row[0]
        yield [*page, first] if room >= 1 else page
        page = [*([head] if again else []), rest if room >= 1 else row]
    yield page


def _draw_page(canvas: Canvas, rows: Sequence[list[list[str]]], number: int, notes: Sequence[str]) -> None:
    y = A4[1] - TOP
    for row in rows:
        height = _height(row)
        for left, right in pairwise(EDGES[: len(row) + 1]):
            canvas.rect(left, y - height, right - left, height)
        for left, cell in zip(EDGES, row, strict=False):
            for place, line in enumerate(cell):
                _write(canvas, left + 2, y - LEADING * (place + 1) + 1, line)
        y -= height
    for place, note in enumerate(notes, 1):
        _write(canvas, EDGES[0], y - 6 - LEADING * place, note)
    _write(canvas, A4[0] / 2, A4[1] - 818, str(number))
    canvas.showPage()


def _write(canvas: Canvas, x: float, y: float, line: str) -> None:
    for font, run in _runs(line):
        canvas.setFont(font, SIZE)
        canvas.drawString(x, y, run)
        x += pdfmetrics.stringWidth(run, font, SIZE)


def _runs(line: str) -> Iterator[tuple[str, str]]:
    for font, letters in groupby(line, _font):
        yield font, "".join(letters)


def _font(letter: str) -> str:
    if letter.encode("cp932", "ignore"):
        return JAPANESE
    return LATIN if letter.encode("cp1252", "ignore") else CHINESE


def _height(row: Sequence[list[str]]) -> float:
    return LEADING * max(1, *(len(cell) for cell in row)) + 4


def _wrapped(cell: str, column: int) -> list[str]:
    """Lines no wider than the column: broken at spaces, and between wide letters anywhere."""
    room = EDGES[column + 1] - EDGES[column] - 5
    lines: list[str] = []
    for text in cell.split("\n"):
        line = ""
        for piece in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+", text):
            if line and pdfmetrics.stringWidth(line + piece.rstrip(), JAPANESE, SIZE) > room:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines
