"""Planted gaps are asked about, innocent look-alikes are not: over all 400 rosters, and what stands behind single answers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from parts import Scene, Truth
from scenes import scenes

from matching.people.gaps import Gap, gaps
from matching.people.innocent import EXPLANATIONS
from matching.people.picture import Picture

Pictures = Callable[[Scene], dict[str, Picture]]


@dataclass(slots=True)
class Measured:
    """Counts over 400 rosters: gaps found and planted by kind, innocent people asked and counted by kind, ordinary people asked."""

    planted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    innocent: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    ordinary: int = 0
    ordinary_asked: int = 0
    ordinary_counted: int = 0


def is_the_plant(gap: Gap, truth: Truth) -> bool:
    """The same kind, between the same sides, about the same body."""
    difference = gap.difference
    told = [text for item in difference.items for text in (item.organisation, item.role)]
    return (difference.kind, difference.where) == (truth.what, truth.where) and any(name in text for name in truth.names for text in told)


@pytest.fixture(scope="module", params=[1, 2])
def measured(request: pytest.FixtureRequest, pictures: Pictures) -> Measured:
    """Both seeds were looked at while the detector was made: they guard what was reached, they do not prove it on the unseen."""
    result = Measured()
    for scene, truth in scenes(request.param):
        for person, picture in pictures(scene).items():
            asked = [gap for gap in gaps(picture, with_public=True) if gap.is_asked]
            is_counted = any(gap.standing == "differs" for gap in asked)
            if person != truth.person:
                result.ordinary += 1
                result.ordinary_asked += bool(asked)
                result.ordinary_counted += is_counted
            elif truth.is_gap:
                result.planted[truth.what, truth.where] += 1
                result.found[truth.what, truth.where] += any(is_the_plant(gap, truth) for gap in asked)
            else:
                result.innocent[truth.what] += 1
                result.asked[truth.what] += bool(asked)
                result.counted[truth.what] += is_counted
    return result


def test_at_least_90_of_100_planted_gaps_are_asked_about(measured: Measured) -> None:
    assert measured.planted.total() == 200
    assert measured.found.total() >= 0.9 * 200, measured.found


def test_no_kind_of_gap_is_passed_over(measured: Measured) -> None:
    assert all(measured.found[kind] >= 0.8 * count for kind, count in measured.planted.items()), measured.found


def test_at_most_10_of_100_innocent_people_are_asked_and_2_counted(measured: Measured) -> None:
    assert measured.innocent.total() == 200
    assert measured.asked.total() <= 0.1 * 200, measured.asked
    assert measured.counted.total() <= 0.02 * 200, measured.counted


def test_ordinary_people_are_hardly_asked(measured: Measured) -> None:
    assert measured.ordinary == 800
    assert measured.ordinary_asked <= 0.05 * 800
    assert measured.ordinary_counted <= 0.01 * 800


def test_ledgers_are_compared_without_any_public_data(pictures: Pictures) -> None:
    """Tier 1: what is public makes no difference, seen or not."""
    for scene, _ in list(scenes(3))[:40]:
        for picture in pictures(scene).values():
            found = gaps(picture, with_public=False)
            assert found == gaps(replace(picture, seen=()), with_public=False)
            assert all(gap.difference.where == "ledgers" for gap in found)


def test_a_ledger_that_was_not_handed_in_asks_nothing(pictures: Pictures) -> None:
    for scene, _ in list(scenes(3))[:100]:
        for picture in pictures(scene).values():
            own = tuple(one for one in picture.told if one.source != "erad")
            without = replace(picture, told=own, ledgers=picture.ledgers - {"erad", "specific_types", "coi"})
            assert not gaps(without, with_public=False)


def test_every_difference_says_what_was_tried_and_how_it_ended(pictures: Pictures) -> None:
    found = [gap for scene, _ in list(scenes(3))[::8] for picture in pictures(scene).values() for gap in gaps(picture, with_public=True)]
    assert found
    for gap in found:
        assert set(gap.tried) == {*EXPLANATIONS, "nda"}
        assert (gap.standing == "explained") == ("explains" in gap.tried.values())
        assert gap.standing != "differs" or set(gap.tried.values()) == {"no"}


def test_the_order_of_what_was_said_and_seen_makes_no_difference(pictures: Pictures) -> None:
    for scene, _ in list(scenes(3))[::8]:
        for picture in pictures(scene).values():
            turned = replace(
                picture, told=picture.told[::-1], seen=picture.seen[::-1], withheld=picture.withheld[::-1], shares=picture.shares[::-1]
            )
            assert gaps(turned, with_public=True) == gaps(picture, with_public=True)


def test_one_agreement_stands_for_one_party_only(pictures: Pictures) -> None:
    """Two contracts of the same days, and one entry whose party is withheld: one of them is asked about."""
    scene, truth = next((scene, truth) for scene, truth in scenes(1) if truth.what == "nda" and scene.rows["joint_research"])
    rows = scene.rows["joint_research"]
    own = next(row for row in reversed(rows) if row[0] == truth.person)
    alone = [gap for gap in gaps(pictures(scene)[truth.person], with_public=False) if gap.is_asked]
    rows.append([*own[:2], "Zeppelin Instruments GmbH", *own[3:]])
    asked = [gap for gap in gaps(pictures(scene)[truth.person], with_public=False) if gap.is_asked]
    assert (len(alone), len(asked)) == (0, 1)
    assert asked[0].tried["nda"] == "cannot_say"


def test_what_ended_before_the_duty_began_is_not_asked(pictures: Pictures) -> None:
    scene, truth = next((scene, truth) for scene, truth in scenes(1) if (truth.what, truth.where) == ("side_post", "ledgers"))
    picture = pictures(scene)[truth.person]
    later = replace(picture, as_of=date(2040, 1, 1))
    assert [gap for gap in gaps(picture, with_public=False) if gap.is_asked]
    ended = [one for one in later.told if one.span.end]
    assert not gaps(replace(later, told=tuple(ended)), with_public=False)
