"""Offices for tests: one of its own for each test that changes something, one for all that only read."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from office import EXAMPLE, FIRST, Office, accepted, without_a_sub_list


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


@pytest.fixture
def on_hold(office: Office, changed: Callable[[str, Callable[[bytes], bytes]], None]) -> Office:
    """Second night: one committee's entries are gone from the UN's list, and one person stands under a new number."""
    (office.mirror / "SAMPLE").unlink()
    office.night()
    accepted(office)
    office.night()
    changed("en/consolidated.xml", lambda content: without_a_sub_list(content).replace(b"KPi.901", b"KPi.999"))
    office.night(FIRST + timedelta(days=1))
    return office


@pytest.fixture(scope="session")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One night over the example, for tests that only read."""
    office = Office(home=tmp_path_factory.mktemp("home"), mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office
