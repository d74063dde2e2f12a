"""Every mechanism the recommendation names has its place here and a test, or says openly that it has not yet."""

import ast
import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OPEN = ("planned", "out of scope")


def _rows() -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / "mechanisms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tests_of(file: Path) -> set[str]:
    return {node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


ROWS = _rows()
DONE = [row for row in ROWS if row["where"] not in OPEN]


def test_all_fifty_one_rows_are_there_once_and_in_order() -> None:
    assert list(ROWS[0]) == ["row", "mechanism", "where", "test", "note"]
    assert [row["row"] for row in ROWS] == [f"S{number}" for number in range(1, 52)]
    assert all(row["mechanism"] for row in ROWS)


@pytest.mark.parametrize("row", DONE, ids=lambda row: row["row"])
def test_the_place_and_the_test_of_a_row_exist(row: dict[str, str]) -> None:
    assert all((ROOT / place).exists() for place in row["where"].split("; "))
    file, _, name = row["test"].partition("::")
    assert name in _tests_of(ROOT / file)


@pytest.mark.parametrize("row", [row for row in ROWS if row["where"] in OPEN], ids=lambda row: row["row"])
def test_a_row_that_is_open_says_why_and_names_no_test(row: dict[str, str]) -> None:
    assert row["note"] and not row["test"]


def test_only_border_measures_are_out_of_scope() -> None:
    assert [row["row"] for row in ROWS if row["where"] == "out of scope"] == ["S29"]
