"""Which words of two names stand for each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from matching.names.similar import How, similar
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.names.words import Word

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
    """Best links first (likeness times rarity); a word of another script may stand for several English words."""
    options = sorted(_options(a, b, tables), key=lambda link: (-link.likeness * (link.bits + 1), link.left, link.right))
    free_left, free_right = set(range(len(a.words))), set(range(len(b.words)))
    links: list[Link] = []
    for link in options:
        left_free, right_free = free_left.issuperset(link.left), free_right.issuperset(link.right)
        if (left_free and right_free) or _also(link, a, b, left_free, right_free):
            links.append(link)
            free_left.difference_update(link.left)
            free_right.difference_update(link.right)
    return Alignment(a, b, tuple(links), tuple(a.words[i] for i in sorted(free_left)), tuple(b.words[i] for i in sorted(free_right)))


def _also(link: Link, a: Spelling, b: Spelling, left_free: bool, right_free: bool) -> bool:
    """理工 stands for both "science" and "technology": the second is a further link of the same word."""
    if link.how != "meaning" or not (left_free or right_free):
        return False
    taken = b.words[link.right[0]] if left_free else a.words[link.left[0]]
    return bool(taken.native) and len(taken.senses) > 1


def _options(a: Spelling, b: Spelling, tables: Tables) -> Iterator[Link]:
    for i, left in enumerate(a.words):
        for j, right in enumerate(b.words):
            likeness, how = similar(left, right, tables)
            if likeness >= LEAST:
                yield Link((i,), (j,), likeness, how, min(left.bits, right.bits))
    yield from _joined(a, b, left=True)
    yield from _joined(b, a, left=False)
    yield from _acronyms(a, b, left=True)
    yield from _acronyms(b, a, left=False)


def _joined(many: Spelling, one: Spelling, *, left: bool) -> Iterator[Link]:
    """Two or three words written as one: jiao tong / jiaotong."""
    for size in (2, 3):
        for start in range(len(many.words) - size + 1):
            parts = many.words[start : start + size]
            if any(part.role != "word" or (part.native and part.senses) for part in parts):
                continue
            for j, word in enumerate(one.words):
                if word.role == "word" and (likeness := _run_together(parts, word)):
                    span = tuple(range(start, start + size))
                    bits = min(word.bits, sum(part.bits for part in parts))
                    yield Link(span if left else (j,), (j,) if left else span, likeness, "joined", bits)


def _run_together(parts: tuple[Word, ...], word: Word) -> int:
    text = "".join(part.text for part in parts)
    if text in word.forms:
        return 99
    if len(text) < 7:
        return 0
    best = min(OSA.distance(text, form, score_cutoff=1) for form in word.forms)
    return 90 if best <= 1 else 0


def _acronyms(short: Spelling, full: Spelling, *, left: bool) -> Iterator[Link]:
    """One word that is made of the first letters of several: nuaa."""
    for j, word in enumerate(short.words):
        size = len(word.text)
        if word.native or word.role != "word" or not 3 <= size <= 8:
            continue
        for capitals, spans in (_initials(full),):
            start = capitals.find(word.text)
            if start >= 0:
                span = tuple(spans[start : start + size])
                yield Link((j,) if left else span, span if left else (j,), 90, "acronym", min(12 * size, 45))


def _initials(full: Spelling) -> tuple[str, list[int]]:
    return "".join(word.text[0] for word in full.words), list(range(len(full.words)))
