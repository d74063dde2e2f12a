"""The case tables analysts can edit: same.csv, different.csv, ranking.csv, and missed.csv for what is known to be missed."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from matching.model import Party
from matching.names.tables import Tables
from matching.score import compare

HERE = Path(__file__).parent


def cases(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", cases("same.csv"), ids=lambda case: f"{case['a']} = {case['b']}")
def test_names_of_one_are_found_same(case: dict[str, str], tables: Tables, party: Callable[..., Party]) -> None:
    found = compare(party(case["kind"], case["a"]), party(case["kind"], case["b"]), tables)
    assert found.same, found


@pytest.mark.parametrize("case", cases("missed.csv"), ids=lambda case: f"{case['a']} = {case['b']}")
def test_a_name_we_know_we_miss_is_still_missed(case: dict[str, str], tables: Tables, party: Callable[..., Party]) -> None:
    """A row that is found moves to same.csv."""
    assert not compare(party(case["kind"], case["a"]), party(case["kind"], case["b"]), tables).same


@pytest.mark.parametrize("case", cases("different.csv"), ids=lambda case: f"{case['a']} != {case['b']}")
def test_names_of_different_ones_are_not_same(case: dict[str, str], tables: Tables, party: Callable[..., Party]) -> None:
    found = compare(party(case["kind"], case["a"]), party(case["kind"], case["b"]), tables)
    assert not found.same, found


@pytest.mark.parametrize("case", cases("ranking.csv"), ids=lambda case: f"{case['query']}: {case['better']} > {case['worse']}")
def test_the_better_name_ranks_higher(case: dict[str, str], tables: Tables, party: Callable[..., Party]) -> None:
    query = party(case["kind"], case["query"])
    better, worse = (compare(query, party(case["kind"], case[side]), tables) for side in ("better", "worse"))
    assert better.points > worse.points, (better, worse)
