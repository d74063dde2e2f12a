"""Text without spaces cut into known stretches and the unknown ones between them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TypeVar

Known = TypeVar("Known")

LONGEST = 12
UNKNOWN, SINGLE, PART = 20, 17, 2


def segment(text: str, known: Mapping[str, Known]) -> list[tuple[str, bool]]:
    """The cheapest cut: letters nobody knows cost most, then words of one letter, then every part. -> [(stretch, is known)]."""
    size = len(text)
    cost, back = [0] * (size + 1), [0] * (size + 1)
    for end in range(1, size + 1):
        cost[end], back[end] = cost[end - 1] + UNKNOWN, end - 1
        for start in range(max(0, end - LONGEST), end):
            if text[start:end] in known:
                price = cost[start] + (PART if end - start > 1 else SINGLE)
                if price <= cost[end]:
                    cost[end], back[end] = price, start
    cuts = [size]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    return _together(text, cuts[::-1], known)


def _together(text: str, cuts: list[int], known: Mapping[str, Known]) -> list[tuple[str, bool]]:
    out: list[tuple[str, bool]] = []
    for start, end in pairwise(cuts):
        is_known = text[start:end] in known
        if not is_known and out and not out[-1][1]:
            out[-1] = (out[-1][0] + text[start:end], False)
        else:
            out.append((text[start:end], is_known))
    return out
