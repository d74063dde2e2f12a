"""Draws PDFs: running text at the left edges asked for, and ruled tables; onto as many A4 pages as it takes."""

import io
from collections.abc import Sequence

from meti_pdf import CHINESE, JAPANESE, _write
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

TOP, LEADING, LINES = 60.0, 13.0, 55


def draw_lines(lines: Sequence[tuple[float, str]]) -> bytes:
    """lines: (left edge in points, text); a form feed as text begins a new page. The same bytes each time."""
    for font in (JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    number, place = 1, 0
    for left, text in lines:
        if text == "\f" or place == LINES:
            _close(canvas, number)
            number, place = number + 1, 0
        if text != "\f":
            place += 1
            _write(canvas, left, A4[1] - TOP - LEADING * place, text)
    _close(canvas, number)
    canvas.save()
    return buffer.getvalue()


def draw_table(rows: Sequence[Sequence[str]], edges: Sequence[float]) -> bytes:
    """rows: cells with "\\n" between their lines; a row that does not fit is cut where the page ends. The same bytes each time."""
    for font in (JAPANESE, CHINESE):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    number, y = 1, A4[1] - TOP
    for row in rows:
        cells = [cell.split("\n") for cell in row]
        while any(cells):
            room = int((y - TOP - 4) // LEADING)
            if room < 1:
                _close(canvas, number)
                number, y = number + 1, A4[1] - TOP
                continue
            height = LEADING * min(room, max(len(cell) for cell in cells)) + 4
            for left, right, cell in zip(edges[:-1], edges[1:], cells, strict=True):
                canvas.rect(left, y - height, right - left, height)
                for place, line in enumerate(cell[:room]):
                    _write(canvas, left + 2, y - LEADING * (place + 1) + 1, line)
            cells, y = [cell[room:] for cell in cells], y - height
    _close(canvas, number)
    canvas.save()
    return buffer.getvalue()


def _close(canvas: Canvas, number: int) -> None:
    _write(canvas, A4[0] / 2, A4[1] - 818, str(number))
    canvas.showPage()
