"""Whether two written organisations are one body, one part of the other, or neither: by the registry, else by their names."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from matching.model import Comparison, Party
from matching.names.linking import link_key
from matching.names.tables import Tables
from matching.normalise import fold
from matching.people.bodies import Body, above
from matching.score import compare
from matching.scripts import main_script
from sources.model import Name

Relation = Literal["same", "part", "other"]
ALIKE = 0.3
"""Score of two names from which nobody would say that they are certainly two bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a written organisation stands for. `bodies`: registry records it names, the highest first of each line; empty: none of
    those registered. `key`: one word for it, by which statements are laid together.
    """

    text: str
    key: str
    bodies: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()


@dataclass(slots=True)
class Same:
    """Answers depend on the registry, the tables and the two texts only; they are remembered because the same texts come again.

    `bodies`: of the registry; `named`: the records an affiliation names. Without a registry names alone can tell.
    """

    tables: Tables
    bodies: Mapping[str, Body] = field(default_factory=dict)
    named: Callable[[str], Collection[str]] = lambda text: ()
    _placed: dict[tuple[str, str], Placed] = field(default_factory=dict)
    _related: dict[tuple[str, str, str, str], Relation] = field(default_factory=dict)

    def placed(self, text: str, ror: str = "") -> Placed:
        """`ror`: the number that the source gives beside the text; it goes before any reading of the text."""
        if (text, ror) not in self._placed:
            self._placed[text, ror] = self._place(text, ror)
        return self._placed[text, ror]

    def relation(self, one: Placed, other: Placed) -> Relation:
        """Symmetric. Where one of them is in no registry, or both are, and share no record, their names are compared."""
        key = (*min((one.text, one.key), (other.text, other.key)), *max((one.text, one.key), (other.text, other.key)))
        if key not in self._related:
            self._related[key] = self._relate(one, other)
        return self._related[key]

    def _place(self, text: str, ror: str) -> Placed:
        bodies = self.bodies
        named = {ror} if ror in bodies else set(self.named(text))
        if not named:
            return Placed(text=text, key=f"name:{link_key(text, self.tables)[0] or text}")
        lines = {body: above(body, bodies) for body in named}
        highest = sorted(body for body in named if not any(up in named for up in lines[body]))
        up = frozenset(up for line in lines.values() for up in line) - named
        return Placed(text=text, key=highest[0], bodies=tuple(highest), named=frozenset(named), above=up)

    def _relate(self, one: Placed, other: Placed) -> Relation:
        if one.key == other.key or one.named & other.named:
            return "same"
        if one.named & other.above or other.named & one.above:
            return "part"
        if one.named and other.named:
            return "same" if self._follows(one, other) or self._follows(other, one) else "other"
        if fold(one.text) in self._folded(other) or fold(other.text) in self._folded(one):
            return "same"
        return "same" if self._compared(one, other).same else "other"

    def is_comparable(self, one: Placed, other: Placed) -> bool:
        """Whether it can be told that two bodies are not one: by the registry, or by names of one script of which neither holds the
        other (Merck, Merck Darmstadt) and which are little alike.
        """
        if one.named and other.named:
            return True
        words = [set(link_key(side.text, self.tables)[0].split()) for side in (one, other)]
        if words[0] <= words[1] or words[1] <= words[0]:
            return False
        if not {main_script(name) for name in self._names(one)} & {main_script(name) for name in self._names(other)}:
            return False
        return self._compared(one, other).score < ALIKE

    def _compared(self, one: Placed, other: Placed) -> Comparison:
        return compare(self._party(one), self._party(other), self.tables)

    def _folded(self, one: Placed) -> set[str]:
        """Its names, bare acronyms too: beside a body that was told these say enough."""
        return {fold(name) for name in self._names(one)}

    def _names(self, one: Placed) -> list[str]:
        return [one.text, *(name.text for body in one.bodies for name in self.bodies[body].names)]

    def _follows(self, one: Placed, other: Placed) -> bool:
        """A body that ended, and the one that came after it."""
        return any(other.named & set(self.bodies[body].successors) for body in one.named)

    def _party(self, one: Placed) -> Party:
        names = [name for body in one.bodies for name in self.bodies[body].names if name.kind != "acronym"]
        return Party(kind="organisation", names=(Name(text=one.text), *names))
