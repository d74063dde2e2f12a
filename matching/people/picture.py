"""All that is known of one person on one day: what was told to whom, what is public, and the rules by which both are compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from matching.normalise import fold
from matching.people.same import Placed, Relation, Same
from matching.people.sightings import Programmes, of_disclosure, of_subject
from matching.people.spans import FIVE_YEARS, Span, window
from matching.people.timeline import Link, Sighting
from sources.model import Disclosure, Subject

YEAR = timedelta(days=366)
"""What is written of one thing in two places may begin or end so far apart: a year written for a month, a form filled in once a year."""
POSTS: frozenset[Link] = frozenset({"employed", "affiliated", "side_post"})
MONEY: frozenset[Link] = frozenset({"funded"})
PROGRAMMES: frozenset[Link] = frozenset({"talent_programme"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """`expects`: link of an entry -> ledgers one of which must hold the same; `leaves_out_unpaid`: unpaid posts need no entry."""

    expects: Mapping[Link, tuple[str, ...]]
    leaves_out_unpaid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """data/reference/gaps.toml. `honorary`, `emeritus`: words of titles, folded; `competitive`: funders e-Rad itself administers."""

    ledgers: Mapping[str, Ledger]
    honorary: tuple[str, ...]
    emeritus: tuple[str, ...]
    competitive: tuple[str, ...]
    programmes: Programmes


@dataclass(frozen=True, kw_only=True)
class Picture:
    """`posts`: the roster's affiliations; `told`: statements to bodies, each with the ledger as its source; `withheld`: those whose party
    an agreement forbids to name; `shares`: (statement, percent of income); `seen`: public statements; `ledgers`: those handed in.
    """

    as_of: date
    posts: tuple[Sighting, ...]
    told: tuple[Sighting, ...]
    withheld: tuple[Disclosure, ...]
    shares: tuple[tuple[Sighting, float], ...]
    seen: tuple[Sighting, ...]
    ledgers: frozenset[str]
    same: Same
    rules: Rules

    @cached_property
    def employers(self) -> tuple[Sighting, ...]:
        """Present posts, as the roster has them."""
        return tuple(post for post in self.posts if post.span.within(0, self.as_of) != "no")

    @cached_property
    def since(self) -> date | None:
        """The first day on which the present employment may have begun, or None where the roster does not say."""
        starts = [post.span.starts[0] for post in self.employers if post.span.start]
        return min(starts, default=None)

    @cached_property
    def duty(self) -> date:
        """From this day on something was to be told: since the present employment, five years at most."""
        return max(self.since or date.min, window(FIVE_YEARS, self.as_of))

    def is_of_concern(self, span: Span) -> bool:
        """Whether some of its days may lie within the duty."""
        return span.touches(self.duty, self.as_of) != "no"

    def place(self, one: Sighting) -> Placed:
        return self.same.placed(one.organisation, one.body)

    def relation(self, one: Sighting, other: Sighting) -> Relation:
        """Of the bodies two statements speak of; a programme is itself, whoever runs it."""
        return "same" if one.body == other.body else self.same.relation(self.place(one), self.place(other))

    def is_own(self, one: Sighting) -> bool:
        """Whether it is the present employer, a part of it, or what it is part of."""
        return any(self.relation(one, post) != "other" for post in self.employers)

    def is_competitive(self, one: Sighting) -> bool:
        folded = fold(one.organisation)
        return any(name in folded.split() if name.isascii() and " " not in name else name in folded for name in self.rules.competitive)

    def left(self, one: Sighting) -> list[Sighting]:
        """Posts at the same body that may be over, told or public, the one in question left out."""
        known = [*self.posts, *self.told, *self.seen]
        return [
            post for post in known if post.link in POSTS and post.span.end and post != one
            and post.span.start != post.span.end and self.relation(one, post) != "other"
        ]  # fmt: skip


def picture_of(
    subject: Subject,
    disclosures: Iterable[Disclosure],
    seen: Iterable[Sighting],
    *,
    as_of: date,
    ledgers: Iterable[str],
    same: Same,
    rules: Rules,
    called: Iterable[tuple[str, ...]] = (),
) -> Picture:
    """`disclosures`: the subject's own; `seen`: public statements attached to it, of any link; `called`: the names that the roster gives
    each of the office's own institutions, so that a paper in another script still names the employer.
    """
    said = list(disclosures)
    posts = tuple(of_subject(subject, same))
    told = {one: tuple(of_disclosure(one, same, rules.programmes)) for one in said if not one.is_withheld}
    return Picture(
        as_of=as_of,
        posts=(*posts, *_otherwise_called(posts, called, same)),
        told=tuple(sighting for one, found in told.items() if one.kind not in ("income_share", "other") for sighting in found),
        withheld=tuple(one for one in said if one.is_withheld),
        shares=tuple((sighting, one.share) for one, found in told.items() if one.share is not None for sighting in found),
        seen=tuple(seen),
        ledgers=frozenset(ledgers),
        same=same,
        rules=rules,
    )


def _otherwise_called(posts: Iterable[Sighting], called: Iterable[tuple[str, ...]], same: Same) -> Iterator[Sighting]:
    """The same posts under the institution's other names."""
    groups = [(names, {fold(name) for name in names}) for names in called]
    for post in posts:
        for names, folded in groups:
            if fold(post.organisation) in folded:
                yield from (replace(post, organisation=name, body=same.placed(name).key) for name in names if name != post.organisation)


def group_of(link: Link) -> frozenset[Link]:
    """Links that may be told for each other: a post is a post under whatever word."""
    return next((group for group in (POSTS, MONEY, PROGRAMMES) if link in group), frozenset({link}))
