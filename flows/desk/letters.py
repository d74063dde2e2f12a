"""Two names letter by letter: which part stands for which, and where the letters differ, also across scripts. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from matching.model import Party
from matching.names.align import Alignment, Link
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.names.words import Word
from matching.score import best_alignment, prepare
from sources.model import Kind, Name

Mark = Literal["same", "differs"]
Run = tuple[Mark, str]
_ALIKE = 0.5  # from here on two words look like each other to people
_BY_NATURE = ("meaning", "acronym", "initial", "near", "short")
"""Ways in which words stand for each other though their letters are others: there is nothing to mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of one name beside the part of the other that stands for it; one side is empty where nothing does.

    `left`, `right`: runs of letters as compared (in Latin letters); `left_written`, `right_written`: as they stand in the
    name where its script is another; `how`: in what way they stand for each other (same, spelling, reading, meaning …); apart:
    they look alike and were not taken for each other.
    """

    left: tuple[Run, ...] = ()
    right: tuple[Run, ...] = ()
    left_written: str = ""
    right_written: str = ""
    how: str = "none"


def parts(left: str, right: str, kind: Kind, tables: Tables) -> tuple[Part, ...]:
    """In the order of the left name, then what the right one has besides. Empty where the names have nothing in common."""
    one, other = (prepare(Party(kind=kind, names=(Name(text=text),)), tables) for text in (left, right))
    best = best_alignment(one, other, tables)
    if best is None:
        return ()
    alignment = best[2]
    linked = [_linked(alignment, link) for link in sorted(alignment.links, key=lambda link: link.left)]
    return (*linked, *_left_over(alignment.only_left, list(alignment.only_right)))


def _left_over(ours: Iterable[Word], theirs: list[Word]) -> Iterator[Part]:
    """Words that nothing stands for; those that look alike beside each other, so that people see what kept them apart."""
    for word in ours:
        near = max(theirs, key=lambda other: Levenshtein.normalized_similarity(word.text, other.text), default=None)
        if near is not None and Levenshtein.normalized_similarity(word.text, near.text) >= _ALIKE:
            theirs.remove(near)
            left, right = marked(word.text, near.text)
            yield Part(left=left, right=right, left_written=_written([word]), right_written=_written([near]), how="apart")
        else:
            yield Part(left=(("differs", word.text),), left_written=_written([word]))
    for word in theirs:
        yield Part(right=(("differs", word.text),), right_written=_written([word]))


def _linked(alignment: Alignment, link: Link) -> Part:
    ours, theirs = _words(alignment.a, link.left), _words(alignment.b, link.right)
    one, other = _as_compared(ours, theirs)
    if link.how in _BY_NATURE:
        left, right = _all_same(one), _all_same(other)
    else:
        left, right = marked(one, other)
    return Part(left=left, right=right, left_written=_written(ours), right_written=_written(theirs), how=link.how)


def _all_same(text: str) -> tuple[Run, ...]:
    return (("same", text),)


def marked(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts as runs of letters that agree and that do not."""
    left: list[Run] = []
    right: list[Run] = []
    for step in Levenshtein.opcodes(one, other):
        mark: Mark = "same" if step.tag == "equal" else "differs"
        for runs, text in ((left, one[step.src_start : step.src_end]), (right, other[step.dest_start : step.dest_end])):
            if text and runs and runs[-1][0] == mark:
                runs[-1] = (mark, runs[-1][1] + text)
            elif text:
                runs.append((mark, text))
    return tuple(left), tuple(right)


def _as_compared(ours: list[Word], theirs: list[Word]) -> tuple[str, str]:
    """The spellings of both that come nearest to each other."""
    one, other = (" ".join(word.text for word in words) for words in (ours, theirs))
    if len(ours) == len(theirs) == 1:
        pairs = [(a, b) for a in _forms(ours[0]) for b in _forms(theirs[0])]
        return min(pairs, key=lambda pair: (Levenshtein.distance(*pair), pair))
    return one, other


def _forms(word: Word) -> Iterable[str]:
    return sorted({word.text, *word.forms}) if word.native else (word.text,)


def _words(spelling: Spelling, places: tuple[int, ...]) -> list[Word]:
    return [spelling.words[place] for place in places]


def _written(words: list[Word]) -> str:
    return "".join(word.written or word.native for word in words)
