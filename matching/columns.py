"""Names and their words as columns of numbers: what numpy needs to hold very many of them against each other at a glance.

Texts become checksums and bits of checksums; two that differ may share them, so what columns say is "these may be alike", never "they are".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matching.names.align import LONGEST_ACRONYM, SHORTEST_ACRONYM
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.names.words import Word

Numbers = NDArray[Any]
ROLES = {"word": 0, "initial": 1, "number": 2, "particle": 3}
SIGNS = 4  # words of 64 bits that stand for a set of texts


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A word a row. `senses`, `near`, `forms`, `text`: 64 bits for sets of texts; `sound`, `begin`, `whole`: checksums; `native`: 1 for
    another script than Latin, 2 for Han; `spelled`: only its sound can be held against Latin letters.
    """

    words: tuple[Word, ...]
    letters: Numbers
    size: Numbers
    sound: Numbers
    begin: Numbers
    first: Numbers
    is_letter: Numbers
    text: Numbers
    forms: Numbers
    senses: Numbers
    near: Numbers
    native: Numbers
    spelled: Numbers
    whole: Numbers
    role: Numbers
    bits: Numbers
    place: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """A spelling a row, its words in `word` from `start` to the next row's start.

    `parts`: words that are no particles; `crossing`: those that elsewhere are; `sets`: what one word of the other name may be as a whole
    (words run together, first letters), and the words it may be; `wholes`, `texts`: the same as bits.
    """

    spellings: tuple[Spelling, ...]
    words: Words
    start: Numbers
    word: Numbers
    joined: Numbers
    native: Numbers
    gapless: Numbers
    bits: Numbers
    parts: Numbers
    initials: Numbers
    crossing: Numbers
    places: Numbers
    sets: tuple[tuple[frozenset[str], frozenset[str]], ...]
    wholes: Numbers
    texts: Numbers

    @property
    def size(self) -> Numbers:
        """Words of each name."""
        return np.diff(self.start)


def _bit(text: str) -> int:
    return 1 << (crc32(text.encode("utf-8", "surrogatepass")) & 63)


def _bits(texts: Iterable[str]) -> int:
    found = 0
    for text in texts:
        found |= _bit(text)
    return found


def _sum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=8)
def _near(tables: Tables) -> dict[str, int]:
    """A word of organisations -> bits of those that stand for it in translations."""
    found: dict[str, int] = {}
    for one, other in tables.near:
        found[one] = found.get(one, 0) | _bit(other)
    return found


def _word_row(word: Word, near: dict[str, int]) -> tuple[int, ...]:
    senses = _bits(word.senses)
    others = senses
    for sense in word.senses:
        others |= near.get(sense, 0)
    whole = _sum(word.native) if word.native else 0
    return (
        word.letters, len(word.text), _sum(word.sound), _sum(word.text[:3]), ord(word.text[0]), len(word.text) == 1, _bit(word.text),
        _bits(word.forms), senses, others, bool(word.native) + (word.script == "han"), bool(word.native) and not word.senses, whole,
        ROLES[word.role], word.bits, word.place,
    )  # fmt: skip


_WORD_TYPES = ("u4", "i4", "u4", "u4", "u4", "?", "u8", "u8", "u8", "u8", "i1", "?", "u4", "i1", "i8", "i8")


def _words(words: Sequence[Word], tables: Tables) -> Words:
    near = _near(tables)
    columns = list(zip(*(_word_row(word, near) for word in words), strict=True)) or [()] * len(_WORD_TYPES)
    return Words(tuple(words), *(np.array(column, dtype=kind) for column, kind in zip(columns, _WORD_TYPES, strict=True)))


def _wholes(spelling: Spelling) -> frozenset[str]:
    letters = spelling.capitals
    found = set(spelling.runs)
    for size in range(SHORTEST_ACRONYM, min(LONGEST_ACRONYM, len(letters)) + 1):
        found.update(letters[start : start + size] for start in range(len(letters) - size + 1))
    return frozenset(found)


def _texts(spelling: Spelling) -> frozenset[str]:
    return frozenset(form for word in spelling.words for form in (*word.forms, word.text))


def _signs(sets: Sequence[frozenset[str]]) -> Numbers:
    rows = np.zeros((len(sets), SIGNS), dtype="u8")
    for row, texts in enumerate(sets):
        for text in texts:
            number = _sum(text)
            rows[row, number >> 6 & SIGNS - 1] |= np.uint64(1 << (number & 63))
    return rows


def names(spellings: Sequence[Spelling], gapless: Iterable[str], tables: Tables) -> Names:
    """The columns of some spellings. gapless: scripts in which one word may stand for several."""
    known: dict[Word, int] = {}
    flat = [known.setdefault(word, len(known)) for spelling in spellings for word in spelling.words]
    words = _words(tuple(known), tables)
    word = np.array(flat, dtype="i8")
    start = np.concatenate(([0], np.cumsum([len(spelling.words) for spelling in spellings], dtype="i8")))
    owner = np.repeat(np.arange(len(spellings)), np.diff(start))

    def counted(which: Numbers) -> Numbers:
        return np.bincount(owner, weights=which, minlength=len(spellings))

    scripts = frozenset(gapless)
    sets = tuple((_wholes(spelling), _texts(spelling)) for spelling in spellings)
    return Names(
        spellings=tuple(spellings),
        words=words,
        start=start,
        word=word,
        joined=np.array([_sum(spelling.joined) for spelling in spellings], dtype="u4"),
        native=np.array([bool(spelling.native) for spelling in spellings], dtype=bool),
        gapless=np.array([any(word.script in scripts for word in spelling.words) for spelling in spellings], dtype=bool),
        bits=np.array([spelling.bits for spelling in spellings], dtype="i8"),
        parts=counted(words.role[word] != ROLES["particle"]),
        initials=counted(words.role[word] == ROLES["initial"]),
        crossing=counted(np.array([one.role == "word" and one.text in tables.particles for one in known], dtype=bool)[word]),
        places=np.array([len(spelling.places) for spelling in spellings], dtype="i8"),
        sets=sets,
        wholes=_signs([one for one, _ in sets]),
        texts=_signs([other for _, other in sets]),
    )
