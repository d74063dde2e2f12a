"""The most points two spellings can reach, without aligning them: most of what an index proposes cannot come first."""

from math import inf

from matching.names.align import LEAST, SHORTEST_ACRONYM
from matching.names.features import MOST_SHARED
from matching.names.persons import MOST_PARTS
from matching.names.similar import similar
from matching.names.spelling import Spelling
from matching.names.tables import Tables, Weight
from matching.names.words import Word

ROUNDED = 10  # points by which the rounding of single features may exceed the sum of their exact values
NOTHING, ALWAYS = -inf, inf


def _points(weight: Weight, amount: float) -> float:
    return max(weight.least, min(weight.most, weight.unit * amount))


class Ceiling:
    """One spelling, ready to be held against many others read as the same kind."""

    def __init__(self, spelling: Spelling, kind: str, tables: Tables) -> None:
        self._spelling, self._kind, self._tables, self._weights = spelling, kind, tables, tables.weights[kind]
        self._met: dict[Word, int] = {}
        self._forms = {form for word in spelling.words for form in word.forms}
        self._parts = sum(word.role != "particle" for word in spelling.words)

    def of(self, other: Spelling) -> float:
        """Points no alignment of the two exceeds; ALWAYS when words may join or stand for letters, NOTHING when no word can meet."""
        mine = self._spelling
        if mine.native or other.native or mine.joined == other.joined or self._may_join(other):
            return ALWAYS
        met = self._met
        theirs, seen = [], 0
        for word in other.words:
            mask = met.get(word)
            if mask is None:
                mask = met[word] = self._meet(word)
            if mask:
                theirs.append(word)
                seen |= mask
        if not seen:
            return NOTHING
        ours = [word for i, word in enumerate(mine.words) if seen >> i & 1]
        return self._person(ours, theirs, other) if self._kind == "person" else self._organisation(ours, theirs, other)

    def _meet(self, word: Word) -> int:
        """The words of the spelling this one may stand for, as bits."""
        found = 0
        for i, mine in enumerate(self._spelling.words):
            if mine is word or similar(mine, word, self._tables)[0] >= LEAST:
                found |= 1 << i
        return found

    def _may_join(self, other: Spelling) -> bool:
        mine = self._spelling
        if not self._forms.isdisjoint(other.runs):
            return True
        if mine.runs and any(not word.forms.isdisjoint(mine.runs) for word in other.words):
            return True
        return _may_abbreviate(other, mine.capitals) or _may_abbreviate(mine, other.capitals)

    def _organisation(self, ours: list[Word], theirs: list[Word], other: Spelling) -> float:
        weights, mine = self._weights, self._spelling
        met = sum(word.bits for word in ours), sum(word.bits for word in theirs)
        left = len(mine.words) - len(ours) + len(other.words) - len(theirs)
        linked, rest = min(met), mine.bits + other.bits - sum(met)
        most = weights["prior"].unit + ROUNDED + (0 if left else weights["same_name"].unit)
        most += _points(weights["shared_words"], min(linked, MOST_SHARED)) + _points(weights["words_left_over"], left)
        most += _points(weights["covered"], 100 * linked / (linked + rest / 2)) if linked else 0
        if mine.places and other.places and _left_over(mine.places, ours) and _left_over(other.places, theirs):
            most += _points(weights["places_differ"], 1)
        return most

    def _person(self, ours: list[Word], theirs: list[Word], other: Spelling) -> float:
        weights, parts = self._weights, sum(word.role != "particle" for word in other.words)
        links = min(sum(word.role != "particle" for word in ours), sum(word.role != "particle" for word in theirs))
        full = min(sum(word.role == "word" for word in ours), sum(word.role == "word" for word in theirs))
        initials = min(links, sum(word.role == "initial" for word in (*ours, *theirs)))
        whole = links == parts == self._parts
        most = weights["namesakes"].unit + ROUNDED + (weights["same_name"].unit if whole else 0) + weights["initials_agree"].unit * initials
        most += _points(weights["shared_parts"], min(full, MOST_PARTS)) if full else _points(weights["nothing_shared"], 1)
        # A particle may stand for a part (Le Minh, Jean Le Goff), two initials for one part of two syllables.
        crossing = sum(word.role == "word" and word.text in self._tables.particles for word in (*self._spelling.words, *other.words))
        pairs = sum(word.role == "initial" for word in (*self._spelling.words, *other.words)) // 2
        most += _points(weights["parts_contradict"], max(min(parts, self._parts) - links - crossing, 0))
        return most + _points(weights["parts_left_over"], max(abs(parts - self._parts) - crossing - pairs, 0))


def _left_over(places: tuple[Word, ...], met: list[Word]) -> bool:
    return any(place not in met for place in places)


def _may_abbreviate(spelling: Spelling, capitals: str) -> bool:
    """Whether one word of the spelling is made of first letters of the other."""
    return len(capitals) >= SHORTEST_ACRONYM and any(word.text in capitals for word in spelling.words if len(word.text) >= SHORTEST_ACRONYM)
