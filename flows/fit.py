"""Fits the points of the name features on development data: logistic regression, written as a table of plain numbers.

    python -m flows.fit BENCH_FOLDER        (the folder with name_pairs, initials, kanji_variants, eul, cross_script)

Every benchmark counts alike, its true pairs half of it. In a list most candidates are wrong: their hardest ones count CLEAN
times as much as the true ones, because an office looks at alerts, not at pairs. A weight keeps the sign of its feature, so what speaks for
two names being one's never counts against it. The same data give the same bytes.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.compare import REFERENCE, party_of
from flows.reference import load_tables
from matching.index import Index
from matching.names.align import Alignment
from matching.names.features import ORGANISATION
from matching.names.persons import PERSON
from matching.names.tables import Tables
from matching.score import Prepared, alignments, prepare

# How cautious to be about namesakes and loose agreements is for people to say, not for the data: these are set by hand and left out.
BY_HAND = frozenset(
    ("namesakes", "all_parts_loose", "loose_and_left_over", "family_name_missing", "acronym_alone", "across_scripts", "little_shared")
)
FEATURES = {
    kind: tuple(feature for feature in features if feature.__name__ not in BY_HAND)
    for kind, features in (("organisation", ORGANISATION), ("person", PERSON))
}
PAIRS, LISTS = ("name_pairs", "initials", "kanji_variants"), ("eul", "cross_script")
CANDIDATES, HARDEST, CLEAN = 24, 4, 8
PASSES, STEPS, RIDGE = 4, 100, 1e-5
POINTS = 100 / np.log(10)  # points in one nat
FARTHEST = 2000  # points
Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query and something it may be: its benchmark, which query, whether it is the same one, amounts by kind and spelling."""

    benchmark: str
    query: str
    is_same: bool
    amounts: dict[str, list[list[float]]]


def read(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def amounts(alignment: Alignment, kind: str) -> list[float]:
    """One number a feature, in the order of the table; 0 for a feature that has nothing to say."""
    return [0.0 if finding is None else float(finding[0]) for finding in (feature(alignment) for feature in FEATURES[kind])]


def candidate(benchmark: str, query: str, is_same: bool, left: Prepared, right: Prepared, tables: Tables) -> Candidate:
    found: dict[str, list[list[float]]] = {kind: [] for kind in FEATURES}
    for kind, alignment in alignments(left, right, tables):
        found[kind].append(amounts(alignment, kind))
    return Candidate(benchmark, query, is_same, found)


def of_pairs(folder: Path, tables: Tables) -> Iterator[Candidate]:
    gold = {row["id"]: row for row in read(folder / "gold.jsonl")}
    for row in read(folder / "pairs.jsonl"):
        if "plausible-alternate" not in gold[row["id"]]["slices"]:
            left, right = (prepare(party_of(row["kind"], [row[side]]), tables) for side in ("a", "b"))
            yield candidate(folder.name, row["id"], gold[row["id"]]["label"], left, right, tables)


def of_lists(folder: Path, tables: Tables) -> Iterator[Candidate]:
    gold = {row["id"]: set(row["entities"]) for row in read(folder / "gold.jsonl")}
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        parties = {row["id"]: party_of(row["kind"], row["names"]) for row in read(part / "list.jsonl")}
        prepared = {entity: prepare(party, tables) for entity, party in parties.items()}
        index = Index(list(parties.items()), tables)
        for row in read(part / "queries.jsonl"):
            query = party_of(row["kind"], [row["name"]])
            ours = prepare(query, tables)
            for entity in index.candidates(query, CANDIDATES):
                yield candidate(folder.name, part.name + row["id"], entity in gold[row["id"]], ours, prepared[entity], tables)


def best_rows(found: list[Candidate], kind: str, units: Numbers) -> list[tuple[float, Candidate, list[float]]]:
    """(points, candidate, amounts of its best pair of spellings) under the present weights, every pair of spellings of one kind."""
    best = []
    for one in found:
        if one.amounts[kind]:
            points = np.array(one.amounts[kind]) @ units
            best.append((float(points.max()), one, one.amounts[kind][int(points.argmax())]))
    return best


def learned_from(rows: list[tuple[float, Candidate, list[float]]]) -> list[tuple[Candidate, list[float]]]:
    """All true pairs and the hardest wrong candidates of every query."""
    by_query: dict[tuple[str, str], list[tuple[float, Candidate, list[float]]]] = {}
    for row in rows:
        by_query.setdefault((row[1].benchmark, row[1].query), []).append(row)
    kept: list[tuple[Candidate, list[float]]] = []
    for group in by_query.values():
        wrong = sorted((row for row in group if not row[1].is_same), key=lambda row: -row[0])[:HARDEST]
        kept += [(row[1], row[2]) for row in group if row[1].is_same] + [(row[1], row[2]) for row in wrong]
    return kept


def fit(rows: list[tuple[Candidate, list[float]]], signs: Numbers, fixed: Numbers) -> Numbers:
    """Points a unit of each feature: Newton steps on the weighted likelihood, weights held on the side of their sign.

    fixed: points a unit of those features that are not fitted, 0 for the others.
    """
    counts: dict[tuple[str, bool], int] = {}
    for one, _ in rows:
        counts[one.benchmark, one.is_same] = counts.get((one.benchmark, one.is_same), 0) + 1
    share = [(CLEAN if one.benchmark in LISTS and not one.is_same else 1) / counts[one.benchmark, one.is_same] for one, _ in rows]
    x, y, weight = np.array([row[1] for row in rows]), np.array([row[0].is_same for row in rows], dtype=float), np.array(share)
    given = x @ fixed / POINTS
    scale = np.maximum(np.abs(x).max(axis=0), 1e-9)
    x, weight = np.where(fixed == 0, x / scale, 0.0), weight / weight.sum()

    def loss(w: Numbers) -> float:
        z = x @ w + given
        return float((weight * (np.logaddexp(0, z) - y * z)).sum() + RIDGE * (w @ w))

    w = np.zeros(len(signs))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ w + given)))
        gradient = x.T @ (weight * (p - y)) + 2 * RIDGE * w
        free = (w != 0) | (gradient * signs < 0)
        curve = x[:, free].T @ (x[:, free] * (weight * p * (1 - p))[:, None]) + 2 * RIDGE * np.eye(int(free.sum()))
        step = np.zeros(len(w))
        step[free] = np.linalg.solve(curve, gradient[free])
        size, before = 1.0, loss(w)
        while size > 1e-6 and loss(held := np.where((w - size * step) * signs > 0, w - size * step, 0.0)) > before:
            size /= 2
        w = held if size > 1e-6 else w
    return np.asarray(np.where(fixed == 0, POINTS * w / scale, fixed))


def main() -> None:
    bench, path = Path(sys.argv[1]), REFERENCE / "names" / "weights.toml"
    tables = load_tables(REFERENCE / "names")
    found = [one for name in (*PAIRS, *LISTS) for one in (of_pairs if name in PAIRS else of_lists)(bench / name, tables)]
    text = path.read_text(encoding="utf-8")
    for kind, features in FEATURES.items():
        weights = [tables.weights[kind][feature.__name__] for feature in features]
        signs, units = np.array([1 if w.most > 0 else -1 for w in weights]), np.array([w.unit for w in weights])
        fixed = np.where([feature.__name__ in tables.fixed for feature in features], units, 0.0)
        for _ in range(PASSES):
            units = fit(learned_from(best_rows(found, kind, units)), signs, fixed)
        for feature, points, sign in zip(features, units, signs, strict=True):
            if feature.__name__ not in tables.fixed:
                text = with_unit(text, kind, feature.__name__, float(points), int(sign))
    path.write_text(text, encoding="utf-8")


def with_unit(text: str, kind: str, feature: str, points: float, sign: int) -> str:
    """The table with one weight changed."""
    head, section, rest = text.partition(f"[{kind}]\n")
    least, most = (-FARTHEST, 0) if sign < 0 else (0, FARTHEST)
    line = f"{feature} = {{ unit = {points:.2f}, least = {least}, most = {most} }}"
    return head + section + re.sub(rf"^{feature} = .*$", line, rest, count=1, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
