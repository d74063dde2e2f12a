"""Which entities are worth comparing: an index of three-letter stretches over all spellings of all entities."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.model import Comparison, Party
from matching.names.spelling import Spelling
from matching.names.tables import Tables
from matching.score import Prepared, compare_prepared, prepare

COMMON = 0.2  # stretches in more than this share of the spellings find nothing


def grams(spelling: Spelling) -> set[str]:
    """Three-letter stretches of every word (its edges marked), of its meanings, and two-sound stretches of what it sounds like."""
    found: set[str] = set()
    for word in spelling.words:
        for form in (*word.senses, *word.forms) if word.native else (word.text, *word.senses):
            text = f" {form} "
            found.update(text[i : i + 3] for i in range(len(text) - 2))
        text = f"<{word.sound}>"
        found.update("~" + text[i : i + 3] for i in range(len(text) - 2))
    if spelling.native:
        text = f"^{spelling.native}$"
        found.update(text[i : i + 2] for i in range(len(text) - 1))
    if 3 <= len(spelling.words) <= 9:
        found.add("=" + "".join(word.text[0] for word in spelling.words))
    found.update("=" + word.text for word in spelling.words if 3 <= len(word.text) <= 9 and word.role == "word" and not word.native)
    return found


class Index:
    """Entities by id with their names prepared. The answers do not depend on the order of `items`."""

    def __init__(self, items: Sequence[tuple[str, Party]], tables: Tables) -> None:
        self._tables = tables
        ordered = sorted(items, key=lambda item: item[0])
        self.ids = [entity_id for entity_id, _ in ordered]
        self._prepared = [prepare(party, self._tables) for _, party in ordered]
        rows = [(position, grams(s)) for position, p in enumerate(self._prepared) for kind in sorted(p.readings) for s in p.readings[kind]]
        self._entity_of = np.array([position for position, _ in rows], dtype=np.int32)
        self._length = np.array([max(len(found), 1) for _, found in rows], dtype=np.float32) ** 0.5
        self._postings, self._weights = _postings(found for _, found in rows)

    def _ranked(self, party: Prepared, limit: int) -> list[int]:
        """Positions of the entities whose spellings share the most, rarest stretches counting most; ties by id."""
        if not self.ids:
            return []
        scores = np.zeros(len(self.ids), dtype=np.float32)
        for spelling in {s for found in party.readings.values() for s in found}:
            shared = np.zeros(len(self._entity_of), dtype=np.float32)
            for gram in grams(spelling):
                if (rows := self._postings.get(gram)) is not None:
                    shared[rows] += self._weights[gram]
            np.maximum.at(scores, self._entity_of, shared / self._length)
        found = np.flatnonzero(scores > 0)
        best = found[np.lexsort((found, -scores[found]))]
        return [int(position) for position in best[:limit]]

    def candidates(self, party: Party, limit: int = 50) -> list[str]:
        """Ids of the entities worth comparing, the most alike first."""
        return [self.ids[position] for position in self._ranked(prepare(party, self._tables), limit)]

    def search(self, party: Party, limit: int = 10) -> list[tuple[str, Comparison]]:
        """The best entities with their comparisons, best first, ties by id."""
        prepared = prepare(party, self._tables)
        found = [(self.ids[p], compare_prepared(prepared, self._prepared[p], self._tables)) for p in self._ranked(prepared, 50)]
        return sorted(found, key=lambda pair: (-pair[1].points, pair[0]))[:limit]


def _postings(rows: Iterable[set[str]]) -> tuple[dict[str, NDArray[np.int32]], dict[str, float]]:
    lists: dict[str, list[int]] = {}
    count = 0
    for count, found in enumerate(rows, start=1):
        for gram in found:
            lists.setdefault(gram, []).append(count - 1)
    postings = {gram: np.array(found, dtype=np.int32) for gram, found in lists.items() if len(found) <= max(COMMON * count, 20)}
    return postings, {gram: float(np.log(1 + count / len(found))) for gram, found in postings.items()}
