"""Laboratory, school, university, supervising body: the line above each organisation found, and at which level a listed one stands."""

from collections.abc import Iterable, Mapping, Sequence, Set
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


class Lines:
    """The listed records of a registry with the lines that lead to them, made once for many affiliations."""

    def __init__(self, listed: Iterable[str], bodies: Mapping[str, Body]) -> None:
        self.listed = frozenset(listed)
        self._bodies = bodies
        self._below: dict[str, dict[str, int]] = {}
        for ror in sorted(self.listed & bodies.keys()):
            for up, steps in above(ror, bodies).items():
                self._below.setdefault(up, {})[ror] = steps

    def where_listed(self, named: Sequence[str]) -> list[Listed]:
        """Every listed body that the records named lead to, the nearest first: named, above what is named, or part of what is named.

        A body beside (a sister laboratory, another campus, a namesake) is none of these.
        """
        nearest: dict[str, Listed] = {}
        lines = {one: above(one, self._bodies) for one in named}
        for one, line in lines.items():
            for ror, steps in {one: 0, **line}.items():
                if ror in self.listed and (ror not in nearest or steps < nearest[ror].steps):
                    nearest[ror] = Listed(ror=ror, relation="above" if steps else "itself", steps=steps)
        lowest = lines.keys() - {up for line in lines.values() for up in line}
        for up in lowest:
            for ror, steps in self._below.get(up, {}).items():
                if ror not in nearest or (nearest[ror].relation == "below" and steps < nearest[ror].steps):
                    nearest[ror] = Listed(ror=ror, relation="below", steps=steps)
        return sorted(nearest.values(), key=lambda one: (ORDER.index(one.relation), one.steps, one.ror))


ORDER: tuple[Relation, ...] = ("itself", "above", "below")
