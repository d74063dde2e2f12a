"""Lets the incidents use the builders of samples, the fault server and an office of their own."""

import shutil
import sys
from pathlib import Path

import pytest
from office import EXAMPLE, Office

sys.path[:0] = [str(Path(__file__).parents[1] / folder) for folder in ("sources", "faults")]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    shutil.copytree(EXAMPLE / "mirror", tmp_path / "mirror")
    return Office(home=tmp_path / "home", mirror=tmp_path / "mirror", programs=EXAMPLE / "programs.xlsx")
