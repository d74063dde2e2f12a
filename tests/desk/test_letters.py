"""Names letter by letter, and points as steps that sum."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.desk.letters import marked, parts
from flows.desk.waterfall import SCALE, waterfall
from flows.reference import load_tables
from matching.names.tables import Tables


@pytest.fixture(scope="module")
def tables(root: Path) -> Tables:
    return load_tables(root / "data" / "reference" / "names")


def _text(runs: tuple[tuple[str, str], ...], mark: str = "") -> str:
    return "".join(text for kind, text in runs if mark in ("", kind))


@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_marks_lose_no_letter_and_what_is_not_marked_is_the_same(one: str, other: str) -> None:
    left, right = marked(one, other)
    assert (_text(left), _text(right)) == (one, other)
    assert _text(left, "same") == _text(right, "same")


@pytest.mark.parametrize(
    ("left", "right", "kind", "pairs"),
    [
        ("Ichiro Kaku", "KAKU ICHIROU", "person", [("ichiro", "ichirou"), ("kaku", "kaku")]),
        ("架空 一郎", "Ichiro Kaku", "person", [("架空", "kaku"), ("一郎", "ichiro")]),
        ("ハルビン工業大学", "Harbin Institute of Technology", "organisation", [("ハルビン", "harbin")]),
        ("Пример Образцов", "Primer Obrazcov", "person", [("пример", "primer"), ("образцов", "obrazcov")]),
    ],
)
def test_parts_that_stand_for_each_other_stand_side_by_side(
    tables: Tables, left: str, right: str, kind: str, pairs: list[tuple[str, str]]
) -> None:
    found = [(part.left_written or _text(part.left), _text(part.right)) for part in parts(left, right, kind, tables)]  # type: ignore[arg-type]
    assert set(pairs) <= set(found)


def test_the_letters_that_differ_are_marked_across_scripts(tables: Tables) -> None:
    (family,) = [part for part in parts("Пример Образцов", "Primer Obrazcov", "person", tables) if part.left_written == "образцов"]
    assert _text(family.right, "differs") in ("c", "")
    assert family.how != "none"


def test_what_stands_on_one_side_only_is_shown_as_such(tables: Tables) -> None:
    alone = [part for part in parts("Kaku Ichiro", "Kaku Ichiro Taro", "person", tables) if not part.left]
    assert [_text(part.right) for part in alone] == ["taro"]


def test_names_with_nothing_in_common_have_no_parts(tables: Tables) -> None:
    assert parts("---", "Kaku", "person", tables) == ()


@given(points=st.lists(st.integers(-2_000, 2_000), max_size=15))
def test_the_steps_sum_and_each_begins_where_the_one_before_ended(points: list[int]) -> None:
    drawn = waterfall(points)
    assert drawn.whole.total == sum(points)
    assert [step.points for step in drawn.steps] == points
    for before, after in pairwise(drawn.steps):
        assert after.total == before.total + after.points
    for step in (*drawn.steps, drawn.whole):
        assert 0 <= step.start <= SCALE
        assert step.start + step.width <= SCALE + 4
