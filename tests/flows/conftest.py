"""Offices for tests: one of its own for each test that changes something, one for all that only read."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from office import EXAMPLE, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    shutil.copytree(EXAMPLE / "mirror", tmp_path / "mirror")
    return Office(home=tmp_path / "home", mirror=tmp_path / "mirror", programs=EXAMPLE / "programs.xlsx")


@pytest.fixture
def changed(office: Office) -> Callable[[str, Callable[[bytes], bytes]], None]:
    """Rewrite one file of the mirror."""

    def change(ending: str, how: Callable[[bytes], bytes]) -> None:
        path = office.file(ending)
        path.write_bytes(how(path.read_bytes()))

    return change


@pytest.fixture(scope="session")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One night over the example, for tests that only read."""
    office = Office(home=tmp_path_factory.mktemp("home"), mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office
