"""The generator keeps its specification: so many of each, the same from the same seed, and a gap is really nowhere told."""

from collections import Counter

import pytest
from parts import Scene, Truth
from scenes import scenes

Made = list[tuple[Scene, Truth]]


@pytest.fixture(scope="module")
def made() -> Made:
    return list(scenes(1))


def test_there_are_as_many_of_each_kind_as_specified(made: Made) -> None:
    planted = Counter((truth.what, truth.where) for _, truth in made if truth.is_gap)
    innocent = Counter(truth.what for _, truth in made if not truth.is_gap)
    assert planted == {
        ("appointment", "ledgers"): 20, ("side_post", "ledgers"): 25, ("funding", "ledgers"): 25, ("talent_programme", "ledgers"): 15,
        ("income_share", "ledgers"): 15, ("affiliation", "public"): 40, ("appointment", "public"): 25, ("funding", "public"): 20,
        ("talent_programme", "public"): 15,
    }  # fmt: skip
    assert innocent == {
        "time_lag": 30, "name_collision": 28, "honorary_post": 28, "nda": 28, "courtesy_affiliation": 28, "change_of_employer": 28,
        "other_name": 30,
    }  # fmt: skip


def test_the_same_seed_makes_the_same_rosters(made: Made) -> None:
    again = list(scenes(1))
    assert [scene.files() for scene, _ in made] == [scene.files() for scene, _ in again]
    assert [scene.attached for scene, _ in made] == [scene.attached for scene, _ in again]


def test_another_seed_makes_others(made: Made) -> None:
    assert [scene.files() for scene, _ in made[:5]] != [scene.files() for (scene, _), _ in zip(scenes(2), range(5), strict=False)]


def test_a_planted_party_stands_on_one_side_only(made: Made) -> None:
    for scene, truth in made:
        if truth.is_gap and truth.where == "ledgers" and truth.what != "income_share":
            sheets = {
                sheet
                for sheet in ("erad", "side_posts", "coi", "joint_research", "donations", "travel")
                for row in scene.rows[sheet]
                if any(name in cell for cell in row for name in truth.names)
            }
            assert len(sheets) == 1, (scene.number, sheets)


def test_nothing_lies_after_the_as_of_date(made: Made) -> None:
    assert all(work.published_on <= str(scene.as_of) for scene, _ in made for _, work, _, _ in scene.attached)
