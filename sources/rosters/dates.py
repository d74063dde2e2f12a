"""Dates as Japanese offices write them -> ISO text.

Read: 2026-04-01, 2026/4/1, 2026.4.1, 2026年4月1日, 20260401, R8.4.1, 令和8年4月1日, 令和元年5月1日, 平成31年…, 昭和63年…,
1 April 2026, Excel serial numbers, and the same without a day or month. Not read: an order of day and month that could
be meant both ways (4/1/2026), two-digit years without an era.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "r": 2018, "h": 1988, "s": 1925, "t": 1911, "m": 1867}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 80_000)  # 1927 to 2119: a number outside is no date anyone meant
OPEN_ENDED = frozenset(
    {"現在", "現在に至る", "至現在", "継続中", "在職中", "未定", "present", "current", "ongoing", "open", "-", "–", "—", "―"}
)

_SEPARATED = re.compile(r"(?P<y>\d{4})(?:[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?|年)?")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})")
_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|大正|明治|[rhstm])\.?(?P<y>\d{1,2}|元)(?:[-/.年](?P<m>\d{1,2})(?:[-/.月](?P<d>\d{1,2})日?|月)?|年)?"
)
_ENGLISH = re.compile(r"(?:(?P<d>\d{1,2})\s+)?(?P<month>[a-z]{3})[a-z]*\.?\s+(?:(?P<d2>\d{1,2}),\s*)?(?P<y>\d{4})")
_TAIL = re.compile(r"(?:\s*[(（][月火水木金土日][)）]|[ t]00:00(?::00(?:\.0+)?)?)$")


@dataclass(frozen=True, slots=True)
class Day:
    """`text`: "2026", "2026-04" or "2026-04-01"; `note`: message key of what had to be interpreted, or ""."""

    text: str
    note: str = ""

    @property
    def day(self) -> date | None:
        """The date, when all three parts are there."""
        return date.fromisoformat(self.text) if len(self.text) == 10 else None


def read_day(value: object) -> Day | None:
    """A cell's value as a date; None when it is none. A word for "still going on" gives an empty text."""
    if isinstance(value, datetime):
        return Day(value.date().isoformat())
    if isinstance(value, date):
        return Day(value.isoformat())
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(value) if isinstance(value, str) else None


def _from_number(value: int | float) -> Day | None:
    if value != value or abs(value) > 99_999_999:
        return None
    whole = int(value)
    if whole in SERIALS:
        return Day((EXCEL_EPOCH + timedelta(days=whole)).isoformat(), "roster.serial_date")
    return _from_text(str(whole)) if value == whole else None


def _from_text(value: str) -> Day | None:
    plain = unicodedata.normalize("NFKC", value).replace("\u00a0", " ").strip().casefold()
    if plain in OPEN_ENDED:
        return Day("")
    note = "" if plain == value.strip().casefold() else "roster.full_width"
    plain = _TAIL.sub("", plain).strip()
    if english := _ENGLISH.fullmatch(plain):
        return _english(english, note)
    plain = re.sub(r"\s+", "", plain)
    if era := _ERA.fullmatch(plain):
        year = ERAS[era["era"]] + (1 if era["y"] == "元" else int(era["y"]))
        return _built(year, era["m"], era["d"], "roster.era_date")
    found = _COMPACT.fullmatch(plain) or _SEPARATED.fullmatch(plain)
    return _built(int(found["y"]), found["m"], found["d"], note) if found else None


def _english(found: re.Match[str], note: str) -> Day | None:
    if found["month"] not in MONTHS:
        return None
    return _built(int(found["y"]), str(MONTHS.index(found["month"]) + 1), found["d"] or found["d2"], note)


def _built(year: int, month: str | None, day: str | None, note: str) -> Day | None:
    if not 1800 <= year <= 2200 or (month and not 1 <= int(month) <= 12):
        return None
    if month and day and not 1 <= int(day) <= monthrange(year, int(month))[1]:
        return None
    return Day("-".join([f"{year:04}", *(f"{int(part):02}" for part in (month, day) if part)]), note)
