"""One night at a time, whoever starts it, and however the last one ended."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flows.lock import holder, one_at_a_time
from sources.errors import Busy

HOLD = "import sys; from pathlib import Path; from flows.lock import one_at_a_time\n"
HOLD += "with one_at_a_time(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()"


def test_of_twenty_starts_exactly_one_runs_and_the_others_say_whose_and_since_when() -> None:
    started = [sys.executable, str(Path(__file__).with_name("at_once.py"))]
    ran = subprocess.run(started, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stderr
    ends = [json.loads(line) for line in ran.stdout.splitlines()]
    (winner,) = [end for end in ends if end["code"] != 4]
    assert winner["code"] in (0, 3), winner
    assert len(ends) == 20
    for end in ends:
        if end is not winner:
            assert f"process {winner['pid']}, since 20" in end["said"]
            assert re.search(r"since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", end["said"])


def test_the_lock_of_a_killed_process_is_free_again(tmp_path: Path) -> None:
    lock = tmp_path / "night.lock"
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout and other.stdout.readline() == b"held\n"
    assert holder(lock)["pid"] == other.pid
    with pytest.raises(Busy) as refused, one_at_a_time(lock):
        pass
    assert refused.value.facts["pid"] == other.pid
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()
    assert holder(lock) == {}
    with one_at_a_time(lock):
        assert holder(lock)["pid"] == os.getpid()
    assert holder(lock) == {}


def test_a_name_left_in_the_lock_by_a_killed_process_is_not_given_as_the_holders(tmp_path: Path) -> None:
    lock = tmp_path / "night.lock"
    lock.write_text(json.dumps({"pid": 2**22 + 1, "since": "2026-11-20T00:00:00+00:00"}), encoding="utf-8")
    with one_at_a_time(lock):
        lock.write_text(json.dumps({"pid": 2**22 + 1, "since": "2026-11-20T00:00:00+00:00"}), encoding="utf-8")
        with pytest.raises(Busy) as refused, one_at_a_time(lock):
            pass
    assert refused.value.facts == {"pid": "?", "since": "?"}
