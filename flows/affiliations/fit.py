"""Fits the weights of affiliations on development data: two logistic regressions after another, written as plain numbers.

    python -m flows.affiliations.fit BENCH_FOLDER REGISTRY_FILE…     (the folder with affiliations/strings.jsonl and gold.jsonl)

First a name laid over a text by itself, in PASSES rounds, each with the best name of every record under the weights so far; then
the candidates of a text beside each other, twice: named at all, and named first (texts that name a registered body only).
Texts in other scripts have weights of their own, learned from the registry's labels (flows/affiliations/labels.py). The same data
give the same bytes. `--held-out` fits on four fifths, by organisation, and prints what the last fifth would get.
"""

import hashlib
import json
import re
import sys
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.affiliations.labels import labels
from flows.affiliations.registry import REFERENCE, load_resolver
from matching.people.context import CONTEXT
from matching.people.features import FEATURES, View
from matching.people.resolve import Resolver, standings

PASSES, STEPS, RIDGE, PARTS = 3, 30, 1e-4, 5
LOOKED_AT, HARDEST = 25, 12  # names of the first round, records of the further ones
Numbers = NDArray[np.float64]


@dataclass(slots=True, eq=False)
class Row:
    """One labelled affiliation: the registered organisations it names, whether all it names are registered; its views and amounts."""

    gold: frozenset[str]
    named: frozenset[str]
    is_covered: bool
    part: int
    views: list[list[View]] = field(default_factory=list)
    amounts: Numbers = field(default_factory=lambda: np.zeros((0, len(FEATURES))))


def read_rows(folder: Path, resolver: Resolver) -> list[Row]:
    """strings.jsonl and gold.jsonl, laid over the registry."""
    gold = {row["id"]: row for row in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines())}
    rows = []
    for line in map(json.loads, (folder / "strings.jsonl").read_text(encoding="utf-8").splitlines()):
        named = frozenset(gold[line["id"]]["organisations"])
        key = min(named, default=line["id"])
        part = int(hashlib.sha256(key.encode()).hexdigest(), 16) % PARTS
        row = Row(named & resolver.bodies.keys(), named, bool(named) and named <= resolver.bodies.keys(), part)
        row.views = resolver.views(resolver.read(line["affiliation"]))
        if row.views:
            row.amounts = np.array([[feature(view) for feature in FEATURES] for of_body in row.views for view in of_body])
        rows.append(row)
    return rows


def logistic(x: Numbers, y: Numbers) -> Numbers:
    """Weights by Newton's steps, a little ridge; features scaled to their largest amount meanwhile."""
    scale = np.maximum(np.abs(x).max(axis=0), 1e-9)
    x, w = x / scale, np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) / len(y) + 2 * RIDGE * w
        curve = x.T @ (x * (p * (1 - p) / len(y))[:, None]) + 2 * RIDGE * np.eye(len(w))
        w = w - np.linalg.solve(curve, gradient)
        if np.abs(gradient).max() < 1e-10:
            break
    return np.asarray(w / scale)


def label_rows(skipped: Set[str], resolver: Resolver) -> list[Row]:
    """Labels of the registry as texts; where one is hidden, the record must be found by its other names."""
    rows = []
    for label in labels(resolver.bodies, skipped):
        row = Row(frozenset(), frozenset((label.body,)), True, 0)
        views = resolver.views(resolver.read(label.text))
        row.views = [
            kept for of_body in views if (kept := [view for view in of_body if not label.hides(view.body.id, view.laid.name.text)])
        ]
        row.gold = frozenset((label.body,)) if not label.is_absent else frozenset()
        row.is_covered = not label.is_absent
        if row.views:
            row.amounts = np.array([[feature(view) for feature in FEATURES] for of_body in row.views for view in of_body])
        rows.append(row)
    return rows


def asked_elsewhere(folder: Path) -> set[str]:
    """Records that the benchmark of other scripts asks for: nothing is learned from them."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {entity for row in map(json.loads, lines) for entity in row["entities"]}


def fit_names(rows: Sequence[Row], resolver: Resolver) -> Numbers:
    """Weights of a name by itself."""
    weights: Numbers | None = None
    for _ in range(PASSES):
        x, y = [], []
        for row in rows:
            if not row.views:
                continue
            flat = [(view, amount) for view, amount in zip((v for of_body in row.views for v in of_body), row.amounts, strict=True)]
            if weights is None:
                chosen = flat[:LOOKED_AT]
            else:
                best = resolver.best(row.views, (row.amounts @ weights).tolist(), HARDEST)
                picked = {id(one.view) for one in best}
                chosen = [(view, amount) for view, amount in flat if id(view) in picked]
            x += [amount for _, amount in chosen]
            y += [float(view.body.id in row.gold) for view, _ in chosen]
        weights = logistic(np.array(x), np.array(y))
    assert weights is not None  # noqa: S101  PASSES is not 0
    return weights


def fit_context(rows: Sequence[Row], resolver: Resolver, names: Numbers) -> tuple[Numbers, Numbers]:
    """Weights of candidates beside each other: (accepted, first)."""
    x, y, is_covered = [], [], []
    for row in rows:
        if row.views:
            candidates = resolver.best(row.views, (row.amounts @ names).tolist())
            x.append(standings(candidates))
            y += [float(one.body in row.gold) for one in candidates]
            is_covered += [row.is_covered] * len(candidates)
    amounts, right, covered = np.concatenate(x), np.array(y), np.array(is_covered)
    return logistic(amounts, right), logistic(amounts[covered], right[covered])


def held_out(rows: Sequence[Row], resolver: Resolver) -> None:
    """Prints accuracy@1, precision, recall and F1 of each part under weights fitted on the others."""
    tp = said = gold = first = covered = 0
    for part in range(PARTS):
        others = [row for row in rows if row.part != part]
        names = fit_names(others, resolver)
        accepted, foremost = fit_context(others, resolver, names)
        for row in rows:
            if row.part == part and row.is_covered:
                candidates = resolver.best(row.views, (row.amounts @ names).tolist()) if row.views else []
                kept, order, _ = resolver.decide(candidates, accepted, foremost) if candidates else (set(), [], [])
                answer, best = {candidates[i].body for i in kept}, candidates[order[0]].body if order else ""
                tp, said, gold = tp + len(answer & row.named), said + len(answer), gold + len(row.named)
                first, covered = first + (best in row.named), covered + 1
    sys.stdout.write(
        f"held out, covered: accuracy@1 {first / covered:.3f}  P {tp / said:.3f}  R {tp / gold:.3f}  F1 {2 * tp / (said + gold):.3f}\n"
    )


def with_weights(text: str, stage: str, features: Sequence[str], weights: Numbers) -> str:
    """The table with one section written anew."""
    lines = "".join(f"{name} = {weight:.3f}\n" for name, weight in zip(features, weights, strict=True))
    return re.sub(rf"(?m)^\[{stage}\]\n(?:[a-z_]+ = .*\n)*", f"[{stage}]\n{lines}", text)


def main() -> None:
    flags, paths = [a for a in sys.argv[1:] if a.startswith("--")], [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    resolver = load_resolver(paths[1:])
    rows = read_rows(paths[0] / "affiliations", resolver)
    if "--held-out" in flags:
        held_out(rows, resolver)
        return
    path = REFERENCE / "affiliations" / "weights.toml"
    text = path.read_text(encoding="utf-8")
    for prefix, learned in (("", rows), ("native_", label_rows(asked_elsewhere(paths[0] / "cross_script"), resolver))):
        names = fit_names(learned, resolver)
        text = with_weights(text, f"{prefix}names", [feature.__name__ for feature in FEATURES], names)
        for stage, weights in zip(("accepted", "first"), fit_context(learned, resolver, names), strict=True):
            text = with_weights(text, prefix + stage, [feature.__name__ for feature in CONTEXT], weights)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
