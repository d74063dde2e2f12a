"""Innocent explanations of a difference: one question each, tried on every statement. Each docstring is what it asks.

"explains": there is nothing to ask; "no": it does not; "cannot_say": the records do not say enough, the researcher may.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Literal

from matching.normalise import fold
from matching.people.differences import Difference
from matching.people.picture import MONEY, POSTS, Picture, group_of
from matching.people.spans import Span, days_of, earlier, later
from matching.people.timeline import SURE, Sighting

Outcome = Literal["explains", "no", "cannot_say"]
PRESS = timedelta(days=731)
"""So long a paper may be on its way: it prints where its author worked when it was written."""
FORMS = timedelta(days=92)
"""So long a form may be on its way, and so far apart two forms may put the beginning and the end of one contract."""
ALMOST_SURE = 0.9


def time_lag(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Did it begin too lately to be told, or was it written before it ended and printed after? What is printed began before that."""
    opens = earlier(picture.as_of, FORMS)
    is_printed = difference.where == "public" and item.span.start == item.span.end
    if item.span.start and item.span.starts[0] >= opens and not is_printed:
        return "explains"
    if difference.where == "ledgers":
        return "cannot_say" if item.span.start and item.span.starts[1] >= opens else "no"
    if item.link != "affiliated" or not item.span.start:
        return "no"
    ended = [post.span.ends[1] for post in picture.left(item)]
    return "explains" if any(item.span.starts[0] <= later(day, PRESS) for day in ended) else "no"


def name_collision(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Is it somebody else of the same name? Ledgers go by the office's own numbers."""
    if item.basis == "disclosed":
        return "no"
    return "explains" if item.chance < SURE else "cannot_say" if item.chance < ALMOST_SURE and difference.chance < ALMOST_SURE else "no"


def honorary_post(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Is it an honour: unpaid, where only paid posts are asked for, or a title left from a former employment?"""
    if item.link not in POSTS:
        return "no"
    title = fold(f"{item.role} {item.organisation}")
    if difference.where == "ledgers":
        expected = [picture.rules.ledgers[name] for name in difference.missing_from]
        if item.is_unpaid and all(ledger.leaves_out_unpaid for ledger in expected):
            return "explains"
        return "no"
    if any(word in title for word in picture.rules.emeritus) and picture.left(item):
        return "explains"
    return "cannot_say" if any(word in title for word in (*picture.rules.honorary, *picture.rules.emeritus)) else "no"


def courtesy_affiliation(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Is it a part of the employer, or of a body that was told, or what one of these is part of?"""
    if item.link not in POSTS:
        return "no"
    told = [*picture.employers, *(one for one in picture.told if one.link in POSTS and one.source not in difference.said_by)]
    return "explains" if any(picture.relation(item, one) != "other" for one in told if one.span.meets(item.span)) else "no"


def change_of_employer(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Did it end when or before the present employment began?"""
    if picture.since is None or not item.span.end or (item.link == "affiliated" and difference.where == "public"):
        return "no"
    since = max(post.span.starts[1] for post in picture.employers if post.span.start)
    if item.span.ends[0] <= since:
        return "explains"
    return "no"


def other_name(item: Sighting, difference: Difference, picture: Picture) -> Outcome:
    """Is it told under a name that cannot be compared: the same kind of thing on the same days, and nothing else it would belong to?"""
    group = group_of(item.link)
    unlike = [
        one for one in (*picture.posts, *picture.told)
        if one.link in group and one.source != item.source and not picture.same.is_comparable(picture.place(item), picture.place(one))
    ]  # fmt: skip
    if difference.where == "public":
        return "cannot_say" if any(item.span.meets(one.span, timedelta(0), PRESS) for one in unlike) else "no"
    left_over = [one for one in unlike if one.source in difference.missing_from and not _has_its_own(one, item.source, picture)]
    return "explains" if any(distance(item.span, one.span) <= timedelta(0) for one in left_over) else "no"


def _has_its_own(one: Sighting, ledger: str, picture: Picture) -> bool:
    return any(other.source == ledger and picture.relation(one, other) == "same" for other in picture.told)


EXPLANATIONS: Mapping[str, Callable[[Sighting, Difference, Picture], Outcome]] = {
    one.__name__: one for one in (time_lag, name_collision, honorary_post, courtesy_affiliation, change_of_employer, other_name)
}


def nda_of(found: Sequence[Difference], picture: Picture) -> dict[int, Outcome]:
    """Is it the party that an agreement forbids to name? Of money only. Each such statement stands for one body: the one whose dates
    come nearest; where it might stand for another as well, that one can only be asked. Number of the difference -> outcome.
    """
    outcomes: dict[int, Outcome] = {}
    taken: dict[int, Difference] = {}
    for said in sorted(picture.withheld, key=lambda one: (one.start_on, one.end_on, one.quote.locator)):
        span = Span(said.start_on, said.end_on)
        near = sorted((apart, number) for number, one in enumerate(found) if (apart := _apart(one, span)) is not None)
        free = [number for _, number in near if number not in taken]
        for number in free[:1]:
            taken |= {same: found[same] for _, same in near if same == number or _one_body(found[same], found[number], picture)}
        outcomes |= {number: "cannot_say" for _, number in near if number not in taken}
    return outcomes | dict.fromkeys(taken, "explains")


def _one_body(one: Difference, other: Difference, picture: Picture) -> bool:
    return picture.relation(one.items[0], other.items[0]) == "same"


def _apart(difference: Difference, withheld: Span) -> timedelta | None:
    """How far the dates lie apart, None where they do not fit."""
    if difference.kind != "funding" or not all(item.link in MONEY for item in difference.items):
        return None
    if difference.where == "public":
        fits = all(item.span.meets(withheld, timedelta(0), PRESS) for item in difference.items)
        return timedelta(0) if fits else None
    gaps = [distance(item.span, withheld) for item in difference.items]
    return None if any(gap > FORMS for gap in gaps) else max(gaps)


def distance(one: Span, other: Span) -> timedelta:
    """The larger of the distances of both beginnings and both ends, as far as the dates that may be meant come together. What names
    one day (a donation) has a beginning only.
    """
    far = timedelta(0)
    is_one_day = one.start == one.end or other.start == other.end
    for left, right in ((one.start, other.start), *(() if is_one_day else ((one.end, other.end),))):
        first, second = days_of(left), days_of(right)
        if first and second:
            far = max(far, first[0] - second[1], second[0] - first[1])
    return far
