"""Wilson's interval and the bound of a ratio, against values worked out apart."""

from math import inf

import pytest

from flows.fairness.intervals import ratio, wilson


@pytest.mark.parametrize(
    ("found", "asked", "low", "high"),
    [(0, 20, 0.0, 0.1611), (10, 20, 0.2993, 0.7007), (20, 20, 0.8389, 1.0), (1, 100, 0.0018, 0.0545), (200, 20_000, 0.0087, 0.0115)],
)
def test_wilsons_interval_has_the_published_values(found: int, asked: int, low: float, high: float) -> None:
    assert wilson(found, asked) == pytest.approx((low, high), abs=5e-5)


def test_nothing_asked_leaves_everything_open() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_ratio_stands_below_its_upper_bound_and_the_bound_narrows_with_more_names() -> None:
    few, many = ratio((30, 1000), (20, 1000)), ratio((3000, 100_000), (2000, 100_000))
    assert few[0] == many[0] == pytest.approx(1.5)
    assert 1.5 < many[1] < 1.6 < 2.5 < few[1] < 2.8


def test_a_group_that_is_never_alerted_makes_the_ratio_endless() -> None:
    assert ratio((5, 100), (0, 100)) == (inf, inf)


def test_when_nobody_is_alerted_all_are_alike() -> None:
    assert ratio((0, 100), (0, 100)) == (1.0, 1.0)
