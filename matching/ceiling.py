"""The most points two spellings can reach, without aligning them: most of what an index proposes cannot come near."""

from collections.abc import Mapping

import numpy as np

from matching.columns import Names, Numbers
from matching.meeting import Side, meet
from matching.names.features import MOST_SHARED, TELLING
from matching.names.persons import MOST_PARTS, RARE_TOGETHER
from matching.names.tables import Tables, Weight

ROUNDED = 10  # points by which the rounding of single features may exceed the sum of their exact values
NOTHING, ALWAYS = -np.inf, np.inf


def ceilings(left: Names, ours: Numbers, right: Names, theirs: Numbers, kind: str, tables: Tables) -> Numbers:
    """Points no alignment of a pair (row of `left`, row of `right`) exceeds.

    ALWAYS when words may join or stand for letters; NOTHING when no word of one can stand for one of the other.
    Words are held against each other only for pairs that, going by their columns, may have points enough to be told of, and for those
    across scripts, of which all are looked at when none has.
    """
    most = _most(left, ours, right, theirs, kind, tables, meet(left, ours, right, theirs))
    near = np.flatnonzero((most >= tables.least_told) | left.native[ours] | right.native[theirs])
    ours, theirs = ours[near], theirs[near]
    most[near] = _most(left, ours, right, theirs, kind, tables, meet(left, ours, right, theirs, tables))
    return most


def _most(left: Names, ours: Numbers, right: Names, theirs: Numbers, kind: str, tables: Tables, sides: tuple[Side, Side]) -> Numbers:
    mine, other = sides
    counted = _person if kind == "person" else _organisation
    most = counted(left, ours, mine, right, theirs, other, tables.weights[kind])
    met = mine.words > 0
    native = left.native[ours] | right.native[theirs]
    gapless = left.gapless[ours] | right.gapless[theirs]
    always = (left.joined[ours] == right.joined[theirs]) | _may_join(left, ours, right, theirs)
    always |= native & gapless
    always |= native & (left.native[ours] == right.native[theirs])
    return np.where(always, ALWAYS, np.where(met, most, NOTHING))


def _points(weight: Weight, amount: Numbers) -> Numbers:
    return np.clip(weight.unit * amount, weight.least, weight.most)


def _organisation(
    left: Names, ours: Numbers, mine: Side, right: Names, theirs: Numbers, other: Side, weights: Mapping[str, Weight]
) -> Numbers:
    over = left.size[ours] - mine.words + right.size[theirs] - other.words
    native = left.native[ours] | right.native[theirs]  # whose words may stand for several of the other name, or the other way round
    linked = np.where(native, mine.bits + other.bits, np.minimum(mine.bits, other.bits))
    rest = left.bits[ours] + right.bits[theirs] - mine.bits - other.bits
    most = weights["prior"].unit + ROUNDED + np.where(over == 0, weights["same_name"].unit, 0.0)
    most += _points(weights["shared_words"], np.minimum(linked, MOST_SHARED)) + _points(weights["words_left_over"], over)
    most += _points(weights["little_shared"], np.maximum(TELLING - linked, 0))
    most += _points(weights["covered"], 100 * linked / np.maximum(linked + rest / 2, 1))
    apart = (left.places[ours] > mine.places) & (right.places[theirs] > other.places)
    return np.asarray(most + _points(weights["places_differ"], apart))


def _person(left: Names, ours: Numbers, mine: Side, right: Names, theirs: Numbers, other: Side, weights: Mapping[str, Weight]) -> Numbers:
    parts = left.parts[ours], right.parts[theirs]
    links, full = np.minimum(mine.parts, other.parts), np.minimum(mine.full, other.full)
    initials = np.minimum(links, mine.initials + other.initials)
    # A particle may stand for a part (Le Minh, Jean Le Goff), two initials for one part of two syllables.
    crossing = left.crossing[ours] + right.crossing[theirs]
    pairs = (left.initials[ours] + right.initials[theirs]) // 2
    most = weights["namesakes"].unit + ROUNDED + weights["initials_agree"].unit * initials
    most += np.where((links == parts[0]) & (links == parts[1]), weights["same_name"].unit, 0.0)
    shared = _points(weights["shared_parts"], np.minimum(full, MOST_PARTS))
    most += np.where(full > 0, shared, _points(weights["nothing_shared"], np.ones(1)))
    most += _points(weights["parts_contradict"], np.maximum(np.minimum(*parts) - links - crossing, 0))
    unmet = parts[0] - links, parts[1] - links
    slip = (np.minimum(*unmet) > 0) & (np.maximum(*unmet) < 2) & (np.minimum(mine.bits, other.bits) >= RARE_TOGETHER)
    most += np.where(slip, weights["slip_beside"].unit, 0.0)
    left_over = np.maximum(np.abs(parts[0] - parts[1]) - crossing - pairs, 0)
    return np.asarray(most + _points(weights["parts_left_over"], left_over))


def _may_join(left: Names, ours: Numbers, right: Names, theirs: Numbers) -> Numbers:
    """Whether a word of one name may be several of the other's run together, or their first letters."""
    shared = (left.wholes[ours] & right.texts[theirs]) | (left.texts[ours] & right.wholes[theirs])
    may = np.asarray(shared.any(axis=1))
    for row in np.flatnonzero(may).tolist():
        (wholes, texts), (more, others) = left.sets[ours[row]], right.sets[theirs[row]]
        may[row] = not (wholes.isdisjoint(others) and more.isdisjoint(texts))
    return may
