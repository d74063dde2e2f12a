"""Fits the table from a sum of points to a score, so that of the pairs with a score of .8 eight in ten are one and the same.

    python -m flows.calibrate BENCH_FOLDER        (after flows.fit: `make fit` runs both)

The prior is stated, not learned: half of all pairs are of one and the same, in each of the labelled sets of pairs, which count alike.
The score's log-odds are a straight line of the points, with one slope below the turning point and another above: what speaks against
a pair is less sure than what speaks for it. The sum of points from which on the machine says yes stays what it was. The same data
give the same bytes.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.compare import REFERENCE, party_of
from flows.fit import PAIRS, read
from flows.reference import load_tables
from matching.names.tables import Tables
from matching.score import compare, score_of

BINS = 10
LOWEST, HIGHEST = -600, 600  # points of the table's first and last row
MIDDLES = range(-60, 61, 2)
SLOPES = tuple(range(10, 201, 2))  # points in which the odds change by e
Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair of the development sets: the sum of its points, whether it is one and the same, how much it counts."""

    points: int
    is_same: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The score's log-odds: (points - middle) / below or / above, 0 at `middle`."""

    middle: int
    below: int
    above: int

    def scores(self, points: Numbers) -> Numbers:
        """Scores 0-1 of sums of points."""
        past = points - self.middle
        return np.asarray(1 / (1 + np.exp(-past / np.where(past < 0, self.below, self.above))))


def judged_pairs(bench: Path, tables: Tables) -> list[Judged]:
    """All labelled pairs but invented alternates; each set counts one half for its true pairs and one half for the others."""
    found = []
    for name in PAIRS:
        gold = {row["id"]: row for row in read(bench / name / "gold.jsonl") if "plausible-alternate" not in row["slices"]}
        pairs = [row for row in read(bench / name / "pairs.jsonl") if row["id"] in gold]
        labels = [bool(gold[row["id"]]["label"]) for row in pairs]
        for row, label in zip(pairs, labels, strict=True):
            compared = compare(party_of(row["kind"], [row["a"]]), party_of(row["kind"], [row["b"]]), tables)
            found.append(Judged(compared.points, label, 0.5 / labels.count(label)))
    return found


def curve_of(judged: Sequence[Judged]) -> Curve:
    """The likeliest curve of a fixed grid, the first of equals."""
    points = np.array([float(max(LOWEST, min(HIGHEST, one.points))) for one in judged])
    weight = np.array([one.weight for one in judged])
    signed = np.where([one.is_same for one in judged], -1.0, 1.0)
    best = (np.inf, Curve(0, SLOPES[0], SLOPES[0]))
    for middle in MIDDLES:
        past = points - middle
        losses = [_losses(past, weight, signed, side) for side in (past < 0, past >= 0)]
        for (i, below), (j, above) in product(enumerate(SLOPES), enumerate(SLOPES)):
            if (loss := losses[0][i] + losses[1][j]) < best[0] - 1e-12:
                best = (loss, Curve(middle, below, above))
    return best[1]


def _losses(past: Numbers, weight: Numbers, signed: Numbers, side: Numbers) -> list[float]:
    """Weighted log-loss of one side of the turning point, for every slope."""
    return [float((weight[side] * np.logaddexp(0, signed[side] * past[side] / slope)).sum()) for slope in SLOPES]


def calibration_error(judged: Sequence[Judged], scores: Sequence[float]) -> float:
    """Expected calibration error: how far score and share of true pairs are apart, in ten bins of equal width, weighted."""
    score, weight = np.array(scores), np.array([one.weight for one in judged])
    same = np.array([one.is_same for one in judged], dtype=float)
    bins = np.minimum((score * BINS).astype(int), BINS - 1)
    return float(sum(abs((weight * (score - same))[bins == one].sum()) for one in range(BINS)) / weight.sum())


def error_of(bench: Path) -> float:
    """The calibration error of the shipped tables on the development sets."""
    tables = load_tables(REFERENCE / "names")
    judged = judged_pairs(bench, tables)
    return calibration_error(judged, [score_of(one.points, tables) for one in judged])


def main() -> None:
    bench, folder = Path(sys.argv[1]), REFERENCE / "names"
    tables = load_tables(folder)
    curve = curve_of(judged_pairs(bench, tables))
    rows = np.arange(LOWEST, HIGHEST + 1)
    scores = [f"{min(max(score, 1e-6), 1 - 1e-6):.6f}" for score in curve.scores(rows.astype(float))]
    least = tables.lowest_sum + next(i for i, score in enumerate(tables.scores) if score >= tables.threshold)
    (folder / "scores.csv").write_text(
        "points,score\n" + "".join(f"{p},{s}\n" for p, s in zip(rows, scores, strict=True)), encoding="utf-8"
    )
    threshold = scores[least - LOWEST]
    text = (folder / "weights.toml").read_text(encoding="utf-8")
    (folder / "weights.toml").write_text(
        re.sub(r"^threshold = .*$", f"threshold = {threshold}", text, count=1, flags=re.M), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
