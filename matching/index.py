"""Which entities are worth comparing: an index of three-letter stretches over all spellings of all entities."""

from bisect import insort
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.ceiling import Ceiling
from matching.model import Comparison, Evidence, Party
from matching.names.facts import strong_identifiers
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.score import Best, Prepared, best_under, bounds, fact_evidence, prepare, told_comparison

COMPARED = 24  # entities a query is compared with
FAR = 0.45  # share of the best likeness below which nothing is worth comparing
COMMON = 0.2  # stretches in more than this share of the spellings find nothing


def grams(spelling: Spelling, kind: str) -> set[str]:
    """Three-letter stretches of every word (its edges marked) and of its meanings, three-sound stretches of how it sounds,
    two letters of other scripts; of persons also across the gaps, which are written or not (Ho-sun, Hosun).
    """
    found: set[str] = set()
    for word in spelling.words:
        for form in (*word.senses, *word.forms) if word.native else (word.text, *word.senses):
            text = f" {form} "
            found.update(text[i : i + 3] for i in range(len(text) - 2))
        text = f"<{word.sound}>"
        found.update("~" + text[i : i + 3] for i in range(len(text) - 2))
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


class Index:
    """Entities by id with their names prepared. The answers do not depend on the order of `items`."""

    def __init__(self, items: Sequence[tuple[str, Party]], tables: Tables) -> None:
        self._tables = tables
        ordered = sorted(items, key=lambda item: item[0])
        self.ids = [entity_id for entity_id, _ in ordered]
        self._prepared = [prepare(party, tables) for _, party in ordered]
        self._numbered: dict[tuple[str, str], list[int]] = {}
        for position, (_, party) in enumerate(ordered):
            for number in _numbers(party):
                self._numbered.setdefault(number, []).append(position)
        self._shelves = {kind: Shelf(self._prepared, kind) for kind in ("organisation", "person")}

    def _ranked(self, party: Prepared, limit: int) -> list[int]:
        """Positions of the entities with an equal identifier, then of those whose spellings share the most, rarest stretches
        counting most; ties by id.
        """
        best = {position: np.inf for number in _numbers(party.party) for position in self._numbered.get(number, ())}
        for kind, spellings in party.readings.items():
            for position, likeness in self._shelves[kind].nearest(spellings, limit):
                best[position] = max(likeness, best.get(position, 0.0))
        return sorted(best, key=lambda position: (-best[position], position))[:limit]

    def candidates(self, party: Party, limit: int = 50) -> list[str]:
        """Ids of the entities worth comparing, the most alike first."""
        return [self.ids[position] for position in self._ranked(prepare(party, self._tables), limit)]

    def search(self, party: Party, limit: int = 10) -> list[tuple[str, Comparison]]:
        """The best entities with their comparisons, best first, ties by id. Entities without a word in common are left out."""
        tables, prepared = self._tables, prepare(party, self._tables)
        ceilings = {kind: [(one, Ceiling(one, kind, tables)) for one in spellings] for kind, spellings in prepared.readings.items()}
        unnamed = tables.weights["facts"]["no_common_name"].least
        tries = []
        for position in self._ranked(prepared, COMPARED):
            pairs = bounds(ceilings, self._prepared[position])
            facts = fact_evidence(party, self._prepared[position].party, tables)
            if pairs or facts:
                names = max([most for most, *_ in pairs] + [unnamed] * bool(facts))
                tries.append((names + sum(found.points for found in facts), position, pairs, facts))
        found: list[tuple[int, str, tuple[Best | None, list[Evidence]]]] = []
        for most, position, pairs, facts in sorted(tries, key=lambda one: (-one[0], one[1])):
            if len(found) >= limit and most < -found[limit - 1][0]:
                break
            best = best_under(prepared, self._prepared[position], pairs, tables)
            if best is not None or facts:
                names = best[0] if best is not None else unnamed
                insort(found, (-names - sum(one.points for one in facts), self.ids[position], (best, facts)), key=lambda one: one[:2])
        return [(entity, told_comparison(*best, tables)) for _, entity, best in found[:limit]]


def _numbers(party: Party) -> list[tuple[str, str]]:
    return sorted((scheme, value) for scheme, values in strong_identifiers(party).items() for value in values)


class Shelf:
    """The three-letter stretches of all spellings read as one kind, and whose they are."""

    def __init__(self, prepared: Sequence[Prepared], kind: str) -> None:
        self._kind = kind
        rows = [(position, grams(s, kind)) for position, p in enumerate(prepared) for s in p.readings.get(kind, ())]
        owners = np.array([position for position, _ in rows], dtype=np.int32)
        self._owners, self._starts = np.unique(owners, return_index=True)
        self._length = np.array([max(len(found), 1) for _, found in rows], dtype=np.float32) ** 0.5
        self._postings, self._weights = _postings(found for _, found in rows)

    def nearest(self, spellings: Sequence[Spelling], limit: int) -> list[tuple[int, float]]:
        """(position, likeness) of the entities nearest to any of the spellings, best first, ties by position."""
        if not len(self._owners):
            return []
        scores = np.zeros(len(self._owners), dtype=np.float32)
        for spelling in spellings:
            shared = np.zeros(len(self._length), dtype=np.float32)
            for gram in sorted(grams(spelling, self._kind)):
                if (rows := self._postings.get(gram)) is not None:
                    shared[rows] += self._weights[gram]
            scores = np.maximum(scores, np.maximum.reduceat(shared / self._length, self._starts))
        found = np.flatnonzero(scores > 0)
        found = found[scores[found] >= FAR * scores.max()]
        best = found[np.lexsort((found, -scores[found]))][:limit]
        return [(int(self._owners[row]), float(scores[row])) for row in best]


def _postings(rows: Iterable[set[str]]) -> tuple[dict[str, NDArray[np.int32]], dict[str, float]]:
    lists: dict[str, list[int]] = {}
    count = 0
    for count, found in enumerate(rows, start=1):
        for gram in found:
            lists.setdefault(gram, []).append(count - 1)
    postings = {gram: np.array(found, dtype=np.int32) for gram, found in lists.items() if len(found) <= max(COMMON * count, 20)}
    return postings, {gram: float(np.log(1 + count / len(found))) for gram, found in postings.items()}
