"""Chinese and Japanese names: families of character forms, known words, readings of the rest."""

from itertools import product

from matching.names.kana import hepburn
from matching.names.native import meaning, spelled
from matching.names.segments import segment
from matching.names.tables import Han, Tables
from matching.names.words import Word
from matching.normalise import words_of

NO_HAN = Han(family="", pinyin=(), korean=(), japanese=())


def family(text: str, tables: Tables) -> str:
    """Every Han character by the representative of its forms: 國 国, 齋 斎 斉, 濱 浜."""
    return "".join(tables.han[c].family if c in tables.han else c for c in text)


def pinyin(text: str, tables: Tables) -> list[str]:
    """Spellings of a run of characters in pinyin, the likeliest first, at most four."""
    readings = [tables.han.get(c, NO_HAN).pinyin[:2] or (c,) for c in text]
    return ["".join(choice) for choice in product(*readings)][:4]


def han_readings(run: str, kind: str, tables: Tables) -> list[tuple[list[Word], str]]:
    """Readings of a run of Han and kana as Chinese and as Japanese."""
    native = family("".join(words_of(run)), tables)
    if kind == "person":
        return [(words, native) for words in _person(run, tables)]
    found = []
    for text in words_of(run):
        for part, senses in segment(text, tables.meanings.get("han", {})):
            if senses is None:
                found.append(spelled(family(part, tables), "han", [hepburn(part) or part] if hepburn(part) else pinyin(part, tables)))
            elif senses != ("",):
                found.append(meaning(family(part, tables), "han", senses, tables))
    return [(found, native)]


def _person(run: str, tables: Tables) -> list[list[Word]]:
    texts = words_of(run)
    if len(texts) == 1 and len(texts[0]) > 1:
        texts = [texts[0][:1], texts[0][1:]]
    return [[spelled(family(text, tables), "han", pinyin(text, tables)) for text in texts]]
