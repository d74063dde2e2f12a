"""Draws running text as a PDF: one line of text a line, at the left edge asked for, onto as many A4 pages as it takes."""

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


def _close(canvas: Canvas, number: int) -> None:
    _write(canvas, A4[0] / 2, A4[1] - 818, str(number))
    canvas.showPage()
