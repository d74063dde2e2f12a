"""Laboratory, school, university, supervising body: the line above each organisation found, and at which level a listed one stands."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from matching.people.bodies import Body, above

Relation = Literal["itself", "above", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One body of a line; `steps` up from the lowest one named (0: that one); `is_named`: the affiliation names it itself."""

    ror: str
    name: str
    steps: int
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Where a listed body stands: `itself` (the affiliation names it), `above` (what is named is part of it, `steps` up), or `below`
    (only a body it is part of is named, `steps` up from it: the affiliation does not say that part).
    """

    ror: str
    relation: Relation
    steps: int


def chains(named: Sequence[str], bodies: Mapping[str, Body]) -> list[tuple[Level, ...]]:
    """One line for each record named that no other named one is part of, from it upwards; those of one step by name."""
    lines = {ror: above(ror, bodies) for ror in named}
    lowest = [ror for ror in named if not any(ror in line for line in lines.values())]
    return [_line(ror, lines[ror], set(named), bodies) for ror in lowest]


def _line(lowest: str, steps: Mapping[str, int], named: Set[str], bodies: Mapping[str, Body]) -> tuple[Level, ...]:
    ordered = [(0, lowest), *sorted(((up, ror) for ror, up in steps.items()), key=lambda one: (one[0], bodies[one[1]].name, one[1]))]
    return tuple(Level(ror=ror, name=bodies[ror].name, steps=up, is_named=ror in named) for up, ror in ordered)


def where_listed(named: Sequence[str], listed: Set[str], bodies: Mapping[str, Body]) -> list[Listed]:
    """Every listed body that the affiliation leads to, the nearest first: named, above what is named, or part of what is named.

    A body beside (a sister laboratory, another campus, a namesake) is none of these.
    """
    nearest: dict[str, Listed] = {}
    lines = [above(one, bodies) for one in named]
    for one, line in zip(named, lines, strict=True):
        for ror, steps in {one: 0, **line}.items():
            if ror in listed and (ror not in nearest or steps < nearest[ror].steps):
                nearest[ror] = Listed(ror=ror, relation="above" if steps else "itself", steps=steps)
    lowest = set(named) - {up for line in lines for up in line}
    for ror in sorted(listed & bodies.keys() - nearest.keys()):
        below = [steps for up, steps in above(ror, bodies).items() if up in lowest]
        if below:
            nearest[ror] = Listed(ror=ror, relation="below", steps=min(below))
    return sorted(nearest.values(), key=lambda one: (ORDER.index(one.relation), one.steps, one.ror))


ORDER: tuple[Relation, ...] = ("itself", "above", "below")
