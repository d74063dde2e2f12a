"""Dates as lists write them -> "1971", "1971-05", "1971-05-02"; anything vaguer stays as written ("circa 1958")."""

import re
from datetime import date

_MONTHS = {name: f"{number:02}" for number, name in enumerate(re.findall("...", "JanFebMarAprMayJunJulAugSepOctNovDec"), 1)}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T00:00:00(?:\.0+)?Z?)?")
_WORDS = re.compile(r"(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]* (\d{4})")
_AMERICAN = re.compile(r"([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})")


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
