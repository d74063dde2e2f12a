"""Fits the points of the name features on development data: plain logistic regression, written as a table.

    python -m flows.fit BENCH_FOLDER        (the folder with name_pairs, initials, kanji_variants, eul, cross_script)

Every benchmark counts alike, its true and its other pairs half each. A weight keeps the sign its feature must have, so that
what speaks for two names being one's never counts against it. The same data give the same bytes. Steps: collect amounts
under the present weights (they choose the best pair of spellings), fit, write weights.toml.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
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
from matching.score import best_alignment, prepare

FEATURES = {"organisation": ORGANISATION, "person": PERSON}
PAIRS, LISTS = ("name_pairs", "initials", "kanji_variants"), ("eul", "cross_script")
WRONG_KEPT = 6  # wrong candidates of a query that are learned from, the most alike
ROUNDS, RATE, RIDGE = 4000, 0.5, 1e-4
NATS = 10 / np.log(10)  # decibans in one nat
Row = tuple[str, dict[str, float], bool]  # kind compared as, amounts, whether it is the same one


def read(path: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def amounts(alignment: Alignment, kind: str) -> dict[str, float]:
    """Feature -> amount, of those that have something to say."""
    found = ((feature.__name__, feature(alignment)) for feature in FEATURES[kind])
    return {name: finding[0] for name, finding in found if finding is not None}


def of_pairs(folder: Path, tables: Tables) -> Iterator[Row]:
    gold = {row["id"]: row for row in read(folder / "gold.jsonl")}
    for row in read(folder / "pairs.jsonl"):
        if "plausible-alternate" in gold[row["id"]]["slices"]:
            continue
        left, right = (prepare(party_of(row["kind"], [row[side]]), tables) for side in ("a", "b"))
        if best := best_alignment(left, right, tables):
            yield best[1], amounts(best[2], best[1]), gold[row["id"]]["label"]


def of_lists(folder: Path, tables: Tables) -> Iterator[Row]:
    gold = {row["id"]: set(row["entities"]) for row in read(folder / "gold.jsonl")}
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        parties = {row["id"]: party_of(row["kind"], row["names"]) for row in read(part / "list.jsonl")}
        prepared = {entity: prepare(party, tables) for entity, party in parties.items()}
        index = Index(list(parties.items()), tables)
        for row in read(part / "queries.jsonl"):
            query = party_of(row["kind"], [row["name"]])
            right = gold[row["id"]]
            ours = prepare(query, tables)
            found = [(best_alignment(ours, prepared[e], tables), e) for e in {*index.candidates(query, 30), *right}]
            wrong = sorted((best[0], entity) for best, entity in found if best is not None and entity not in right)[-WRONG_KEPT:]
            learned = {entity for _, entity in wrong} | right
            for best, entity in found:
                if best is not None and entity in learned:
                    yield best[1], amounts(best[2], best[1]), entity in right


def fit(rows: list[tuple[dict[str, float], bool, float]], names: list[str], signs: NDArray[Any]) -> NDArray[Any]:
    """Points a unit of each feature, by gradient steps that keep every weight on the side of its sign."""
    x = np.array([[row[0].get(name, 0.0) for name in names] for row in rows])
    y, weight = np.array([row[1] for row in rows], dtype=float), np.array([row[2] for row in rows])
    scale = np.maximum(np.abs(x).max(axis=0), 1e-9)
    x, weight = x / scale, weight / weight.sum()
    w, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(ROUNDS):
        gradient = x.T @ (weight * (1 / (1 + np.exp(-x @ w)) - y)) + RIDGE * w
        speed = 0.9 * speed - RATE * gradient
        w = w + speed
        wrong = w * signs < 0
        w[wrong], speed[wrong] = 0.0, 0.0
    return np.asarray(NATS * w / scale)


def main() -> None:
    bench = Path(sys.argv[1])
    path = REFERENCE / "names" / "weights.toml"
    tables = load_tables(REFERENCE / "names")
    by_kind: dict[str, list[tuple[dict[str, float], bool, float]]] = defaultdict(list)
    for benchmark in (*PAIRS, *LISTS):
        rows = list((of_pairs if benchmark in PAIRS else of_lists)(bench / benchmark, tables))
        for kind in FEATURES:
            ours = [row for row in rows if row[0] == kind]
            counts = {label: sum(row[2] == label for row in ours) for label in (True, False)}
            by_kind[kind] += [(row[1], row[2], 1 / counts[row[2]]) for row in ours]
    text = path.read_text(encoding="utf-8")
    for kind, rows_of_kind in sorted(by_kind.items()):
        names = [feature.__name__ for feature in FEATURES[kind]]
        signs = np.array([1 if tables.weights[kind][name].most > 0 else -1 for name in names])
        for name, points in zip(names, fit(rows_of_kind, names, signs), strict=True):
            text = with_unit(text, kind, name, float(points))
    path.write_text(text, encoding="utf-8")


def with_unit(text: str, kind: str, feature: str, points: float) -> str:
    """The table with one weight changed."""
    head, section, rest = text.partition(f"[{kind}]\n")
    pattern = re.compile(rf"^({feature} = {{ unit = )[-0-9.]+", re.MULTILINE)
    return head + section + pattern.sub(rf"\g<1>{points:.2f}", rest, count=1)


if __name__ == "__main__":
    main()
