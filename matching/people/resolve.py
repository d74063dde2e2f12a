"""From a written affiliation to the organisations it names, or to none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.names.tables import Tables
from matching.people.bodies import Body, above
from matching.people.context import CONTEXT, Candidate, Standing, candidate, kin
from matching.people.features import FEATURES, View
from matching.people.hints import Hints
from matching.people.laying import lay
from matching.people.registry import Registry
from matching.people.strings import Text, read

NAMES, CONSIDERED, TOLD = 5, 10, 10  # names of a record laid over the text, candidates weighed against each other, candidates told
SHARED = 0.5  # share of its words that a stranger already accepted may claim of a further organisation
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One organisation: `score`: chance 0-1 that the affiliation names it; `name`: the name found, as the registry has it; `words`:
    those of the affiliation it was found by; `view`: the name laid over them.
    """

    ror: str
    name: str
    score: float
    words: tuple[str, ...]
    view: View = field(repr=False)

    @property
    def traits(self) -> dict[str, float]:
        """Every feature that is not nothing, by name."""
        return {feature.__name__: round(amount, 3) for feature in FEATURES if (amount := feature(self.view))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """`organisations`: accepted, the foremost first; empty: none of those registered, or not enough to say. `parts`: laboratories and
    schools of an accepted one whose whole names stand there too; people who label affiliations often leave them out, a list does
    not. `candidates`: up to ten.
    """

    organisations: tuple[Found, ...]
    parts: tuple[Found, ...]
    candidates: tuple[Found, ...]

    @property
    def named(self) -> tuple[Found, ...]:
        """All levels that the affiliation names."""
        return self.organisations + self.parts

    @property
    def records(self) -> tuple[str, ...]:
        """Their ids: what a listed body is looked for among."""
        return tuple(one.ror for one in self.named)


class Resolver:
    """A registry made ready. The answers depend on the registry's records, the tables and the string only."""

    def __init__(self, bodies: Mapping[str, Body], tables: Tables, hints: Hints) -> None:
        self.bodies = bodies
        self.registry = Registry(bodies, tables, hints)
        self._weights = {is_latin: _weights(hints, "" if is_latin else "native_") for is_latin in (True, False)}
        self._least = hints.least
        self._above: dict[str, frozenset[str]] = {}

    def read(self, affiliation: str) -> Text:
        """The affiliation as it is compared."""
        return read(affiliation, self.registry.vocabulary, self.registry.places)

    def views(self, text: Text) -> list[list[View]]:
        """Names worth weighing, by record."""
        registry = self.registry
        found = []
        for rows in registry.nearest(text):
            laid = [one for row in rows[:NAMES] if (one := lay(registry.filed[row], text))]
            body = registry.filed[rows[0]].body
            found.append([View(one, text, registry.bodies[body], registry.towns[body]) for one in laid])
        return [views for views in found if views]

    def candidates(self, text: Text) -> list[Candidate]:
        """The records whose best names stand best by themselves, best first, ties by id."""
        views = self.views(text)
        if not views:
            return []
        amounts = np.array([[feature(view) for feature in FEATURES] for of_body in views for view in of_body])
        return self.best(views, (amounts @ self._weights[text.is_latin][0]).tolist())

    def best(self, views: list[list[View]], odds: list[float], most: int = CONSIDERED) -> list[Candidate]:
        """The best view of each record, given the log-odds of all views in order."""
        found, start = [], 0
        for of_body in views:
            best = max(range(len(of_body)), key=lambda i: (odds[start + i], -i))
            found.append((odds[start + best], of_body[best]))
            start += len(of_body)
        found.sort(key=lambda one: (-one[0], one[1].body.id))
        return [self._candidate(view, own) for own, view in found[:most]]

    def _candidate(self, view: View, odds: float) -> Candidate:
        body = view.body.id
        if body not in self._above:
            self._above[body] = frozenset(above(body, self.bodies))
        return candidate(body, view, odds, self._above[body], self.registry.is_university[view.laid.name.body])

    def resolve(self, affiliation: str) -> Resolved:
        """The organisations an affiliation names. Total: any string gives an answer."""
        text = self.read(affiliation)
        candidates = self.candidates(text)
        if not candidates:
            return Resolved(organisations=(), parts=(), candidates=())
        accepted, order, chances = self.decide(candidates, *self._weights[text.is_latin][1:])
        told = {i: _found(candidates[i], chances[i]) for i in order}
        return Resolved(
            organisations=tuple(told[i] for i in order if i in accepted),
            parts=tuple(told[i] for i in order if i not in accepted and _is_part(candidates[i], [candidates[j] for j in accepted])),
            candidates=tuple(told[i] for i in order[:TOLD]),
        )

    def decide(self, candidates: list[Candidate], accepted: Numbers, first: Numbers) -> tuple[set[int], list[int], list[float]]:
        """(places of those accepted, all places with the foremost first, chance of each), under the weights given."""
        amounts = standings(candidates)
        chances = [round(float(chance), 9) for chance in 1 / (1 + np.exp(-(amounts @ accepted)))]
        foremost = [round(float(odds), 9) for odds in amounts @ first]
        order = sorted(range(len(candidates)), key=lambda i: (-foremost[i], candidates[i].body))
        kept: list[int] = []
        for i in sorted(order, key=lambda i: (-chances[i], candidates[i].body)):
            if chances[i] >= self._least and not _claimed(candidates[i], [candidates[j] for j in kept]):
                kept.append(i)
        return set(kept), order, chances


def standings(candidates: list[Candidate]) -> Numbers:
    """Amounts of all context features, a row a candidate."""
    return np.array([[feature(Standing(place, candidates)) for feature in CONTEXT] for place in range(len(candidates))])


def _is_part(one: Candidate, accepted: list[Candidate]) -> bool:
    """Its whole name stands there, with words of its own, and it is part of an accepted one."""
    whole = [other for other in accepted if other.body in one.above]
    return one.is_complete and bool(whole) and all(not one.slots <= other.slots for other in whole)


def _claimed(one: Candidate, taken: list[Candidate]) -> bool:
    """A stranger already accepted stands on the same words."""
    return any(len(one.slots & other.slots) >= SHARED * len(one.slots) and not kin(one, other) for other in taken)


def _weights(hints: Hints, prefix: str) -> tuple[Numbers, Numbers, Numbers]:
    """Of names by themselves; of candidates beside each other: accepted, first."""
    names = [feature.__name__ for feature in FEATURES]
    context = [feature.__name__ for feature in CONTEXT]
    stages = (("names", names), ("accepted", context), ("first", context))
    one, two, three = (np.array([hints.weights[prefix + stage].get(name, 0.0) for name in features]) for stage, features in stages)
    return one, two, three


def _found(one: Candidate, chance: float) -> Found:
    text = one.view.text
    words = tuple(text.words[text.slots[slot]] for slot in sorted(one.slots))
    return Found(ror=one.body, name=one.view.laid.name.text, score=round(chance, 4), words=words, view=one.view)
