"""Which names of a registry share the most, by rarity, with a text."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.people.filed import Filed
from matching.people.meanings import is_latin
from matching.people.strings import Text

FREQUENT = 63  # so many commonest keys are a bit each in a mask of the name; the others have a list of names


class Postings:
    """Rows by key. Names of nothing but the commonest keys are always looked at."""

    def __init__(self, filed: Sequence[Filed], rarity: Sequence[float]) -> None:
        self._rarity = rarity
        commonest = sorted(range(len(rarity)), key=lambda key: (rarity[key], key))[:FREQUENT]
        self._bit = {key: np.int64(1 << place) for place, key in enumerate(commonest)}
        sizes = [len(one.keys) for one in filed]
        keys = np.fromiter((key for one in filed for key in one.keys), dtype=np.int32, count=sum(sizes))
        rows = np.repeat(np.arange(len(filed), dtype=np.int32), sizes)
        pairs = np.unique(keys.astype(np.int64) << 32 | rows)
        keys, rows = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
        self._masks = np.zeros(len(filed), dtype=np.int64)
        has_rare = np.zeros(len(filed), dtype=bool)
        is_common = np.isin(keys, np.array(commonest, dtype=np.int32))
        has_rare[rows[~is_common]] = True
        bits = np.zeros(len(rarity), dtype=np.int64)
        bits[commonest] = [self._bit[key] for key in commonest]
        np.bitwise_or.at(self._masks, rows[is_common], bits[keys[is_common]])
        self._plain = np.flatnonzero(~has_rare).astype(np.int32)
        self._starts, self._rows = np.searchsorted(keys, np.arange(len(rarity) + 1)), rows
        self._body = np.array([one.body for one in filed], dtype=np.int32)
        self._weight = np.array([max(one.weight, 1e-9) for one in filed])
        self._is_native = np.array([not is_latin(one.flat) for one in filed])

    def nearest(self, text: Text, here: NDArray[np.bool_], most: int) -> list[int]:
        """Rows with the most in common, best first, ties by row: shared weight, counted once more and again by its share of the name,
        and twice where the record is `here` (by record), in a town that the text names.
        """
        found = [(key, self._rarity[key] * max(likeness for _, likeness in at)) for key, at in text.where.items()]
        lists = [(self._rows[self._starts[key] : self._starts[key + 1]], worth) for key, worth in found if key not in self._bit]
        listed = np.concatenate([self._plain, *(rows for rows, _ in lists)])
        touched, place = np.unique(listed, return_inverse=True)
        worths = np.repeat([0.0, *(worth for _, worth in lists)], [len(self._plain), *(len(rows) for rows, _ in lists)])
        shared = np.bincount(place, worths, len(touched))
        masks = self._masks[touched]
        for key, worth in found:
            if key in self._bit:
                shared += worth * ((masks & self._bit[key]) != 0)
        near = shared**3 / self._weight[touched] ** 2
        near *= 1.0 + here[self._body[touched]]
        if text.is_latin:
            near[self._is_native[touched]] = 0.0
        return _best(touched, near, most)


def _best(rows: NDArray[np.int32], near: NDArray[np.float64], most: int) -> list[int]:
    if len(rows) > most:
        floor = np.partition(near, -most)[-most]
        rows, near = rows[near >= floor], near[near >= floor]
    rows, near = rows[near > 0], near[near > 0]
    chosen: list[int] = rows[np.lexsort((rows, -near))][:most].tolist()
    return chosen
