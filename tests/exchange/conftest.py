"""Lets the tests of this folder import the consortium of invented members, and gives each test one of its own."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from consortium import Consortium, begun, copied


@pytest.fixture(scope="session")
def first_day(tmp_path_factory: pytest.TempPathFactory) -> Consortium:
    return begun(tmp_path_factory.mktemp("consortium"), "HUB", "AUNIV", "BUNIV", "CUNIV")


@pytest.fixture
def consortium(first_day: Consortium, tmp_path: Path) -> Consortium:
    """A hub and three members who trust each other, on the first day."""
    return copied(first_day, tmp_path)
