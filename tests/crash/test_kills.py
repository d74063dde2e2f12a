"""kill -9 at every named point and at random times: the file in use is whole at every instant, nothing acknowledged is lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOWS = HERE.parents[1] / "flows"
POINTS = (
    "ingested:us_ofac_sdn", "asked", "raw", "core", "marts", "before_swap", "kept", "after_swap", "results_aside", "before_manifest",
)  # fmt: skip
ELSEWHERE = ("ledger:", "exchange:", "lawful:", "restoring", "asking:", "written:", "answered:")
"""Tried where what they belong to is."""


def _rounds(count: int, seed: int, point: str = "") -> dict[str, int]:
    """Kills, and how many found the night before or the night itself in use."""
    command = [sys.executable, str(HERE / "rounds.py"), str(count), str(seed), *([point] if point else [])]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = json.loads(ran.stdout)
    assert found["kills"] == count == found["before"] + found["after"]
    assert found["looks"] > 0
    return found


@pytest.mark.parametrize("point", POINTS)
def test_a_night_killed_at_a_named_point_loses_nothing(point: str) -> None:
    swapped = POINTS.index(point) >= POINTS.index("after_swap")
    assert _rounds(20, 0, point)["after" if swapped else "before"] == 20


def test_a_night_killed_at_any_time_loses_nothing() -> None:
    _rounds(50, 1)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(2, 22))
def test_a_thousand_nights_killed_at_any_time_lose_nothing(seed: int) -> None:
    _rounds(50, seed)


def test_every_named_point_of_a_night_is_tried() -> None:
    named = {name for path in FLOWS.rglob("*.py") for name in re.findall(r"\bcrash\(f?\"([^\"]+)\"\)", path.read_text(encoding="utf-8"))}
    elsewhere = {name for name in named if name.startswith(ELSEWHERE)}
    assert named - elsewhere == {re.sub(":.*", ":{name}", point) for point in POINTS}
