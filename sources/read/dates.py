"""Dates as lists write them -> "1971", "1971-05", "1971-05-02"; anything vaguer stays as written ("circa 1958")."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

_MONTHS = {name: f"{number:02}" for number, name in enumerate(re.findall("...", "JanFebMarAprMayJunJulAugSepOctNovDec"), 1)}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T00:00:00(?:\.0+)?Z?)?")
_BETWEEN = re.compile(r"(\d{4})年?\s*(?:から|[-~～])\s*(\d{4})年?(?:まで)?(?:の間|頃)?")
_JAPANESE = re.compile(r"(\d{4})(?:年|[./]|$)(?:(\d{1,2})(?:月|[./]|$)(?:(\d{1,2})日?)?)?(頃)?")
_WORDS = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]* (\d{4})")
_AMERICAN = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})")


@lru_cache(maxsize=100_000)
def partial(text: str) -> str:
    """ISO form of a full or partial date, else the text itself, single-spaced."""
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif (match := _WORDS.fullmatch(text)) and (number := _MONTHS.get(match[2])):
        day, year, month = match[1], match[3], number
    elif (match := _AMERICAN.fullmatch(text)) and (number := _MONTHS.get(match[1])):
        month, day, year = number, match[2], match[3]
    else:
        return text
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return text
    return "-".join(part for part in (year, month, f"{int(day):02}" if day else None) if part)


def slashed(text: str, order: str) -> str:
    """A date such as "06/19/2003" -> ISO. order: "mdy" or "dmy"; anything else stays as written."""
    parts = text.strip().split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return partial(text)
    values = dict(zip(order, parts, strict=True))
    iso = f"{values['y']}-{int(values['m']):02}-{int(values['d']):02}"
    return iso if _is_day(iso) else text.strip()


def japanese(text: str) -> str:
    """A date as Japanese ministries write it: 「1971年5月2日」「1971/5/2」「1971年頃」「1955年から1958年の間」."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if match := _BETWEEN.fullmatch(text):
        return f"{match[1]} to {match[2]}"
    if not (match := _JAPANESE.fullmatch(text)):
        return partial(text)
    year, month, day, about = match.groups()
    iso = "-".join(part for part in (year, month and f"{int(month):02}", day and f"{int(day):02}") if part)
    if day and not _is_day(iso):
        return text
    return f"circa {iso}" if about else iso


def _is_day(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True
