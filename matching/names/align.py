"""Which words of two names stand for each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.names.similar import How, similar
from matching.names.slips import initials_of
from matching.names.sounds import spelling_likeness
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.names.words import INITIAL_BITS, Word

GAPLESS = ("korean", "hangul", "kana")  # where one word may stand for several words in Latin letters
SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 8
JOINED = 99  # likeness of words that only differ by a space
LEAST = 60  # likeness below which two words do not stand for each other


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the left name and of the right name that stand for each other; `bits`: decibans of the rarer reading."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: int
    how: How
    bits: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links of two spellings and what is left over on each side, in order."""

    a: Spelling
    b: Spelling
    links: tuple[Link, ...]
    only_left: tuple[Word, ...]
    only_right: tuple[Word, ...]


def align(a: Spelling, b: Spelling, tables: Tables) -> Alignment:
    """The same words first, then the best links of the rest (likeness times rarity).

    A word of another script may stand for several English words.
    """
    links = _identical(a, b)
    left = set(range(len(a.words))).difference(i for link in links for i in link.left)
    right = set(range(len(b.words))).difference(i for link in links for i in link.right)
    if (left and right) or a.native or b.native:
        options = [*_alike(a, b, left, right, tables), *_joined(a, b, left, right, tables), *_acronyms(a, b, left, right)]
        options += _syllables(a, b, left, right, tables)
        for link in sorted(options, key=lambda link: (-link.likeness * (link.bits + 1), link.left, link.right)):
            left_free, right_free = left.issuperset(link.left), right.issuperset(link.right)
            if (left_free and right_free) or _also(link, a, b, left_free, right_free):
                links.append(link)
                left.difference_update(link.left)
                right.difference_update(link.right)
    return Alignment(a, b, tuple(links), tuple(a.words[i] for i in sorted(left)), tuple(b.words[i] for i in sorted(right)))


def _identical(a: Spelling, b: Spelling) -> list[Link]:
    """Words are made once, so the same word is the same object."""
    shared = set(a.words).intersection(b.words)
    if not shared:
        return []
    links, taken = [], set()
    for i, word in enumerate(a.words):
        if word in shared:
            for j, other in enumerate(b.words):
                if other is word and j not in taken:
                    links.append(Link((i,), (j,), 100, "same", word.bits))
                    taken.add(j)
                    break
    return links


def _also(link: Link, a: Spelling, b: Spelling, left_free: bool, right_free: bool) -> bool:
    """理工 stands for both "science" and "technology", "aerospace" for both 항공 and 우주: a further link of the same word."""
    if link.how != "meaning" or not (left_free or right_free):
        return False
    one, other = a.words[link.left[0]], b.words[link.right[0]]
    free, taken = (one, other) if left_free else (other, one)
    return len(taken.senses) > 1 if taken.native else bool(free.native)


def _alike(a: Spelling, b: Spelling, left: set[int], right: set[int], tables: Tables) -> Iterator[Link]:
    every_right = range(len(b.words)) if b.native else right
    for i in range(len(a.words)) if a.native else left:
        word = a.words[i]
        for j in every_right:
            likeness, how = similar(word, b.words[j], tables)
            if likeness >= LEAST:
                yield Link((i,), (j,), likeness, how, min(word.bits, b.words[j].bits))


def _joined(a: Spelling, b: Spelling, left: set[int], right: set[int], tables: Tables) -> Iterator[Link]:
    """Two or three words written as one: jiao tong / jiaotong, ho sun / 호순."""
    if a.runs:
        for j in right:
            for span, likeness in _runs_like(b.words[j], a, left, tables):
                yield Link(span, (j,), likeness, _way(likeness), min(b.words[j].bits, sum(a.words[i].bits for i in span)))
    if b.runs:
        for i in left:
            for span, likeness in _runs_like(a.words[i], b, right, tables):
                yield Link((i,), span, likeness, _way(likeness), min(a.words[i].bits, sum(b.words[j].bits for j in span)))


def _way(likeness: int) -> How:
    return "joined" if likeness == JOINED else "reading"


def _runs_like(word: Word, other: Spelling, free: set[int], tables: Tables) -> list[tuple[tuple[int, ...], int]]:
    runs = other.runs
    found = [(runs[form], JOINED) for form in word.forms if form in runs and free.issuperset(runs[form])]
    if word.script in GAPLESS and not word.senses and not other.native:
        for text, span in runs.items():
            if free.issuperset(span) and (likeness := spelling_likeness(word, text, tables)) >= LEAST:
                found.append((span, likeness))
    return found


def _acronyms(a: Spelling, b: Spelling, left: set[int], right: set[int]) -> Iterator[Link]:
    """One word that is made of the first letters of several: nuaa."""
    if len(a.capitals) >= SHORTEST_ACRONYM:
        for j in right:
            if span := _initials_of(b.words[j], a.capitals):
                yield Link(span, (j,), 90, "acronym", min(12 * len(span), 45))
    if len(b.capitals) >= SHORTEST_ACRONYM:
        for i in left:
            if span := _initials_of(a.words[i], b.capitals):
                yield Link((i,), span, 90, "acronym", min(12 * len(span), 45))


def _syllables(a: Spelling, b: Spelling, left: set[int], right: set[int], tables: Tables) -> Iterator[Link]:
    """Initials of the syllables of one part: M. J. Kim, Minjun Kim."""
    for span in _initials_beside(a, left):
        letters = "".join(a.words[i].text for i in span)
        yield from (Link(span, (j,), 80, "initial", INITIAL_BITS * len(span)) for j in right if letters in initials_of(b.words[j], tables))
    for span in _initials_beside(b, right):
        letters = "".join(b.words[j].text for j in span)
        yield from (Link((i,), span, 80, "initial", INITIAL_BITS * len(span)) for i in left if letters in initials_of(a.words[i], tables))


def _initials_beside(spelling: Spelling, free: set[int]) -> Iterator[tuple[int, ...]]:
    places = [i for i, word in enumerate(spelling.words) if word.role == "initial" and i in free]
    return ((i, i + 1) for i in places if i + 1 in places)


def _initials_of(word: Word, capitals: str) -> tuple[int, ...]:
    size = len(word.text)
    if size < SHORTEST_ACRONYM or size > LONGEST_ACRONYM or (start := capitals.find(word.text)) < 0 or word.native or word.role != "word":
        return ()
    return tuple(range(start, start + size))
