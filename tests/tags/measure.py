"""Precision, recall and F1 of the tagger on a half of the texts: python tests/tags/measure.py development|sealed [--missed]"""

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.office.areas import LISTS, Areas
from flows.settings import ROOT
from matching.policy.tags import Area, propose

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One text: its gold areas and those proposed."""

    text_id: str
    gold: frozenset[Area]
    proposed: frozenset[Area]


def judged(half: str) -> list[Judged]:
    known = Areas(ROOT / "data" / "reference" / "tags")
    with (HERE / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Judged(
            text_id=row["id"],
            gold=frozenset((name, code) for name in LISTS for code in row[name].split(",") if code),
            proposed=frozenset(one.area for one in propose(row["text"], known.lexicon) if not one.is_denied),
        )
        for row in rows
    ]


def f1(rows: Iterable[Judged], area: Area) -> float | None:
    """None for an area that is neither gold nor proposed anywhere."""
    right = wrong = missed = 0
    for row in rows:
        right += area in row.gold & row.proposed
        wrong += area in row.proposed - row.gold
        missed += area in row.gold - row.proposed
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else None


def macro(rows: list[Judged], name: str) -> float:
    """Mean F1 over the areas of one list."""
    areas = sorted({area for row in rows for area in row.gold | row.proposed if area[0] == name})
    scores = [score for area in areas if (score := f1(rows, area)) is not None]
    return sum(scores) / len(scores)


if __name__ == "__main__":
    rows = judged(sys.argv[1])
    for name in LISTS:
        print(f"{name}: macro F1 {macro(rows, name):.3f}")
    for language in ("en", "ja"):
        some = [row for row in rows if row.text_id.startswith(language)]
        print(language, *(f"{name} {macro(some, name):.3f}" for name in LISTS))
    if sys.argv[2:] == ["--missed"] and sys.argv[1] != "sealed":
        for row in rows:
            if row.gold != row.proposed:
                print(row.text_id, "missing", sorted(row.gold - row.proposed), "too many", sorted(row.proposed - row.gold))
