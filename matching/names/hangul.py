"""Korean names: known words first, the rest syllable by syllable in Latin letters."""

from matching.names.native import meaning, number, spelled
from matching.names.segments import segment
from matching.names.sounds import likeliest
from matching.names.syllables import spelled_ways
from matching.names.tables import Tables
from matching.names.words import Word
from matching.normalise import words_of

LETTERS = """g kk n d tt r m b pp s ss - j jj ch k t p h
a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i
- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"""  # onsets, vowels, codas in the order of the Unicode block
ONSETS, VOWELS, CODAS = (row.replace("-", "").split(" ") for row in LETTERS.splitlines())


def syllables(text: str) -> list[tuple[int, int, int]]:
    """Indices of onset, vowel and coda of each Hangul syllable."""
    return [((c - 0xAC00) // 588, (c - 0xAC00) % 588 // 28, (c - 0xAC00) % 28) for c in map(ord, text) if 0xAC00 <= c <= 0xD7A3]


def revised(text: str) -> str:
    """Revised Romanisation, syllable by syllable: 강호순 -> ganghosun."""
    return "".join(ONSETS[onset] + VOWELS[vowel] + CODAS[coda] for onset, vowel, coda in syllables(text))


def person_words(texts: list[str], tables: Tables) -> list[Word]:
    """A Korean's name written in one run is cut after the family name; names parted by spaces may be anyone's."""
    if len(texts) == 1 and 2 <= len(texts[0]) <= 4:
        size = 2 if texts[0][:2] in tables.long_family and len(texts[0]) > 2 else 1
        return [_spelled(part, "korean", tables) for part in (texts[0][:size], texts[0][size:])]
    return [_spelled(text, "hangul", tables) for text in texts]


def _spelled(text: str, script: str, tables: Tables) -> Word:
    usual = spelled_ways([revised(c) for c in text], "korean", tables) if script == "korean" else []
    return spelled(text, script, list(dict.fromkeys((*likeliest(text, script, tables), revised(text) or text, *usual))))


def hangul_words(run: str, kind: str, tables: Tables) -> list[Word]:
    """The words of one run."""
    texts = words_of(run)
    if kind == "person":
        return person_words(texts, tables)
    known = tables.meanings["hangul"]
    found: list[Word] = []
    for text in texts:
        for part, is_known in segment(text, known):
            if part.isdigit():
                found.append(number(part))
            elif is_known:
                found += meaning(part, "hangul", known[part], tables)
            else:
                found.append(_spelled(part, "hangul", tables))
    return found
