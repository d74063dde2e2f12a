"""Chinese and Japanese names: families of character forms, known words, readings of the rest."""

import re
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
KOREAN = ("朝鮮", "韓國", "大韓民國", "高麗", "平壤")  # words that tell that a name in Han is to be read in Korean
FIGURES = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
COUNTED = re.compile(
    r"(?:第)?([一二三四五六七八九〇零]{2,}|(?:[二三四五六七八九]?百)?[零〇]?(?:[二三四五六七八九]?十)?[一二三四五六七八九]?)"
    r"(?=研究|科研|所|院|局|部|工廠|工厂|廠|厂|師|师|旅|団|团|基地|設計|设计|医院|中学|中學|小学|号|號|機|机)"
)


def family(text: str, forms: Mapping[str, str]) -> str:
    """Every Han character by the one that stands for all its forms: 國 国, 齋 斎 斉, 濱 浜."""
    return "".join(forms.get(c, c) for c in text)


def pinyin(text: str, tables: Tables) -> list[str]:
    """Spellings of a run of characters in pinyin, the likeliest first, then in the letters of Wade and Giles."""
    readings = [tables.han.get(c, NO_HAN).pinyin[:2] or (c,) for c in text]
    choices = list(islice(product(*readings), MOST_FORMS))
    return list(dict.fromkeys((*("".join(choice) for choice in choices), *spelled_ways(choices[0], "chinese", tables)[:MOST_FORMS])))


def by_character(text: str, tables: Tables) -> list[str]:
    """Japanese spellings of characters no name table holds, from the readings of each."""
    readings = [tables.han.get(c, NO_HAN).japanese[:3] or tables.han.get(tables.forms.get(c, c), NO_HAN).japanese[:3] or (c,) for c in text]
    return ["".join(choice) for choice in islice(product(*readings), MOST_FORMS)]


def kana_word(text: str, tables: Tables) -> Word:
    """A word in kana: as romaji, and as the foreign word it may transcribe."""
    return spelled(text, "kana", list(dict.fromkeys([hepburn(text) or text, *likeliest(text, "kana", tables)])))


def organisation_words(text: str, tables: Tables) -> list[list[Word]]:
    """Words of one run of Han and kana, the unknown parts read as Chinese, in others as Japanese and, where it says so, as Korean."""
    languages = ["japanese"] if any(is_kana(c) for c in text) else ["chinese", "japanese"]
    folded = family(text, tables.forms)
    if any(family(word, tables.forms) in folded for word in KOREAN):
        languages.append("korean")
    return [[word for part, count in _counted(text) for word in _part(part, count, language, tables)] for language in languages]


def _part(text: str, count: str, language: str, tables: Tables) -> Iterator[Word]:
    return iter((number(count),)) if count else _words(text, language, tables)


def _counted(text: str) -> Iterator[tuple[str, str]]:
    """第二十八研究所 -> (第二十八, 28), (研究所, ""): numbers of two figures and more before what they count."""
    start = 0
    for match in COUNTED.finditer(text):
        if len(match[1]) > 1:
            yield text[start : match.start()], ""
            yield match[0], str(_value(match[1]))
            start = match.end()
    yield text[start:], ""


def _value(figures: str) -> int:
    """二十八 -> 28, 一〇一 -> 101, 百三 -> 103."""
    if not {"十", "百"} & set(figures):
        return int("".join(str(FIGURES[c]) for c in figures))
    hundreds, _, rest = figures.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * FIGURES.get(hundreds, 1) if "百" in figures else 0
    return value + (10 * FIGURES.get(tens.lstrip("零〇"), 1) if ten else 0) + FIGURES.get(ones.lstrip("零〇"), 0)


def _words(text: str, language: str, tables: Tables) -> Iterator[Word]:
    known, start = tables.stretches["chinese" if language == "korean" else language], 0
    for part, is_known in segment(family(text, tables.forms), known):
        written, start = text[start : start + len(part)], start + len(part)
        means = known[part] if is_known else None
        if part.isdigit():
            yield number(part)
        elif means is not None:
            yield from meaning(part, "han", means, tables, written)
        elif language == "chinese":
            yield spelled(part, "han", pinyin(written, tables), written, place=is_known)
        elif language == "korean":
            yield _korean(written, tables)
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
            place = stretch in tables.japanese["places"]
            yield spelled(stretch, "han", tuple(readings) or by_character(letters, tables), letters, place=place)


def _korean(text: str, tables: Tables) -> Word:
    """Han read in Korean, syllable by syllable, as the Hangul it would be written in."""
    hangul = "".join(next(iter(tables.han.get(c, NO_HAN).korean), c) for c in text)
    return spelled(hangul, "hangul", likeliest(hangul, "hangul", tables) or [hangul], text)


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
    return spelled(family(text, tables.forms), "han", pinyin(text, tables), text)


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
