"""Text without spaces cut into known stretches and the unknown ones between them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TypeVar

Known = TypeVar("Known")

LONGEST = 8


def segment(text: str, known: Mapping[str, Known]) -> list[tuple[str, Known | None]]:
    """The cut with the fewest unknown letters, then the fewest parts. -> [(stretch, what is known of it, or None)]."""
    size = len(text)
    best: list[tuple[int, int]] = [(0, 0)] + [(10**6, 0)] * size
    back = [0] * (size + 1)
    for end in range(1, size + 1):
        best[end] = (best[end - 1][0] + 1, best[end - 1][1] + 1)
        back[end] = end - 1
        for start in range(max(0, end - LONGEST), end):
            if text[start:end] in known:
                cost = (best[start][0], best[start][1] + 1)
                if cost <= best[end]:
                    best[end], back[end] = cost, start
    cuts = [size]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    return _together(text, cuts[::-1], known)


def _together(text: str, cuts: list[int], known: Mapping[str, Known]) -> list[tuple[str, Known | None]]:
    out: list[tuple[str, Known | None]] = []
    for start, end in pairwise(cuts):
        senses = known.get(text[start:end])
        if senses is None and out and out[-1][1] is None:
            out[-1] = (out[-1][0] + text[start:end], None)
        else:
            out.append((text[start:end], senses))
    return out
