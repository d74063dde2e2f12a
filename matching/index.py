"""Which entities of a list a party may be: the nearest by the stretches of letters they share, then those whose names agree."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.ceiling import NOTHING, ceilings
from matching.columns import Names, Numbers, names
from matching.model import Comparison, Evidence, Party
from matching.names.align import GAPLESS
from matching.names.facts import strong_identifiers
from matching.names.tables import Tables
from matching.score import Best, Prepared, Tried, best_of, fact_evidence, prepare, told_comparison
from matching.shelf import Shelf

COMPARED = 24  # entities a query is compared with
TOGETHER = 256  # queries held against the list at once
KINDS = ("organisation", "person")
# (entity id, points, best pair of spellings, what identifiers and dates say)
Answer = tuple[str, int, Best | None, Sequence[Evidence]]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """All spellings of a list read as one kind: as columns, by what they share, and the rows of each entity."""

    names: Names
    shelf: Shelf
    start: Numbers


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
        self._kept = {kind: self._keep(kind) for kind in KINDS}

    def _keep(self, kind: str) -> Kept:
        spellings = [one.readings.get(kind, ()) for one in self._prepared]
        start = np.concatenate(([0], np.cumsum([len(some) for some in spellings], dtype="i8")))
        shelf = Shelf(((position, one) for position, some in enumerate(spellings) for one in some), kind, self._tables)
        return Kept(names([one for some in spellings for one in some], GAPLESS, self._tables), shelf, start)

    def _ranked(self, party: Prepared, limit: int) -> list[int]:
        """Positions of the entities with an equal identifier, then of those whose spellings share the most, rarest stretches
        counting most; ties by id.
        """
        best = {position: np.inf for number in _numbers(party.party) for position in self._numbered.get(number, ())}
        for kind, spellings in party.readings.items():
            for position, likeness in self._kept[kind].shelf.nearest(spellings, limit):
                best[position] = max(likeness, best.get(position, 0.0))
        return sorted(best, key=lambda position: (-best[position], position))[:limit]

    def candidates(self, party: Party, limit: int = 50) -> list[str]:
        """Ids of the entities worth comparing, the most alike first."""
        return [self.ids[position] for position in self._ranked(prepare(party, self._tables), limit)]

    def search(self, party: Party, limit: int = 10) -> list[tuple[str, Comparison]]:
        """The nearest entities with their comparisons, best first, ties by id; those far below any hit are left out."""
        (answers,) = self.answers([party], limit)
        return [(entity, told_comparison(best, facts, self._tables)) for entity, _, best, facts in answers]

    def answers(self, parties: Sequence[Party], limit: int = 10) -> Iterator[list[Answer]]:
        """For each party what `search` tells of, with bare points."""
        for start in range(0, len(parties), TOGETHER):
            together = [prepare(party, self._tables) for party in parties[start : start + TOGETHER]]
            near = [self._ranked(party, COMPARED) for party in together]
            tries = self._tries(together, near)
            for number, party in enumerate(together):
                yield self._best(party, near[number], tries.get(number, {}), limit)

    def _tries(self, parties: Sequence[Prepared], near: Sequence[Sequence[int]]) -> dict[int, dict[int, list[Tried]]]:
        """Party -> position -> the pairs of spellings that may come near, with the most points each can reach."""
        found: dict[int, dict[int, list[Tried]]] = {}
        for kind, kept in self._kept.items():
            ours = [(number, spelling) for number, party in enumerate(parties) for spelling in party.readings.get(kind, ())]
            if not ours:
                continue
            asked = names([spelling for _, spelling in ours], GAPLESS, self._tables)
            left, right, position = _pairs(ours, near, kept.start)
            most = ceilings(asked, left, kept.names, right, kind, self._tables)
            least = np.array([NOTHING if _has_facts(parties[number].party) else self._tables.least_told - 1 for number, _ in ours])
            for row in np.flatnonzero(most > least[left]).tolist():
                number, spelling = ours[left[row]]
                one = (float(most[row]), row, kind, spelling, kept.names.spellings[right[row]])
                found.setdefault(number, {}).setdefault(int(position[row]), []).append(one)
        return found

    def _best(self, party: Prepared, near: Sequence[int], tries: Mapping[int, list[Tried]], limit: int) -> list[Answer]:
        unnamed = self._tables.weights["facts"]["no_common_name"].least
        known = _has_facts(party.party)
        waiting = []
        for position in near:
            pairs = tries.get(position, [])
            facts = fact_evidence(party.party, self._prepared[position].party, self._tables) if known else []
            if pairs or facts:
                names_most = max((one[0] for one in pairs), default=unnamed)
                waiting.append((max(names_most, unnamed) + sum(one.points for one in facts), position, pairs, facts))
        waiting.sort(key=lambda one: (-one[0], one[1]))
        found: list[tuple[int, str, Best | None, Sequence[Evidence]]] = []
        for most, position, pairs, facts in waiting:
            if len(found) >= limit and most < found[limit - 1][0]:
                break
            best = best_of(pairs, self._tables)
            points = (best[0] if best else unnamed) + sum(one.points for one in facts)
            if points >= self._tables.least_told:
                found.append((points, self.ids[position], best, facts))
                found.sort(key=lambda one: (-one[0], one[1]))
        return [(entity, points, best, facts) for points, entity, best, facts in found[:limit]]


def _pairs(ours: Sequence[tuple[int, object]], near: Sequence[Sequence[int]], start: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(row of the party's spelling, row of the entity's, position of the entity) of every pair of spellings worth looking at."""
    spelling = np.repeat(np.arange(len(ours)), [len(near[number]) for number, _ in ours])
    position = np.array([one for number, _ in ours for one in near[number]], dtype="i8")
    each = start[position + 1] - start[position]
    left, owner = np.repeat(spelling, each), np.repeat(position, each)
    place = np.arange(len(left)) - np.repeat(np.cumsum(each) - each, each)
    return left, np.repeat(start[position], each) + place, owner


def _has_facts(party: Party) -> bool:
    """Whether anything but names can speak for or against the party being another."""
    return bool(party.identifiers or party.birth_dates)


def _numbers(party: Party) -> list[tuple[str, str]]:
    return sorted((scheme, value) for scheme, values in strong_identifiers(party).items() for value in values)
