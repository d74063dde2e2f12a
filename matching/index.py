"""Which entities of a list a party may be: the nearest by the stretches of letters they share, then those whose names agree."""

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.ceiling import NOTHING, ceilings
from matching.columns import Names, Numbers, names
from matching.model import Comparison, Evidence, Party
from matching.names.align import GAPLESS
from matching.names.facts import strong_identifiers
from matching.names.tables import Tables
from matching.score import Best, Prepared, Tried, best_of, fact_evidence, prepare, told_comparison
from matching.shelf import CLOSE, Shelf

COMPARED = 28  # entities a query is compared with
ACROSS = 6  # of them entities whose names are in other letters, at least, where a list has such
TOGETHER = 256  # queries held against the list at once
KINDS = ("person", "organisation")  # in the order in which `prepare` reads a party that may be either
# (entity id, points, best pair of spellings, what identifiers and dates say)
Answer = tuple[str, int, Best | None, Sequence[Evidence]]


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """All spellings of a list read as one kind: as columns, by what they share, and the rows of each entity."""

    names: Names
    shelf: Shelf
    start: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Pairs of spellings read as one kind, a row a pair: row of the party's, row of the entity's, position of the entity, the most points.

    The rows of party n run from `start[n]` to `start[n + 1]`.
    """

    kind: str
    asked: Names
    kept: Names
    left: Numbers
    right: Numbers
    position: Numbers
    most: Numbers
    start: Numbers

    def gather(self, number: int, least: float, found: dict[int, list[Tried]]) -> None:
        """Adds the pairs of one party that may have `least` points, by the position of the entity."""
        begin = int(self.start[number])
        most = self.most[begin : self.start[number + 1]]
        before = KINDS.index(self.kind) << 40  # of equals, the first kind's pair comes first
        rows = begin + np.flatnonzero((most > NOTHING) & (most >= least))
        columns = (rows, self.most[rows], self.left[rows], self.right[rows], self.position[rows])
        for row, points, ours, theirs, position in zip(*(column.tolist() for column in columns), strict=True):
            pair = (points, before + row, self.kind, self.asked.spellings[ours], self.kept.spellings[theirs])
            found.setdefault(position, []).append(pair)


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
        shelf = Shelf([(position, one) for position, some in enumerate(spellings) for one in some], kind, self._tables)
        return Kept(names([one for some in spellings for one in some], GAPLESS, self._tables), shelf, start)

    def _ranked(self, party: Prepared, limit: int) -> list[int]:
        """Positions of the entities with an equal identifier, then of those whose spellings share the most, rarest stretches
        counting most; ties by id. At most `limit`, and however many more bear all but the very same name. Names that share a part with
        the query in its own letters are many and must not hide the one that is the same in other letters: those have places of their own.
        """
        best = {position: np.inf for number in _numbers(party.party) for position in self._numbered.get(number, ())}
        across: dict[int, float] = {}
        for kind, spellings in party.readings.items():
            for kept, near in zip((best, across), self._kept[kind].shelf.nearest(spellings, limit, limit), strict=True):
                for position, likeness in near:
                    kept[position] = max(likeness, kept.get(position, 0.0))
        close = CLOSE * max((likeness for likeness in best.values() if likeness < np.inf), default=0.0)
        ordered = _by_likeness(best)
        found = ordered[:limit] + [position for position in ordered[limit:] if best[position] >= close]
        return list(dict.fromkeys(found + _by_likeness(across)[: max(limit - len(found), ACROSS)]))

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
            looks = [self._look(kind, together, near) for kind in KINDS]
            for number, party in enumerate(together):
                yield self._told(party, near[number], looks, number, limit)

    def _look(self, kind: str, parties: Sequence[Prepared], near: Sequence[Sequence[int]]) -> Look:
        """All pairs of spellings of the parties and of what is near them, with the most points each can reach."""
        kept = self._kept[kind]
        ours = [(number, spelling) for number, party in enumerate(parties) for spelling in party.readings.get(kind, ())]
        asked = names([spelling for _, spelling in ours], GAPLESS, self._tables)
        numbers = np.array([number for number, _ in ours], dtype="i8")
        left, right, position = _pairs([near[number] for number in numbers.tolist()], kept.start)
        most = ceilings(asked, left, kept.names, right, kind, self._tables)
        return Look(kind, asked, kept.names, left, right, position, most, np.searchsorted(numbers[left], np.arange(len(parties) + 1)))

    def _told(self, party: Prepared, near: Sequence[int], looks: Sequence[Look], number: int, limit: int) -> list[Answer]:
        """Every entity with points enough to be told of; where none has, the nearest: of a name in Latin letters the one that shares the
        most stretches with it, of another, of which they tell less, the best of all.
        """
        if _has_facts(party.party):
            return self._best(party, near, looks, number, NOTHING, limit)
        least = self._tables.least_told
        if any(one.native for some in party.readings.values() for one in some):
            found = self._best(party, near, looks, number, NOTHING, limit)
            return [answer for answer in found if answer[1] >= least] or found[:1]
        return self._best(party, near, looks, number, least, limit) or self._best(party, near[:1], looks, number, NOTHING, 1)

    def _best(self, party: Prepared, near: Sequence[int], looks: Sequence[Look], number: int, least: float, limit: int) -> list[Answer]:
        """The best of these entities with at least so many points, aligning only what can still be one of them."""
        unnamed = self._tables.weights["facts"]["no_common_name"].least
        pairs: dict[int, list[Tried]] = {}
        for look in looks:
            look.gather(number, least, pairs)
        has_facts = _has_facts(party.party)
        waiting = []
        for position in near:
            tries = pairs.get(position, [])
            if not tries and not has_facts:
                continue
            facts = fact_evidence(party.party, self._prepared[position].party, self._tables)
            if tries or facts:
                most = max((one[0] for one in tries), default=unnamed)
                waiting.append((max(most, unnamed) + sum(one.points for one in facts), position, tries, facts))
        waiting.sort(key=lambda one: (-one[0], one[1]))
        found: list[Answer] = []
        for most, position, tries, facts in waiting:
            if len(found) >= limit and most < found[limit - 1][1]:
                break
            best = best_of(tries, self._tables)
            if best or facts:
                points = (best[0] if best else unnamed) + sum(one.points for one in facts)
                if points >= least:
                    insort(found, (self.ids[position], points, best, facts), key=lambda one: (-one[1], one[0]))
        return found[:limit]


def _by_likeness(best: dict[int, float]) -> list[int]:
    return sorted(best, key=lambda position: (-best[position], position))


def _pairs(near: Sequence[Sequence[int]], start: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(row of the party's spelling, row of the entity's, position of the entity) of every pair of spellings worth looking at."""
    spelling = np.repeat(np.arange(len(near)), [len(some) for some in near])
    position = np.array([one for some in near for one in some], dtype="i8")
    each = start[position + 1] - start[position]
    left, owner = np.repeat(spelling, each), np.repeat(position, each)
    place = np.arange(len(left)) - np.repeat(np.cumsum(each) - each, each)
    return left, np.repeat(start[position], each) + place, owner


def _has_facts(party: Party) -> bool:
    """Whether anything but names can speak for or against the party being another."""
    return bool(party.identifiers or party.birth_dates)


def _numbers(party: Party) -> list[tuple[str, str]]:
    return sorted((scheme, value) for scheme, values in strong_identifiers(party).items() for value in values)
