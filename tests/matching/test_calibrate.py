"""Calibration: the curve finds what the data were made of, the error is that of its definition, the shipped table is the fitted one."""

import random
from pathlib import Path

import numpy as np
import pytest

from flows.calibrate import Curve, Judged, calibration_error, curve_of, error_of, judged_pairs
from matching.names.tables import Tables


def made(curve: Curve) -> list[Judged]:
    chance = random.Random(7)
    points = [chance.randrange(-250, 251) for _ in range(4000)]
    return [Judged(p, chance.random() < score, 1.0) for p, score in zip(points, curve.scores(np.array(points, dtype=float)), strict=True)]


def test_the_curve_finds_what_the_data_were_made_of() -> None:
    found = curve_of(made(Curve(10, 80, 30)))
    assert abs(found.middle - 10) <= 20
    assert abs(found.below - 80) <= 20
    assert abs(found.above - 30) <= 12


def test_scores_rise_with_the_points_and_are_one_half_at_the_middle() -> None:
    scores = Curve(6, 80, 22).scores(np.arange(-600.0, 601.0))
    assert all(np.diff(scores) >= 0)
    assert scores[606] == pytest.approx(0.5)


def test_the_error_is_none_where_scores_are_shares_and_their_distance_elsewhere() -> None:
    judged = [Judged(0, i % 4 != 0, 1.0) for i in range(400)]
    assert calibration_error(judged, [0.75] * 400) == pytest.approx(0)
    assert calibration_error(judged, [0.95] * 400) == pytest.approx(0.2)


@pytest.mark.real
def test_the_shipped_scores_are_calibrated_on_the_development_sets(root: Path, tables: Tables) -> None:
    bench = root.parent / "shared" / "bench" / "dev"
    if not bench.exists():
        pytest.skip("the development sets are not beside this checkout")
    assert error_of(bench) <= 0.05
    judged = judged_pairs(bench, tables)
    assert sum(one.weight for one in judged if one.is_same) == pytest.approx(sum(one.weight for one in judged if not one.is_same))
