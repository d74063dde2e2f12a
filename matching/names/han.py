"""Chinese and Japanese names: families of character forms, known words, readings of the rest."""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from matching.names.kana import hepburn, is_kana
from matching.names.native import meaning, number, spelled
from matching.names.segments import segment
from matching.names.sounds import likeliest
from matching.names.syllables import spelled_ways
from matching.names.tables import Han, Tables
from matching.names.words import Word
from matching.normalise import words_of

NO_HAN = Han(family="", pinyin=(), korean=(), japanese=())
MOST_FORMS = 8


def family(text: str, forms: Mapping[str, str]) -> str:
    """Every Han character by the one that stands for all its forms: 國 国, 齋 斎 斉, 濱 浜."""
    return "".join(forms.get(c, c) for c in text)


def pinyin(text: str, tables: Tables) -> list[str]:
    """Spellings of a run of characters in pinyin, the likeliest first."""
    readings = [tables.han.get(c, NO_HAN).pinyin[:2] or (c,) for c in text]
    return ["".join(choice) for choice in islice(product(*readings), MOST_FORMS)]


def by_character(text: str, tables: Tables) -> list[str]:
    """Japanese spellings of characters no name table holds, from the readings of each."""
    readings = [tables.han.get(c, NO_HAN).japanese[:3] or tables.han.get(tables.forms.get(c, c), NO_HAN).japanese[:3] or (c,) for c in text]
    return ["".join(choice) for choice in islice(product(*readings), MOST_FORMS)]


def kana_word(text: str, tables: Tables) -> Word:
    """A word in kana: as romaji, and as the foreign word it may transcribe."""
    return spelled(text, "kana", list(dict.fromkeys([hepburn(text) or text, *likeliest(text, "kana", tables)])))


def organisation_words(text: str, tables: Tables) -> list[list[Word]]:
    """Words of one run of Han and kana, the unknown parts read as Chinese and, in another list, as Japanese."""
    languages = ("japanese",) if any(is_kana(c) for c in text) else ("chinese", "japanese")
    return [list(_words(text, language, tables)) for language in languages]


def _words(text: str, language: str, tables: Tables) -> Iterator[Word]:
    known, start = tables.stretches[language], 0
    for part, is_known in segment(family(text, tables.forms), known):
        written, start = text[start : start + len(part)], start + len(part)
        means = known[part] if is_known else None
        if part.isdigit():
            yield number(part)
        elif means is not None:
            yield from meaning(part, "han", means, tables, written)
        elif language == "chinese":
            yield spelled(part, "han", pinyin(written, tables), written)
        else:
            yield from _japanese(written, part, tables)


def _japanese(written: str, part: str, tables: Tables) -> Iterator[Word]:
    """A name in Han as the name tables read it, other Han by character, kana by itself."""
    start = 0
    for stretch in _by_script(part):
        letters, start = written[start : start + len(stretch)], start + len(stretch)
        if is_kana(stretch[0]):
            yield kana_word(letters, tables)
        else:
            readings = dict.fromkeys(r for name in ("places", "family") for r in tables.japanese[name].get(stretch, ()))
            yield spelled(stretch, "han", tuple(readings) or by_character(letters, tables), letters)


def _by_script(text: str) -> list[str]:
    parts: list[str] = []
    for c in text:
        if parts and (is_kana(parts[-1][0]) == is_kana(c) or c == "ー"):
            parts[-1] += c
        else:
            parts.append(c)
    return parts


def person_words(texts: list[str], tables: Tables) -> list[list[Word]]:
    """Readings of a person's name as Chinese and as Japanese, with the family name first."""
    if any(is_kana(c) for text in texts for c in text):
        return [[_japanese_part(text, ("family", "given"), tables) for text in texts]]
    found = []
    if len(texts) > 1:
        found.append([_chinese_part(text, tables) for text in texts])
        found.append([_japanese_part(text, ("family",) if i == 0 else ("given",), tables) for i, text in enumerate(texts)])
        return found
    text = texts[0]
    size = 2 if text[:2] in tables.long_family and len(text) > 2 else 1
    parts = [part for part in (text[:size], text[size:]) if part]
    found.append([_chinese_part(part, tables) for part in parts])
    for size in _splits(text, tables):
        found.append([_japanese_part(text[:size], ("family",), tables), _japanese_part(text[size:], ("given",), tables)])
    return found


def _chinese_part(text: str, tables: Tables) -> Word:
    """In Pinyin and in the romanisation of Wade and Giles."""
    syllables = [(tables.han.get(c, NO_HAN).pinyin or (c,))[0] for c in text]
    spellings = dict.fromkeys((*pinyin(text, tables), *spelled_ways(syllables, "chinese", tables)))
    return spelled(family(text, tables.forms), "han", tuple(spellings), text)


def _splits(text: str, tables: Tables) -> list[int]:
    """Where the family name may end: both parts known before one known, an even cut before others; at most two."""
    folded = family(text, tables.forms)
    known = {
        size: (folded[:size] in tables.japanese["family"]) + (folded[size:] in tables.japanese["given"]) for size in range(1, len(folded))
    }
    best = max(known.values(), default=0)
    return sorted((size for size, count in known.items() if count == best), key=lambda size: (abs(2 * size - len(folded)), size))[:2]


def _japanese_part(text: str, tables_of: tuple[str, ...], tables: Tables) -> Word:
    folded = family(text, tables.forms)
    readings = [reading for name in tables_of for reading in tables.japanese[name].get(folded, ())]
    if not readings and all(is_kana(c) for c in text):
        return kana_word(text, tables)
    return spelled(folded, "han", readings or by_character(text, tables), text)


def han_readings(run: str, kind: str, tables: Tables) -> list[tuple[list[Word], str]]:
    """Readings of a run of Han and kana."""
    texts = words_of(run)
    native = family("".join(texts), tables.forms)
    if not texts:
        return []
    if kind == "person":
        return [(words, native) for words in person_words(texts, tables)]
    found: list[list[Word]] = [[]]
    for text in texts:
        found = [words + more for words in found for more in organisation_words(text, tables)][:4]
    return [(words, native) for words in found if words]
