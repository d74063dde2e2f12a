"""Where what a person told one body differs from what another was told, or from what is public: questions to ask, nothing more.

First the bodies' own ledgers against each other, without any public data; then, where the person is open to it, what was told
against what is public. Whatever an innocent explanation covers is not asked. What is left is a question to the researcher and
counts for nothing until a person has confirmed it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matching.people.differences import Difference, between_ledgers, in_public, of_income
from matching.people.innocent import EXPLANATIONS, Outcome, nda_of
from matching.people.picture import Picture

Standing = Literal["explained", "unclear", "differs"]
Tried = Mapping[str, Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A difference and what became of it. `tried`: every innocent explanation, by name, and how it ended; `standing`: explained (not
    asked), unclear (asked; something may explain it), differs (asked; nothing that was tried explains it).
    """

    difference: Difference
    tried: Tried
    standing: Standing

    @property
    def is_asked(self) -> bool:
        return self.standing != "explained"


def gaps(picture: Picture, *, with_public: bool) -> tuple[Gap, ...]:
    """Every difference of one person, in a fixed order. `with_public`: tier 2, or a recorded request; else ledgers alone are compared."""
    found = [*between_ledgers(picture), *of_income(picture), *(in_public(picture) if with_public else ())]
    merged = _one_a_body(found, picture)
    withheld = nda_of(merged, picture)
    judged = [_judged(one, picture, withheld.get(number, "no")) for number, one in enumerate(merged)]
    return tuple(
        sorted(judged, key=lambda gap: (gap.difference.where, gap.difference.kind, gap.difference.organisation, gap.difference.body))
    )


def _judged(difference: Difference, picture: Picture, nda: Outcome) -> Gap:
    """Statement by statement: each may have an explanation of its own; the question is about those that have none."""
    ended = [
        (item, {name: tried(item, difference, picture) for name, tried in EXPLANATIONS.items()} | {"nda": nda}) for item in difference.items
    ]
    open_ = [(item, outcomes) for item, outcomes in ended if "explains" not in outcomes.values()]
    if not open_:
        return Gap(difference=difference, tried=_together(outcomes for _, outcomes in ended), standing="explained")
    left = difference.only(item for item, _ in open_)
    tried = _together(outcomes for _, outcomes in open_)
    is_unclear = "cannot_say" in tried.values() or left.is_slight
    return Gap(difference=left, tried=tried, standing="unclear" if is_unclear else "differs")


def _together(outcomes: Iterable[Tried]) -> Tried:
    """How each explanation ended over all statements: the most it could do for one of them."""
    order: Sequence[Outcome] = ("no", "cannot_say", "explains")
    found: dict[str, Outcome] = {}
    for one in outcomes:
        for name, outcome in one.items():
            found[name] = max(found.get(name, "no"), outcome, key=order.index)
    return dict(sorted(found.items()))


def _one_a_body(found: Iterable[Difference], picture: Picture) -> list[Difference]:
    """Differences of one kind about the same body, whatever it is called, are one."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Difference]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.where, one.kind, one.organisation, one.body)):
        others = groups[one.where, one.kind, one.missing_from]
        for place, other in enumerate(others):
            if picture.relation(one.items[0], other.items[0]) == "same":
                others[place] = other.with_more(one)
                break
        else:
            others.append(one)
    return [one for group in groups.values() for one in group]
