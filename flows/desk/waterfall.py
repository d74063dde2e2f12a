"""Points as steps that add up to the sum: where each bar of the picture begins and ends. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One bar on a scale of 0 to 1000. `points`: what it adds; `total`: the sum so far."""

    start: int
    width: int
    points: int
    total: int

    @property
    def is_for(self) -> bool:
        return self.points >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The bars in order, the last one's `total` is the sum; `zero`: where nought lies; `whole`: the bar of the sum itself."""

    steps: tuple[Step, ...]
    whole: Step
    zero: int


SCALE = 1000


def waterfall(points: Sequence[int]) -> Waterfall:
    """From the points of the evidence, in the order it was weighed."""
    totals = [sum(points[:number]) for number in range(len(points) + 1)]
    low, high = min(totals), max(totals)
    reach = max(high - low, 1)

    def step(begin: int, end: int, said: int, total: int) -> Step:
        left, right = sorted(((begin - low) * SCALE // reach, (end - low) * SCALE // reach))
        return Step(start=left, width=max(right - left, 4), points=said, total=total)

    steps = tuple(step(totals[n], totals[n + 1], said, totals[n + 1]) for n, said in enumerate(points))
    return Waterfall(steps=steps, whole=step(0, totals[-1], totals[-1], totals[-1]), zero=(0 - low) * SCALE // reach)
