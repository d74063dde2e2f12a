"""What the other candidates of the same affiliation say of one: rivals for the same words, longer names around it, its own parts.

As in features.py every feature is one number; there are two tables of weights over them: is this one named here, and is it the
body that the affiliation names first and foremost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matching.people.features import View, acronym, complete, in_one_piece, known, only_common, word_for_word

GOOD = -1.0  # log-odds from which a candidate is taken seriously by the others
FAR = 8.0  # log-odds beyond which a difference makes no difference


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A record with the best of its names laid over the text; `odds`: log-odds by its own features; `slots` of the text it explains.

    `above`: ids of all bodies it is part of; `stands`: it is complete and in one piece.
    """

    body: str
    view: View
    odds: float
    slots: frozenset[int]
    above: frozenset[str]
    is_university: bool
    is_complete: bool
    stands: bool


def candidate(body: str, view: View, odds: float, above: frozenset[str], is_university: bool) -> Candidate:
    is_complete = complete(view) > 0
    stands = is_complete and in_one_piece(view) > 0
    return Candidate(body, view, odds, frozenset(view.laid.slots.values()), above, is_university, is_complete, stands)


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One candidate among all of them, which are ordered best first; `place`: its own."""

    place: int
    all: Sequence[Candidate]

    @property
    def own(self) -> Candidate:
        return self.all[self.place]

    @property
    def others(self) -> list[Candidate]:
        return [*self.all[: self.place], *self.all[self.place + 1 :]]

    @property
    def better(self) -> Sequence[Candidate]:
        return self.all[: self.place]


def kin(one: Candidate, other: Candidate) -> bool:
    """One is part of the other."""
    return one.body in other.above or other.body in one.above


def _lead(own: Candidate, rivals: Sequence[Candidate]) -> float:
    return max(-FAR, min(FAR, own.odds - max((rival.odds for rival in rivals), default=-12.0)))


def bias(_: Standing) -> float:
    """Every candidate starts from here."""
    return 1.0


def odds(standing: Standing) -> float:
    """What its own features say."""
    return standing.own.odds


def weak_odds(standing: Standing) -> float:
    """The same, where it speaks against it."""
    return min(standing.own.odds, 0.0)


def leads(standing: Standing) -> float:
    """No other candidate stands better."""
    return float(standing.place == 0)


def behind_leader(standing: Standing) -> float:
    """How far the best candidate is ahead."""
    return min(standing.all[0].odds - standing.own.odds, FAR)


def over_rivals(standing: Standing) -> float:
    """How far it is ahead of strangers that claim words of its own."""
    own = standing.own
    return _lead(own, [one for one in standing.others if not own.slots.isdisjoint(one.slots) and not kin(own, one)])


def over_all(standing: Standing) -> float:
    """How far it is ahead of anyone, relative or not, that claims words of its own."""
    own = standing.own
    return _lead(own, [one for one in standing.others if not own.slots.isdisjoint(one.slots)])


def part_named(standing: Standing) -> float:
    """A body that is part of it is a good candidate too."""
    return float(any(standing.own.body in one.above and one.odds > GOOD for one in standing.others))


def named_beside_part(standing: Standing) -> float:
    """A part of it is a good candidate, and it has words of its own beside those of the part."""
    own = standing.own
    return float(any(own.body in one.above and one.odds > GOOD and not own.slots <= one.slots for one in standing.others))


def part_of_better(standing: Standing) -> float:
    """It is part of a better candidate."""
    return float(any(one.body in standing.own.above for one in standing.better))


def part_of_good(standing: Standing) -> float:
    """It is part of a good candidate."""
    return float(any(one.body in standing.own.above and one.odds > GOOD for one in standing.others))


def inside_stranger(standing: Standing) -> float:
    """All its words are in the whole name of a longer-named stranger: Central South University | of Forestry and Technology."""
    own = standing.own
    return float(any(own.slots < one.slots and one.stands and not kin(own, one) for one in standing.others))


def inside_kin(standing: Standing) -> float:
    """All its words are in the whole name of a relative: Indiana University | School of Medicine."""
    own = standing.own
    return float(any(own.slots < one.slots and one.is_complete and kin(own, one) for one in standing.others))


def holds_other(standing: Standing) -> float:
    """Its name stands whole and has another candidate's words within."""
    own = standing.own
    return float(own.stands and any(one.slots < own.slots and one.odds > own.odds - 4 for one in standing.others))


def free(standing: Standing) -> float:
    """No better candidate claims any of its words."""
    return float(all(standing.own.slots.isdisjoint(one.slots) for one in standing.better))


def free_second(standing: Standing) -> float:
    """The same, of those that are not the first."""
    return free(standing) * (standing.place > 0)


def university(standing: Standing) -> float:
    """It is a university."""
    return float(standing.own.is_university)


def _beside(standing: Standing) -> bool:
    own = standing.own
    return any(one.is_university and one.odds > GOOD and own.slots.isdisjoint(one.slots) for one in standing.others)


def unit_beside_university(standing: Standing) -> float:
    """It is none, and a university is named beside it."""
    return float(not standing.own.is_university and _beside(standing))


def university_beside_university(standing: Standing) -> float:
    """It is one, and another is named beside it."""
    return float(standing.own.is_university and _beside(standing))


def behind_other(standing: Standing) -> float:
    """A good candidate is named before it."""
    return float(any(max(one.slots) < min(standing.own.slots) and one.odds > GOOD for one in standing.others))


def before_other(standing: Standing) -> float:
    """A good candidate is named behind it."""
    return float(any(min(one.slots) > max(standing.own.slots) and one.odds > GOOD for one in standing.others))


def only_an_acronym(standing: Standing) -> float:
    """Only its acronym was found."""
    return acronym(standing.own.view)


def only_common_words(standing: Standing) -> float:
    """Only common words were found."""
    return only_common(standing.own.view)


def as_registered(standing: Standing) -> float:
    """Its name stands there word for word."""
    return word_for_word(standing.own.view)


def well_known(standing: Standing) -> float:
    """How many other records it is linked with."""
    return known(standing.own.view)


CONTEXT: tuple[Callable[[Standing], float], ...] = (
    bias, odds, weak_odds, leads, behind_leader, over_rivals, over_all, part_named, named_beside_part, part_of_better, part_of_good,
    inside_stranger, inside_kin, holds_other, free, free_second, university, unit_beside_university, university_beside_university,
    behind_other, before_other, only_an_acronym, only_common_words, as_registered, well_known,
)  # fmt: skip
