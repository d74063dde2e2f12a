"""Which entities of a list a name is likest, by the stretches of three letters they share.

How much a stretch tells is counted once, over the released tables of words: whether two names are worth comparing depends on them alone
and not on what else a list holds tonight.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.names.words import sound

FAR = 0.35  # share of the best likeness to a spelling below which nothing is worth comparing
SAME = 1000.0  # likeness of the very same words, above all others
CLOSE = 0.95  # share of the best likeness from which on an entity is compared however many there are
COMMON = 0.15  # stretches in more than this share of the names find nothing
PEOPLE, BODIES = 300_000, 51_370  # names that the tables of words were counted over


def word_grams(text: str) -> set[str]:
    """Three-letter stretches of a word, its edges marked."""
    edged = f" {text} "
    return {edged[i : i + 3] for i in range(len(edged) - 2)}


def sound_grams(heard: str) -> set[str]:
    """Three-sound stretches of how a word sounds."""
    edged = f"<{heard}>"
    return {"~" + edged[i : i + 3] for i in range(len(edged) - 2)}


def whole(spelling: Spelling) -> str:
    """All words of a name, in whatever order."""
    return " ".join(sorted(word.native or word.text for word in spelling.words))


def grams(spelling: Spelling, kind: str) -> set[str]:
    """Three-letter stretches of every word and of its meanings, three-sound stretches of how it sounds, two letters of other scripts;
    of persons also across the gaps, which are written or not (Ho-sun, Hosun).
    """
    found: set[str] = set()
    for word in spelling.words:
        for form in (*word.senses, *word.forms) if word.native else (word.text, *word.senses):
            found |= word_grams(form)
        found |= sound_grams(word.sound)
    if kind == "person":
        for run in spelling.runs:
            found.update(run[i : i + 3] for i in range(len(run) - 2))
    if spelling.native:
        text = f"^{spelling.native}$"
        found.update(text[i : i + 2] for i in range(len(text) - 1))
    if 3 <= len(spelling.words) <= 9:
        found.add("=" + "".join(word.text[0] for word in spelling.words))
    found.update("=" + initials for initials in spelling.initials)
    found.update("=" + word.text for word in spelling.words if 3 <= len(word.text) <= 9 and word.role == "word" and not word.native)
    return found


@lru_cache(maxsize=8)
def gram_weights(kind: str, tables: Tables) -> tuple[dict[str, float], float]:
    """(stretch -> how much it tells, the same for one no known word has), from how many bearers the words with it have."""
    known, total = (tables.person_words, PEOPLE) if kind == "person" else (tables.organisation_words, BODIES)
    bearers: dict[str, float] = {}
    for text, bits in sorted(known.items()):
        share = 10 ** (-bits / 10)
        for gram in (*word_grams(text), *sound_grams(sound(text))):
            bearers[gram] = bearers.get(gram, 0.0) + share
    if kind != "person":
        for gram, share in _native(tables):
            bearers[gram] = bearers.get(gram, 0.0) + share
    return {gram: log(1 + 1 / min(share, 1.0)) for gram, share in bearers.items()}, log(1 + total)


def _native(tables: Tables) -> Iterable[tuple[str, float]]:
    """Two-letter stretches of the words of other scripts, as common as what they mean."""
    for script in sorted(tables.meanings):
        if script != "latin":
            for word, means in sorted(tables.meanings[script].items()):
                bits = min((tables.organisation_words.get(sense, tables.unseen) for senses in means for sense in senses), default=20)
                for i in range(len(word) - 1):
                    yield word[i : i + 2], 10 ** (-bits / 10)


class Shelf:
    """The stretches of all spellings of one kind, and whose they are."""

    def __init__(self, spellings: Sequence[tuple[int, Spelling]], kind: str, tables: Tables) -> None:
        self._kind, (self._weights, self._unknown) = kind, gram_weights(kind, tables)
        self._least = log(1 + 1 / COMMON)
        rows = [(position, grams(spelling, kind)) for position, spelling in spellings]
        self._owners = np.array([position for position, _ in rows], dtype=np.int32)
        self._scale = np.array([max(len(found), 1) for _, found in rows], dtype=np.float64) ** -0.5
        self._postings = self._filed(found for _, found in rows)
        natives = np.array([bool(spelling.native) for _, spelling in spellings], dtype=bool)
        self._other_letters = {True: np.flatnonzero(~natives), False: np.flatnonzero(natives)}
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        for row, (_, spelling) in enumerate(spellings):
            self._whole[whole(spelling)].append(row)

    def _weight(self, gram: str) -> float:
        return self._weights.get(gram, self._unknown)

    def _filed(self, rows: Iterable[set[str]]) -> dict[str, NDArray[np.int32]]:
        lists: defaultdict[str, list[int]] = defaultdict(list)
        for row, found in enumerate(rows):
            for gram in found:
                lists[gram].append(row)
        return {gram: np.array(found, dtype=np.int32) for gram, found in lists.items() if self._weight(gram) >= self._least}

    def nearest(self, spellings: Sequence[Spelling], limit: int, others: int) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """(position, likeness) of the entities nearest to any of the spellings, best first, ties by position: among the names in the same
        letters and among those in other letters, Latin for a name of another script and the other way round.

        At most `limit` and `others`, and of the same letters however many more bear all but the very same name.
        """
        if not len(self._owners) or not spellings:
            return [], []
        scores, across = np.zeros(len(self._owners)), np.zeros(len(self._owners))
        for spelling in spellings:  # what is far from one spelling may be near another
            likeness = self._likeness(spelling)
            is_other = self._other_letters[bool(spelling.native)]
            foreign = likeness[is_other]
            likeness[is_other] = 0  # a name in the same script must not hide its translation
            if not spelling.native:
                likeness[likeness < FAR * likeness.max()] = 0
                foreign[foreign < FAR * foreign.max(initial=0.0)] = 0
            likeness[self._whole.get(whole(spelling), [])] += SAME
            np.maximum(scores, likeness, out=scores)
            across[is_other] = np.maximum(across[is_other], foreign)
        return self._first(scores, limit, CLOSE * scores.max()), self._first(across, others, np.inf)

    def _first(self, scores: NDArray[np.float64], limit: int, close: float) -> list[tuple[int, float]]:
        rows = np.flatnonzero(scores)
        rows = rows[np.lexsort((self._owners[rows], -scores[rows]))]
        found: dict[int, float] = {}
        for row in rows:
            owner = int(self._owners[row])
            if owner not in found:
                if len(found) >= limit and scores[row] < close:
                    break
                found[owner] = float(scores[row])
        return list(found.items())

    def _likeness(self, spelling: Spelling) -> NDArray[np.float64]:
        shared = [gram for gram in sorted(grams(spelling, self._kind)) if gram in self._postings]
        if not shared:
            return np.zeros(len(self._owners))
        rows = [self._postings[gram] for gram in shared]
        weights = np.repeat([self._weight(gram) for gram in shared], [len(some) for some in rows])
        return np.bincount(np.concatenate(rows), weights, minlength=len(self._owners)) * self._scale
