"""Which words of two names can stand for each other, for very many pairs of names at once."""

from dataclasses import dataclass

import numpy as np

from matching.columns import ROLES, Names, Numbers, Words
from matching.names.align import LEAST
from matching.names.similar import SLIPS, TWICE, similar
from matching.names.tables import Tables

MOST = 32  # more words than a name has
HEARD = 9  # letters by which a word and a transcription of it were never found to differ


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What of one side's name the other's words can stand for, a row a pair: rarity (decibans), words, parts, words written out,
    initials, places.
    """

    bits: Numbers
    words: Numbers
    parts: Numbers
    full: Numbers
    initials: Numbers
    places: Numbers


def meet(left: Names, ours: Numbers, right: Names, theirs: Numbers, tables: Tables | None = None) -> tuple[Side, Side]:
    """For every pair (row of `left`, row of `right`): the words of each side that any word of the other can stand for.

    Without tables going by the columns alone: those that may.
    """
    pair, i, j = _every(left.size[ours], right.size[theirs])
    a, b = left.word[left.start[ours][pair] + i], right.word[right.start[theirs][pair] + j]
    may = np.flatnonzero(_may(left.words, a, right.words, b))
    pair, i, j, a, b = pair[may], i[may], j[may], a[may], b[may]
    if tables is not None:
        met = _alike(left.words, a, right.words, b, tables)
        pair, i, j, a, b = pair[met], i[met], j[met], a[met], b[met]
    return _side(left.words, pair, i, a, len(ours)), _side(right.words, pair, j, b, len(ours))


def _every(ours: Numbers, theirs: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(pair, word of the left, word of the right), all of them."""
    each = ours * theirs
    pair = np.repeat(np.arange(len(each)), each)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(each) - each, each)
    return pair, place // theirs[pair], place % theirs[pair]


def _may(left: Words, a: Numbers, right: Words, b: Numbers) -> Numbers:
    """Whether two words may be alike, as `similar` has it: never False where they are."""
    forms = (left.text[a] & right.forms[b]) | (right.text[b] & left.forms[a])
    known = (forms != 0) | ((left.senses[a] & right.near[b]) != 0)
    unlike, sizes = np.bitwise_count(left.letters[a] ^ right.letters[b]), (left.size[a], right.size[b])
    slips = np.where(np.maximum(*sizes) >= TWICE, SLIPS, SLIPS // 2)
    may = known | (left.sound[a] == right.sound[b]) | (left.begin[a] == right.begin[b])
    may |= (unlike <= slips) & (np.abs(sizes[0] - sizes[1]) <= 2)
    may |= (left.is_letter[a] | right.is_letter[b]) & (left.first[a] == right.first[b])
    ours, theirs = left.native[a], right.native[b]
    native = (ours > 0) | (theirs > 0)
    if native.any():
        heard = ((left.spelled[a] | right.spelled[b]) & (unlike <= HEARD)) | ((ours > 0) & (theirs > 0))
        may = np.where(native, known | heard, may) & ((ours < 2) | (theirs < 2) | (left.whole[a] == right.whole[b]))
    one, other = left.role[a], right.role[b]
    word, initial, particle = ROLES["word"], ROLES["initial"], ROLES["particle"]
    crossing = ((one == word) & (other == particle)) | ((one == particle) & (other == word))
    return np.asarray(
        may & ((one == other) | ((one == initial) & (other == word)) | ((one == word) & (other == initial) | (crossing & known)))
    )


def _alike(left: Words, a: Numbers, right: Words, b: Numbers, tables: Tables) -> Numbers:
    """Where the two words are alike enough to stand for each other."""
    keys, back = np.unique(a * len(right.words) + b, return_inverse=True)
    ones, others = left.words, right.words
    alike = [
        similar(ones[x], others[y], tables)[0] >= LEAST
        for x, y in zip((keys // len(others)).tolist(), (keys % len(others)).tolist(), strict=True)
    ]
    return np.array(alike, dtype=bool)[back]


def _side(words: Words, pair: Numbers, place: Numbers, word: Numbers, count: int) -> Side:
    _, once = np.unique(pair * MOST + place, return_index=True)
    pair, word = pair[once], word[once]

    def total(weights: Numbers | None = None) -> Numbers:
        return np.bincount(pair, weights=weights, minlength=count)

    role = words.role[word]
    return Side(
        bits=total(words.bits[word]),
        words=total(),
        parts=total(role != ROLES["particle"]),
        full=total(role == ROLES["word"]),
        initials=total(role == ROLES["initial"]),
        places=total(words.place[word]),
    )
