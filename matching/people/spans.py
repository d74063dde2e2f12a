"""How long something lasted, as far as its partial dates say: a year is all of its days, never one of them.

A question about days has three answers: yes (whatever day was meant), perhaps (some of the days that may have been meant), no.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Answer = Literal["yes", "perhaps", "no"]
Days = tuple[date, date]
CURRENT, FOUR_YEARS, FIVE_YEARS = 0, 4, 5
"""Windows that policies ask for, in years before the as-of date."""


@dataclass(frozen=True, slots=True)
class Span:
    """`start`, `end`: "2021", "2021-05", "2021-05-02" or "". No start: nobody knows since when. No end: it goes on, as its source says.

    A date that is none counts as not given; `readers` warn of those before.
    """

    start: str = ""
    end: str = ""

    @property
    def starts(self) -> Days:
        """First and last day on which it may have begun."""
        first, last = days_of(self.start) or (date.min, date.max)
        latest = (days_of(self.end) or (date.min, date.max))[1]
        return first, max(min(last, latest), first)

    @property
    def ends(self) -> Days:
        """First and last day that may have been its last; date.max where it goes on."""
        known = days_of(self.end)
        return (max(known[0], self.starts[0]), known[1]) if known else (date.max, date.max)

    def touches(self, first: date, last: date) -> Answer:
        """Whether any of its days lies in first … last, both included."""
        (begins, begun), (over, ended) = self.starts, self.ends
        if begins > last or ended < first:
            return "no"
        return "yes" if begun <= last and over >= first else "perhaps"

    def within(self, years: int, as_of: date) -> Answer:
        """Whether it lies in the window of so many years up to the as-of date, exact to the day; 0 years: on that very day."""
        return self.touches(window(years, as_of), as_of)

    def meets(self, other: "Span", before: timedelta = timedelta(0), after: timedelta = timedelta(0)) -> bool:
        """Whether both may have a day in common, the other's taken to begin `before` earlier and to end `after` later."""
        first, last = earlier(other.starts[0], before), later(other.ends[1], after)
        return self.touches(first, last) != "no"


def window(years: int, as_of: date) -> date:
    """The first day of a window: the same day so many years before; of 29 February in a common year, the 28th."""
    year = as_of.year - years
    return date(year, as_of.month, min(as_of.day, monthrange(year, as_of.month)[1]))


def days_of(text: str) -> Days | None:
    """First and last day that a written date may mean; None for anything that is no date."""
    parts = text.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts) and len(parts[0]) == 4):
        return None
    year, month, day = (*map(int, parts), 0, 0)[:3]
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if len(parts) == 3:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


def earlier(day: date, by: timedelta) -> date:
    """Not before the calendar begins."""
    return day - by if day - date.min > by else date.min


def later(day: date, by: timedelta) -> date:
    """Not after the calendar ends."""
    return day + by if date.max - day > by else date.max
