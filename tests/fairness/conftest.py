"""The shipped groups, and a comparison that says yes or no."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.fairness.names import Group, load_groups
from matching.model import Comparison


@pytest.fixture(scope="session")
def groups(root: Path) -> tuple[Group, ...]:
    return load_groups(root / "data" / "reference" / "fairness")


@pytest.fixture
def answer() -> Callable[[bool], Comparison]:
    def said(same: bool) -> Comparison:
        return Comparison(points=0, score=float(same), chance=0.0, same=same, left_name="", right_name="", evidence=())

    return said
