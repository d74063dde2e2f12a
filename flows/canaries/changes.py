"""A listed name as people really write it: only changes under which every name must still be found."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from matching.names.tables import Tables
from matching.scripts import main_script
from sources.model import Kind

ITSELF = "itself"
SHORTEST = 3  # letters of a word that may change its place
_ACUTE, _FATHA, _PATAH, _ZERO_WIDTH = "\u0301", "\u064e", "\u05b7", "\u200b"
_MARKS = {"latin": ("aeiouAEIOU", _ACUTE), "arabic": ("بتدرسلمن", _FATHA), "hebrew": ("בדלמרת", _PATAH)}
_MARKED_ORDER = ("latin", "cyrillic", "greek")
_LAST = re.compile(r"(?P<rest>.+?[\s,]\s*)(?P<form>[A-Za-z]{2,5}|(?:[A-Za-z]\.){2,5})")


def changed(text: str, kind: Kind, tables: Tables) -> Mapping[str, str]:
    """Change -> the name so changed; the name itself first, changes that leave it as it is not at all.

    A name with a bracket stays as it is: what stands in it may be an acronym or a remark, which only its capitals tell.
    """
    if set(text) & set("()（）[]"):
        return {ITSELF: text}
    made = {name: change(text, kind, tables) for name, change in CHANGES.items()}
    return {ITSELF: text} | {name: other for name, other in made.items() if other and other != text}


def _case(text: str, kind: Kind, tables: Tables) -> str:
    return text.upper() if text != text.upper() else text.lower()


def _width(text: str, kind: Kind, tables: Tables) -> str:
    """SIS -> ＳＩＳ"""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _zero_width(text: str, kind: Kind, tables: Tables) -> str:
    """An unseen character behind the first letter of every word."""
    return re.sub(r"(?<!\w)(\w)(?=\w)", rf"\1{_ZERO_WIDTH}", text)


def _marks(text: str, kind: Kind, tables: Tables) -> str:
    """The name without its accents; one without any, with some."""
    script = main_script(text)
    if script not in _MARKS:
        return ""
    letters, mark = _MARKS[script]
    bare = unicodedata.normalize("NFD", text)
    without = "".join(c for c in bare if unicodedata.category(c) != "Mn") if script == "latin" else text
    return without if without != bare else re.sub(f"([{letters}])", rf"\1{mark}", text)


def _order(text: str, kind: Kind, tables: Tables) -> str:
    """Family name and given name change places: A, B -> B A; A B -> B A. Not where a word belongs to the one behind it."""
    words = text.replace(",", " ").split()
    whole = all(word.isalpha() and len(word) >= SHORTEST and not _belongs(word.casefold(), tables) for word in words)
    if kind != "person" or main_script(text) not in _MARKED_ORDER or len(words) < 2 or not whole:
        return ""
    if "," in text:
        family, _, given = text.partition(",")
        return f"{given.strip()} {family.strip()}" if "," not in given else ""
    return " ".join((*words[1:], words[0]))


def _belongs(word: str, tables: Tables) -> bool:
    return word in tables.particles or word in tables.titles or word.startswith(("abd", "abu"))


def _legal_form(text: str, kind: Kind, tables: Tables) -> str:
    """SIS DOO -> SIS D.O.O., and back."""
    found = _LAST.fullmatch(text)
    if kind == "person" or found is None:
        return ""
    letters = found["form"].replace(".", "")
    if letters.lower() not in tables.legal:
        return ""
    return found["rest"] + (letters if "." in found["form"] else "".join(f"{letter}." for letter in letters))


CHANGES: Mapping[str, Callable[[str, Kind, Tables], str]] = {
    "case": _case,
    "width": _width,
    "zero_width": _zero_width,
    "marks": _marks,
    "order": _order,
    "legal_form": _legal_form,
}
