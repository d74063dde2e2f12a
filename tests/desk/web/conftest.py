"""Offices for the tests of the desk: one after a night over the example, one before its first night."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsed import Browser, Clock, Place
from office import EXAMPLE, Office

from flows.commands import source_names
from flows.desk.web.context import open_desk
from flows.settings import load_settings


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office") / "home"
    Office(home=home, mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx").night()
    return home


@pytest.fixture
def home(first_night: Path, tmp_path: Path) -> Path:
    shutil.copytree(first_night, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def place(home: Path) -> Iterator[Place]:
    clock = Clock()
    made = Place(open_desk(load_settings(home, "en", source_names()), clock), clock)
    yield made
    made.desk.board.close()


@pytest.fixture
def empty_place(tmp_path: Path) -> Place:
    """An office before its first night."""
    clock = Clock()
    return Place(open_desk(load_settings(tmp_path / "empty", "en", source_names()), clock), clock)


@pytest.fixture
def officer(place: Place) -> Browser:
    return place.signed_in("sato", "officer@*")
