"""What one side says and the other does not, before any explanation is tried."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from matching.people.picture import MONEY, POSTS, PROGRAMMES, YEAR, Picture, group_of
from matching.people.spans import Span
from matching.people.timeline import Link, Sighting

Where = Literal["ledgers", "public"]
Kind = Literal["appointment", "affiliation", "funding", "talent_programme", "side_post", "income_share"]
KINDS: Mapping[Link, Kind] = {
    "employed": "appointment", "side_post": "side_post", "affiliated": "affiliation", "funded": "funding",
    "talent_programme": "talent_programme",
}  # fmt: skip
SHARES_APART = 5.0
"""Percent points by which two statements of one income may differ: rates of exchange, a year's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`items`: the statements of the one side, `missing_from`: the ledgers of the other (public: every one handed in); `shares`: of
    income, the two percentages.
    """

    where: Where
    kind: Kind
    items: tuple[Sighting, ...]
    missing_from: tuple[str, ...]
    shares: tuple[float, ...] = ()

    @property
    def body(self) -> str:
        return self.items[0].body

    @property
    def organisation(self) -> str:
        return self.items[0].organisation

    @property
    def said_by(self) -> tuple[str, ...]:
        """Ledgers or public sources that say so."""
        return tuple(sorted({one.source for one in self.items}))

    @property
    def chance(self) -> float:
        return max(one.chance for one in self.items)

    @property
    def is_slight(self) -> bool:
        """One printed affiliation alone may be a slip of the press."""
        return self.where == "public" and self.kind == "affiliation" and len({one.evidence for one in self.items}) == 1

    @property
    def dates(self) -> Span:
        first = min(self.items, key=lambda one: (one.span.starts[0], one.span.start))
        last = max(self.items, key=lambda one: (one.span.ends[1], one.span.end))
        return Span(first.span.start, last.span.end)

    def only(self, items: Iterable[Sighting]) -> "Difference":
        """With these statements, called by the strongest of them."""
        left = tuple(items)
        return replace(self, items=left, kind=self.kind if self.shares else KINDS[left[0].link])

    def with_more(self, other: "Difference") -> "Difference":
        """Both about one body."""
        return replace(
            self, items=tuple(sorted({*self.items, *other.items}, key=lambda one: (one.organisation, one.source, one.evidence, one.role)))
        )


def between_ledgers(picture: Picture) -> Iterator[Difference]:
    """Entries of a ledger that no ledger which must hold the same has. Only ledgers that were handed in are asked."""
    for said in picture.told:
        expected = _expected(picture, said)
        if not expected or not picture.is_of_concern(said.span) or (said.link in MONEY and picture.is_competitive(said)):
            continue
        if not any(other.source in expected and _tells(picture, said, other) for other in picture.told):
            yield Difference(where="ledgers", kind=KINDS[said.link], items=(said,), missing_from=expected)


def of_income(picture: Picture) -> Iterator[Difference]:
    """Two statements of the income from one body, too far apart. One that is nowhere else stated is no difference."""
    for said, share in picture.shares:
        expected = _expected(picture, said)
        others = [(abs(share - other_share), other_share) for other, other_share in picture.shares
                  if other.source in expected and picture.relation(said, other) == "same"]  # fmt: skip
        if others and min(others)[0] >= SHARES_APART:
            yield Difference(where="ledgers", kind="income_share", items=(said,), missing_from=expected, shares=(share, min(others)[1]))


def in_public(picture: Picture) -> Iterator[Difference]:
    """Public posts, money and programmes of which nothing was told to anybody, body by body."""
    groups: dict[tuple[frozenset[Link], str], list[Sighting]] = defaultdict(list)
    told = (*picture.posts, *picture.told)
    for seen in picture.seen:
        if seen.link not in KINDS or not picture.is_of_concern(seen.span) or picture.is_competitive(seen):
            continue
        if not any(_tells(picture, seen, other) for other in told) and not (seen.link in MONEY and picture.is_own(seen)):
            groups[group_of(seen.link), seen.body].append(seen)
    for items in groups.values():
        ordered = sorted(
            items, key=lambda one: (list(KINDS).index(one.link), one.span.starts[0], one.organisation, one.source, one.evidence, one.role)
        )
        missing = tuple(sorted(picture.ledgers)) or ("roster",)
        yield Difference(where="public", kind=KINDS[ordered[0].link], items=tuple(ordered), missing_from=missing)


def _expected(picture: Picture, said: Sighting) -> tuple[str, ...]:
    """The ledgers handed in of which one must hold what this entry of a ledger says."""
    ledger = picture.rules.ledgers.get(said.source)
    return tuple(name for name in ledger.expects.get(said.link, ()) if name in picture.ledgers) if ledger else ()


def _tells(picture: Picture, said: Sighting, other: Sighting) -> bool:
    """Whether the other statement tells the same: of the same body, as something that may stand for it, at about the same time.

    Whoever is employed by a body may be paid by it; a programme is also told as the post it brings.
    """
    stands = group_of(said.link) | (POSTS if said.link in MONEY | PROGRAMMES else PROGRAMMES)
    return other.link in stands and said.span.meets(other.span, YEAR, YEAR) and picture.relation(said, other) == "same"
