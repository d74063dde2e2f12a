"""A person's statements over time as one SVG: a row a body, filled where told, outlined where seen, faded as far as a date may reach."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from flows.results.cells import cells_wide
from flows.results.rows import Row, ordered
from flows.results.show import visible
from matching.people.spans import FIVE_YEARS, FOUR_YEARS, Span, window

WIDTH, LABELS, NAMES, ROW, TOP, YEARS = 960, 372, 136, 26, 34, 15
MOST_COAUTHORS = 6
CELLS = 34  # half-width cells a body's name may take
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to the right: from `first` to `last`; what lies outside is cut at the edge."""

    first: date
    last: date

    def x(self, day: date) -> float:
        share = (min(max(day, self.first), self.last) - self.first).days / max((self.last - self.first).days, 1)
        return round(LABELS + share * (WIDTH - LABELS - 12), 1)


def drawn(statements: Sequence[Row], subject: str, as_of: str, say: Say) -> Markup:
    """The picture, the same bytes for the same rows in any order; empty where nothing was said."""
    lines = [
        list(rows) for _, rows in groupby(ordered(statements, "line", "start_on", "end_on", "source", "evidence"), lambda row: row["line"])
    ]
    others = [rows for rows in lines if rows[0]["link"] == "coauthored"]
    kept = sorted(others, key=lambda rows: (-len(rows), rows[0]["line"]))[:MOST_COAUTHORS]
    shown = [rows for rows in lines if rows[0]["link"] != "coauthored" or rows in kept]
    if not shown:
        return Markup()
    today = date.fromisoformat(as_of)
    axis = _axis(shown, today)
    height = TOP + ROW * len(shown) + (22 if len(others) > len(kept) else 6)
    parts = [
        *_ground(axis, today, height),
        *(part for place, rows in enumerate(shown) for part in _row(rows, axis, TOP + ROW * place, today, say)),
    ]
    if len(others) > len(kept):
        parts.append(_text(0, height - 6, "soft", say("more", count=len(others) - len(kept))))
    head = Markup('<svg class="timeline" viewBox="0 0 {} {}" role="img"><title>{}</title>').format(
        WIDTH, height, say("picture_of", subject=visible(subject))
    )
    return head + Markup("").join(parts) + Markup("</svg>")


def _axis(shown: Sequence[Sequence[Row]], today: date) -> Axis:
    starts = [Span(row["start_on"], row["end_on"]).starts[0] for rows in shown for row in rows if row["start_on"]]
    oldest = max(min([*starts, window(FIVE_YEARS, today)]), window(YEARS, today))
    return Axis(date(oldest.year, 1, 1), date(today.year, 12, 31))


def _ground(axis: Axis, today: date, height: int) -> Iterator[Markup]:
    """The window of five years shaded, that of four within it, a rule a year, the as-of day."""
    for years in (FIVE_YEARS, FOUR_YEARS):
        left = axis.x(window(years, today))
        yield _box("window", left, TOP - 8, axis.x(today) - left, height - TOP)
    for year in range(axis.first.year, axis.last.year + 1):
        x = axis.x(date(year, 1, 1))
        yield Markup('<path class="rule" d="M{0} {1}V{2}"/>').format(x, TOP - 8, height - 8)
        yield _text(x + 3, TOP - 14, "soft", str(year))
    yield Markup('<path class="today" d="M{0} {1}V{2}"/>').format(axis.x(today), TOP - 8, height - 8)


def _row(rows: Sequence[Row], axis: Axis, y: int, today: date, say: Say) -> Iterator[Markup]:
    name = visible(max((row["organisation"] for row in rows), key=lambda text: (sum(row["organisation"] == text for row in rows), text)))
    yield _text(0, y + 15, "soft", say(f"link.{rows[0]['link']}"))
    yield Markup('<text class="body" x="{}" y="{}"><title>{}</title>{}</text>').format(NAMES, y + 15, name, _cut(name))
    for row in rows:
        yield from _mark(row, axis, y, today)


def _mark(row: Row, axis: Axis, y: int, today: date) -> Iterator[Markup]:
    span = Span(row["start_on"], row["end_on"])
    if not row["start_on"] and not row["end_on"]:
        return
    style = row["basis"]
    goes_on = max(today, span.starts[1])  # what has no end is drawn up to the as-of date: nobody knows more
    first, last = span.starts[0], span.ends[1] if span.end else goes_on
    if span.start == span.end:  # a work: one dot, and as far as its date may reach
        yield _box("faint", axis.x(first), y + 9, axis.x(last) - axis.x(first), 4)
        middle = first + (last - first) / 2
        yield Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(style, axis.x(middle), y + 11, 5 if row["is_dual"] else 4)
        return
    yield _box(f"{style} faint", axis.x(first), y + 5, axis.x(last) - axis.x(first), 12)
    begun, over = axis.x(span.starts[1]), axis.x(span.ends[0] if span.end else goes_on)
    if over > begun:
        yield _box(style, begun, y + 5, over - begun, 12)


def _cut(name: str) -> str:
    """As much of a name as fits beside the axis."""
    if cells_wide(name) <= CELLS:
        return name
    kept = next(length for length in range(len(name), 0, -1) if cells_wide(name[:length]) < CELLS)
    return name[:kept] + "…"


def _box(style: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(style, x, y, round(max(width, 1.5), 1), height)


def _text(x: float, y: float, style: str, text: str) -> Markup:
    return Markup('<text class="{}" x="{}" y="{}">{}</text>').format(style, x, y, visible(text))
