"""The names of one entry of METI's export-ban lists: Japanese, then English, either with other names beside it."""

import re
from collections.abc import Iterator, Sequence

from sources.model import Name
from sources.read.pages import unwrapped

_WIDE = r"\u3040-\u30ff\u3400-\u9fff"
_KANA = re.compile(r"[\u3040-\u30ff]")
_BEGINS_WIDE = re.compile(rf"\s*[{_WIDE}「『（]")
_GLUED = re.compile(rf"(?P<ja>.*[{_WIDE}」』）])\s*(?P<en>[A-Z“\"][^{_WIDE}（）]{{6,}}(?:（[^（）]*）)?)")
_BULLET = re.compile(r"\s*[-–—−]\s*\w")
_GOES_ON = re.compile(r"[-–—a-z]")
_OTHERS_JA = re.compile(r"\s*[（(]別称[、：:,]?\s*(?P<names>.*)[）)]\s*")
_NATIVE = re.compile(rf"\s*[（(](?P<names>[^（）()]*[{_WIDE}][^（）()]*)[）)]\s*")
_AKA = re.compile(r",?\s*a\.k\.a\.?,?\s*(?:the following\s+(?P<count>\w+)\s*alias(?:es)?)?\s*:?\s*", re.IGNORECASE)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, 1)}
_LEAD = re.compile(r"^(?:and\s+)?[-–—−・]?\s*")


def names_of(lines: Sequence[str]) -> tuple[tuple[Name, ...], int | None]:
    """(names, the English one first; how many English aliases the entry announces, None where it does not).

    lines: the entry without its number and without its place.
    """
    start = next((n for n, line in enumerate(lines) if re.match(r"\s*別称\s*[：:]", line)), len(lines))
    japanese, english = _divided(lines[:start])
    extra_ja, extra_en = _divided([re.sub(r"^\s*別称\s*[：:]\s*", "", lines[start]), *lines[start + 1 :]] if start < len(lines) else [])
    names, announced = _english(english)
    names += [Name(text=text, kind="alias") for text in _parts(extra_en, "[;；]")]
    names += list(_japanese(japanese))
    names += [Name(text=text, kind="alias", language="ja") for text in _parts(extra_ja, r"[;；]|及び")]
    return tuple(dict.fromkeys(names)), announced + len(_parts(extra_en, "[;；]")) if announced is not None else None


def _divided(lines: Sequence[str]) -> tuple[str, str]:
    """(Japanese text, English text). English begins with the first line without kana that no open bracket leads into.

    Where that line is none or only goes on ("-Alias", "alias:"), English begins at the end of the Japanese line before.
    """
    depth, start = 0, len(lines)
    for place, line in enumerate(lines):
        wide = depth > 0 or _KANA.search(line) or _BEGINS_WIDE.match(line)
        if not wide:
            start = place
            break
        depth += sum(line.count(mark) for mark in "（(") - sum(line.count(mark) for mark in "）)")
    bullets = [f";{line}" if _BULLET.match(line) else line for line in lines[start:]]
    japanese, english = unwrapped("\n".join(lines[:start])), unwrapped("\n".join(bullets)).removeprefix(";")
    glued = _GLUED.fullmatch(japanese)
    if glued and (not english or _GOES_ON.match(english) or len(glued["en"].split()) > 2):
        return glued["ja"], f"{glued['en']} {english}".strip()
    return japanese, english


def _english(text: str) -> tuple[list[Name], int | None]:
    """The name, native forms in brackets, and the aliases after "a.k.a." with the count that announces them."""
    aka = _AKA.search(text)
    name, rest = (text[: aka.start()], text[aka.end() :]) if aka else (text, "")
    native = _NATIVE.search(name)
    own = [Name(text=_NATIVE.sub(" ", name).strip(" ,."))] if name.strip() else []
    natives = [Name(text=part) for part in re.split("、|；", native["names"])] if native else []
    aliases = [Name(text=part, kind="alias") for part in _parts(rest, "[;；]")]
    return [*own, *natives, *aliases], _COUNTS.get(aka["count"].lower()) if aka and aka["count"] else None


def _japanese(text: str) -> Iterator[Name]:
    others = _OTHERS_JA.search(text)
    name = _OTHERS_JA.sub("", text)
    native = _NATIVE.search(name)
    native = native if native and not _KANA.search(native["names"]) else None
    if bare := (name.replace(native[0], "") if native else name).strip():
        yield Name(text=bare, language="ja")
    if native:
        yield Name(text=native["names"], language="zh")
    for part in _parts(others["names"], r"、|及び") if others else ():
        yield Name(text=part, kind="alias", language="ja")


def _parts(text: str, separator: str) -> list[str]:
    return [part for piece in re.split(separator, text) if (part := _LEAD.sub("", piece.strip()).strip(" .,、")) and part != "and"]
