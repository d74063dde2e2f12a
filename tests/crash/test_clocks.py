"""A clock that jumps, another zone, a day of 23 or 25 hours, a leap day: the same bytes; the night's date is Japan's everywhere."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import settings


@pytest.mark.parametrize("as_of", ["2026-03-29", "2026-11-01", "2028-02-29"])
def test_neither_zone_nor_clock_changes_a_byte(as_of: str) -> None:
    command = [sys.executable, str(Path(__file__).with_name("clocks.py")), as_of]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = json.loads(ran.stdout)
    assert len(found) == 9
    assert len(set(found.values())) == 1, found


@pytest.fixture(params=["UTC", "Asia/Tokyo", "America/St_Johns"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("now", "on"),
    [
        ("2026-11-20T14:59:59", "2026-11-20"),
        ("2026-11-20T15:00:00", "2026-11-21"),
        ("2026-03-29T01:30:00", "2026-03-29"),
        ("2028-02-28T15:00:00", "2028-02-29"),
        ("2026-12-31T15:00:00", "2027-01-01"),
    ],
)
def test_tonight_is_the_day_in_japan_wherever_the_machine_stands(zone: str, monkeypatch: pytest.MonkeyPatch, now: str, on: str) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromisoformat(now).replace(tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(settings, "datetime", Stopped)
    assert settings.tonight() == date.fromisoformat(on)
