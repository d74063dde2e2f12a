"""Which technology areas a text is about, by the words it says. A proposal, with those words; a person accepts or declines it.

No area without quoted words. One strong word proposes its areas, weak ones only two of them together. The longest term
counts ("satellite navigation" is no satellite), and a sentence that says it is not about its words makes them denied:
they are shown, so that nothing is lost, and propose nothing by themselves.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Strength = Literal["strong", "weak", "mask"]
Area = tuple[str, str]
"""list and code: ("jp", "quantum")"""
WEIGHTS: Mapping[Strength, int] = {"strong": 2, "weak": 1, "mask": 0}
ENOUGH = 2
# A letter with the marks that follow it: normalised together, quoted together.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？\n])")
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One row of the lexicon: terms in both languages that stand for the same areas. A mask's terms stand for none."""

    areas: tuple[Area, ...]
    strength: Strength
    en: tuple[str, ...]
    ja: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`pattern`: one group a term, longest first; `weights`: group -> area -> weight; `denials`: what a denying sentence says."""

    pattern: re.Pattern[str]
    weights: Sequence[Mapping[Area, int]]
    denials: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the text as written: text[start:end] == quote."""

    start: int
    end: int
    quote: str
    is_denied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An area with the words that speak for it, in the order of the text. `is_denied`: only a denial speaks of it."""

    area: Area
    spans: tuple[Span, ...]
    is_denied: bool = False


def lexicon(concepts: Iterable[Concept], denials: Iterable[str]) -> Lexicon:
    """The concepts as one pattern. A term that stands in several rows has the areas of all of them."""
    weights: dict[tuple[str, bool], dict[Area, int]] = defaultdict(dict)
    for concept in concepts:
        for term, is_ja in [*((one, False) for one in concept.en), *((one, True) for one in concept.ja)]:
            known = weights[unicodedata.normalize("NFKC", term), is_ja]
            for area in concept.areas:
                known[area] = max(known.get(area, 0), WEIGHTS[concept.strength])
    terms = sorted(weights, key=lambda term: (-len(term[0]), term))
    return Lexicon(
        pattern=re.compile("|".join(f"({_pattern(*term)})" for term in terms)),
        weights=[weights[term] for term in terms],
        denials=re.compile("|".join(denials), re.IGNORECASE),
    )


def propose(text: str, known: Lexicon) -> tuple[Proposal, ...]:
    """Every area the text speaks of, by list and code. Total: any text gives proposals, perhaps none."""
    plain, places = _plain(text)
    said: dict[Area, list[Span]] = defaultdict(list)
    weight: dict[Area, dict[str, int]] = defaultdict(dict)
    for start, end, is_denied in _sentences(plain, known):
        for found in known.pattern.finditer(plain, start, end):
            first, last = places[found.start()][0], places[found.end() - 1][1]
            span = Span(start=first, end=last, quote=text[first:last], is_denied=is_denied)
            for area, points in known.weights[(found.lastindex or 1) - 1].items():
                said[area].append(span)
                weight[area][found[0].casefold()] = points
    kept = {area: spans for area, spans in said.items() if sum(weight[area].values()) >= ENOUGH}
    return tuple(_proposal(area, kept[area], weight[area]) for area in sorted(kept))


def _proposal(area: Area, spans: Sequence[Span], weight: Mapping[str, int]) -> Proposal:
    meant = {unicodedata.normalize("NFKC", span.quote).casefold() for span in spans if not span.is_denied}
    is_denied = sum(points for term, points in weight.items() if term in meant) < ENOUGH
    return Proposal(area=area, spans=tuple(spans), is_denied=is_denied)


def _sentences(plain: str, known: Lexicon) -> Iterable[tuple[int, int, bool]]:
    """(start, end, does it deny what it names)"""
    start = 0
    for cut in [*(found.end() for found in _SENTENCE.finditer(plain)), len(plain)]:
        if cut > start:
            yield start, cut, known.denials.search(plain, start, cut) is not None
            start = cut


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in plain width, and for each of its letters where that stands in the text as written."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for found in _CLUSTER.finditer(text):
        folded = unicodedata.normalize("NFKC", found[0])
        letters.append(folded)
        places.extend([found.span()] * len(folded))
    return "".join(letters), places


def _pattern(term: str, is_ja: bool) -> str:
    """English: whole words, a hyphen as good as a space, plural too; "*" goes on to the end of the word. Japanese: as it
    stands, with or without a closing long vowel. Acronyms only in their own case."""
    if not term.isascii():
        stem = term.rstrip("ー")
        return re.escape(stem) + ("ー?" if "゠" <= stem[-1] <= "ヿ" else "")
    words = [re.escape(word) for word in re.split(r"[\s-]+", term.rstrip("*"))]
    end = "[a-z]*" if term.endswith("*") else "(?:e?s)?"
    body = r"(?<![A-Za-z0-9])" + r"[\s\-‐–]+".join(words) + end + r"(?![A-Za-z0-9])"
    is_acronym = len(term) <= _LONGEST_ACRONYM and sum(letter.isupper() for letter in term) >= 1 and not is_ja
    return body if is_acronym or term.isupper() else f"(?i:{body})"
