"""Writes that fail, a disk that fills up, folders that may not be written: exit 2 and one sentence, and nothing is lost."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FAILING = Path(__file__).with_name("failing.py")


def _nights(how: str, count: int = 0) -> dict[str, int]:
    """How many nights met a fault, and how many came through; skipped where this system allows no mounts."""
    command = [sys.executable, str(FAILING), how, str(count)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    if "may not mount" in ran.stdout:
        pytest.skip("mounting is not allowed here")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return json.loads(ran.stdout)


def test_every_write_fsync_rename_and_open_may_fail() -> None:
    found = _nights("every")
    assert found["faults"] > 80
    assert found["survived"] >= 1, "the last night asks for no more, and is not disturbed"


def test_no_file_may_grow_beyond_a_limit() -> None:
    found = _nights("sizes", 12)
    assert found["faults"] >= 8
    assert found["survived"] >= 1


def test_the_disk_is_full_in_steps() -> None:
    found = _nights("full", 12)
    assert found["faults"] >= 3
    assert found["survived"] >= 1


def test_a_folder_may_not_be_written() -> None:
    assert _nights("readonly") == {"faults": 3, "survived": 0}


@pytest.mark.torture
@pytest.mark.parametrize("how", ["sizes", "full"])
def test_the_disk_is_full_in_many_small_steps(how: str) -> None:
    assert _nights(how, 60)["faults"] > 30
