"""What a value may look like when it crosses between members: small tests of one value each. Pure.

There is no shape for free text. A name is a short printable line, and whether it may leave is asked elsewhere
(flows.exchange.release): only what a publisher has published does.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sources.read.numbers import is_corporate_number, is_lei
from sources.rosters.numbers import ror

Check = Callable[[Any], bool]
LONGEST_NAME, LONGEST_LIST = 512, 2_000
_NUMBERS: dict[str, Check] = {
    "ror": lambda text: ror(text) == f"https://ror.org/{text}",
    "lei": is_lei,
    "jp_corporate_number": is_corporate_number,
}
"""Numbers of bodies. Those of persons (ORCID, e-Rad, researchmap) are not here: they cannot be said."""


def word(*words: str) -> Check:
    """One of these words."""
    return lambda value: isinstance(value, str) and value in words


def shaped(pattern: str) -> Check:
    """Text that is all of this pattern."""
    whole = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and whole.fullmatch(value) is not None


def whole(value: Any) -> bool:
    """A count."""
    return type(value) is int and 0 <= value < 10**12


def several(check: Check, least: int = 0) -> Check:
    """A list of such values, sorted, none twice."""

    def all_of(values: Any) -> bool:
        if not isinstance(values, list) or not least <= len(values) <= LONGEST_LIST or not all(check(one) for one in values):
            return False
        return values == sorted(set(values))

    return all_of


def either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


def day(value: Any) -> bool:
    """A date that there is, as YYYY-MM-DD."""
    return _is_iso(value, 10, date.fromisoformat)


def moment(value: Any) -> bool:
    """A second in UTC, as 2026-11-24T09:00:00Z."""
    return isinstance(value, str) and value.endswith("Z") and _is_iso(value[:-1], 19, datetime.fromisoformat)


def number(value: Any) -> bool:
    """scheme:value of a body, its check digits right."""
    if not isinstance(value, str) or len(value) > 60:
        return False
    scheme, _, rest = value.partition(":")
    return scheme in _NUMBERS and _NUMBERS[scheme](rest)


def name(value: Any) -> bool:
    """One line of printable characters."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_NAME
        and value == value.strip()
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for sign in value)
    )


empty: Check = word("")
code = shaped(r"[a-z0-9_][a-z0-9_.-]{0,59}")
sha256 = shaped(r"[0-9a-f]{64}")
short_hash = shaped(r"[0-9a-f]{32}")
entity = shaped(r"[a-z][a-z0-9_]{1,40}:[!-~]{1,200}")
"""source:number, as sources number their entities. Numbers outside ASCII (rows known by a name) do not cross."""
partial_day = shaped(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
country = shaped(r"[A-Z]{2}")
member = shaped(r"[A-Z][A-Z0-9]{1,11}")


def _is_iso(value: Any, length: int, read: Callable[[str], Any]) -> bool:
    if not isinstance(value, str) or len(value) != length or not value.isascii():
        return False
    try:
        read(value)
    except ValueError:
        return False
    return value[4] == "-" and value[7] == "-" and value[10:11] in ("", "T")
