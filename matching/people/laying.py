"""One name of the registry laid over an affiliation: which of its words stand where."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.people.filed import Filed
from matching.people.strings import Text

TRIED = 3  # places of the rarest word that are tried
APART = 5  # telling words between two words of one name, beyond which they do not belong together
STRAYED, ELSEWHERE = 0.4, 2.0  # what a word costs for every word it stands off its place, and for another segment


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """`slots`: key's place in the name -> slot of the text; `got`: nats of rarity found, a doubtful word in part; `whole`: the same if
    no word were doubtful; `first`, `last`: the stretch of slots it covers; `sure`: likeness of its rarest word.
    """

    name: Filed
    slots: dict[int, int]
    got: float
    whole: float
    first: int
    last: int
    sure: float


def lay(name: Filed, text: Text) -> Laid | None:
    """The best way to find the name in the text: around its rarest word, every other word as near to its own place as can be."""
    found = [(place, at) for place, key in enumerate(name.keys) if (at := text.where.get(key))]
    if not found:
        return None
    weights = name.weights
    anchor, places = max(found, key=lambda one: (weights[one[0]], -one[0]))
    best: Laid | None = None
    for slot, _ in places[:TRIED] if len(places) > 1 else places:
        laid = _around(name, anchor, slot, found, text)
        if best is None or _tidy(laid, text) > _tidy(best, text):
            best = laid
    return best


def _tidy(laid: Laid, text: Text) -> float:
    """The more of the name is found, in its order and closer together, the better."""
    slots = [laid.slots[place] for place in sorted(laid.slots)]
    turned = sum(one > other for one, other in pairwise(slots))
    wide = laid.last - laid.first + 1 - len(slots)
    return laid.got - STRAYED * (wide + turned) - (text.segments[laid.last] - text.segments[laid.first])


def _around(name: Filed, anchor: int, start: int, found: Sequence[tuple[int, list[tuple[int, float]]]], text: Text) -> Laid:
    segments = text.segments
    chosen = {anchor: next(one for one in dict(found)[anchor] if one[0] == start)}
    taken = {start}
    home = segments[start]
    for place, at in found:
        wanted = start + place - anchor
        if place == anchor:
            continue
        if len(at) == 1:
            options = at
        else:
            options = sorted(at, key=lambda one: abs(one[0] - wanted) * STRAYED + ELSEWHERE * (segments[one[0]] != home) - 2 * one[1])
        for slot, likeness in options:
            if slot not in taken:
                chosen[place] = (slot, likeness)
                taken.add(slot)
                break
    kept = _together(chosen, start)
    got = sum(name.weights[place] * chosen[place][1] for place in kept)
    whole = sum(name.weights[place] for place in kept)
    slots = {place: chosen[place][0] for place in kept}
    return Laid(name, slots, got, whole, min(slots.values()), max(slots.values()), chosen[anchor][1])


def _together(chosen: dict[int, tuple[int, float]], start: int) -> list[int]:
    """Places of the name whose slots form one group around the start, no gap in it too wide."""
    ordered = sorted((slot, place) for place, (slot, _) in chosen.items())
    middle = next(i for i, (slot, _) in enumerate(ordered) if slot == start)
    low = high = middle
    while low > 0 and ordered[low][0] - ordered[low - 1][0] <= APART:
        low -= 1
    while high < len(ordered) - 1 and ordered[high + 1][0] - ordered[high][0] <= APART:
        high += 1
    return [place for _, place in ordered[low : high + 1]]
