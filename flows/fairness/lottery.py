"""The same lottery for all: every group has as many names, borne as often, so that none has more namesakes than another.

Customs of naming differ: one in three Vietnamese is a Nguyễn, and of German family names there are hundreds of thousands. How many
namesakes a listed person has follows from that, whatever the matcher does. To see the matcher, the lottery takes the difference away:
every origin has FEW parts of one kind and MANY of the other (family and given names, whichever the language has fewer of), the n-th of
each is borne equally often everywhere, and the n-th person of one origin has the same two places as the n-th of every other. The parts
themselves are drawn as life has them, so they look as alike in each language as they do there.
"""

import random
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, islice

from flows.fairness.names import SEED, Group, Invented, Part, drawn, origins, spelled, tokens
from matching.normalise import fold

FEW, MANY = 80, 320
FLAT = 30  # the n-th part is borne as 1 / (n + FLAT), as in the tables of parts
PATIENCE = 200  # draws for one part that differs from those before
Parts = Mapping[str, Part]
Key = tuple[str, ...]
Slot = Sequence[Mapping[str, Parts]]  # by rank: gender -> parts


def lots(use: str) -> Iterator[tuple[int, int]]:
    """Places among the few and the many, without end; `use` (listed, clean) parts the streams."""
    chance = random.Random(f"{SEED}:{use}")
    sums = [list(accumulate(1 / (rank + FLAT) for rank in range(1, size + 1))) for size in (FEW, MANY)]
    while True:
        few, many = (chance.choices(range(len(some)), cum_weights=some)[0] for some in sums)
        yield few, many


class Lottery:
    """The persons of all groups by their lots. No part of the many is in two origins."""

    def __init__(self, groups: Sequence[Group]) -> None:
        taken: set[Key] = set()
        self._slots: dict[str, tuple[Slot, Slot]] = {}
        for same in origins(groups):
            every = dict.fromkeys(token for group in same for token in tokens(group.pattern))
            few = [token for token in every if token not in same[0].many]
            self._slots[same[0].language] = _slot(same, few, FEW, set()), _slot(same, same[0].many, MANY, taken)
        self._groups = groups

    def person(self, group: Group, lot: tuple[int, int]) -> Invented:
        """The bearer of a lot, as the group writes names."""
        few, many = (slot[place] for slot, place in zip(self._slots[group.language], lot, strict=True))
        gender = min(few.keys() & many.keys())
        return spelled(group, {**few[gender], **many[gender]})

    def clean(self, group: Group, count: int) -> list[Invented]:
        """`count` persons drawn as often as their names are borne, of every group the same lots."""
        return [self.person(group, lot) for lot in islice(lots("clean"), count)]

    def listed(self, each: int) -> dict[str, tuple[Group, Invented]]:
        """Entity id -> (group, name): `each` different persons of every origin, the same lots, its scripts taking turns."""
        different = list(islice(dict.fromkeys(islice(lots("listed"), each * PATIENCE)), each))
        found = {}
        for same in origins(self._groups):
            for n, lot in enumerate(different):
                group = same[n % len(same)]
                found[f"{group.group_id}-{n:05}"] = (group, self.person(group, lot))
        return found


def _slot(same: Sequence[Group], wanted: Sequence[str], size: int, taken: set[Key]) -> Slot:
    """`size` parts that differ in every script of an origin. First names have a gender, other parts the form for either."""
    shown = [token for token in wanted if all(token in tokens(group.pattern) for group in same)]
    chances = [random.Random(f"{SEED}:{same[0].language}:{' '.join(wanted)}") for _ in "mf"]
    if {"given", "first"} & set(wanted):
        slot = [{gender: parts} for gender, parts in _different(same[0], wanted, shown, "mf", size, chances[0], taken)]
    else:
        both = [
            [parts for _, parts in _different(same[0], wanted, shown, gender, size, chance, taken)]
            for gender, chance in zip("mf", chances, strict=True)
        ]
        slot = [{"m": man, "f": woman} for man, woman in zip(*both, strict=True)]
    taken.update(key for entry in slot for parts in entry.values() for key in _keys(parts, shown))
    return slot


def _different(
    group: Group, wanted: Sequence[str], shown: Sequence[str], genders: str, size: int, chance: random.Random, taken: Set[Key]
) -> list[tuple[str, Parts]]:
    seen = set(taken)
    found: list[tuple[str, Parts]] = []
    for _ in range(size * PATIENCE):
        gender = chance.choice(genders)
        parts = drawn(group, wanted, gender, chance)
        if seen.isdisjoint(keys := _keys(parts, shown)):
            seen |= keys
            found.append((gender, parts))
            if len(found) == size:
                return found
    raise ValueError(f"{group.language}: fewer than {size} different {' '.join(wanted)}")


def _keys(parts: Parts, shown: Sequence[str]) -> set[Key]:
    """What tells the parts from others, as written and in Latin letters."""
    written = tuple(fold(parts[token].written).replace("-", "") for token in shown)
    latin = tuple(fold(parts[token].latin).replace("-", "") for token in shown)
    return {written, latin} if any(latin) else {written}
