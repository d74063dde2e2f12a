"""Country names as publishers write them -> ISO 3166-1 alpha-2, lower case (Kosovo as xk). Of organisations only."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files


@lru_cache(maxsize=10_000)
def alpha2(text: str) -> str:
    """The code of a country written in English ("Korea, North", "Iran (Islamic Republic of)") or as a code; else ""."""
    text = text.strip()
    if len(text) == 2:
        return text.lower() if text.lower() in _codes() else ""
    return _table().get(_key(text), "")


def _key(text: str) -> str:
    """Word order, case, accents and articles do not tell countries apart."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(sorted(set(re.findall(r"[a-z]+", letters.casefold())) - {"the", "of", "and"}))


@cache
def spellings() -> dict[str, str]:
    """Every name of the table as it is read in a text ("Korea, North" as "North Korea" too) -> its code."""
    names = tomllib.loads((files("sources") / "countries.toml").read_text(encoding="utf-8"))
    written = ((name, code) for code, forms in names.items() for name in forms)
    return {form: code for name, code in written for form in (name.replace(",", ""), " ".join(reversed(name.split(", "))))}


@cache
def _codes() -> frozenset[str]:
    return frozenset(_table().values())


@cache
def _table() -> dict[str, str]:
    names = tomllib.loads((files("sources") / "countries.toml").read_text(encoding="utf-8"))
    return {_key(name): code for code, spellings in names.items() for name in spellings}
