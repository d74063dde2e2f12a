"""Nights killed again and again: `python rounds.py COUNT SEED [POINT]` in a process of its own, which stays single-threaded to fork.

A round: a copy of a home after its first night, a reader that never rests, a writer of decisions, and a second night that is
killed, at POINT or at a random time, up to IN_A_ROW times. After each the file in use is whole and nothing acknowledged is
lost; then the night runs to its end, and all it leaves equals what an unharmed one leaves. Prints one line of JSON.
"""

import ctypes
import json
import os
import random
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from homes import reference, results, strays, told
from reader import content, watch
from tiny import SECOND, ended, forked, lay_out, night, warm

from flows.desk.entries import Acceptance
from flows.desk.ledger import Ledger

_PR_SET_CHILD_SUBREAPER = 36
IN_A_ROW = 4
BREATH = 0.03  # seconds between two decisions
AT = datetime(2026, 11, 20, tzinfo=UTC)


def main(count: int, seed: int, point: str) -> None:
    adopt_orphans()
    warm()
    chance = random.Random(seed)
    tally = {"kills": 0, "before": 0, "after": 0, "looks": 0, "decisions": 0}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(folder)
        expected, published, seconds = reference(folder)
        while tally["kills"] < count:
            home = folder / f"home{tally['kills']}"
            shutil.copytree(folder / "base", home)
            decided = 0
            with watching(home, expected) as looks:
                for _ in range(min(IN_A_ROW, count - tally["kills"])):
                    decided = kill(folder, home, chance.random() * seconds if not point else None, point, decided, tally)
                assert ended(forked(lambda home=home: night(folder, home, SECOND))) == 0, "the next night fails"
            tally["looks"] += looks[0]
            assert told(lambda home=home: [results(home), content(home / "warehouse.duckdb")[1]]) == [published, expected[str(SECOND)]]
            assert not strays(folder, home), strays(folder, home)
            assert no_child_left(), "a process is left behind"
            tally["decisions"] += decided
            shutil.rmtree(home)
    print(json.dumps(tally))


def kill(folder: Path, home: Path, after: float | None, point: str, decided: int, tally: dict[str, int]) -> int:
    """Let a night and a writer of decisions die; what both had acknowledged must stand. Decisions acknowledged so far."""
    done, say = os.pipe()
    started, start = os.pipe()
    writer = forked(lambda: decide(home, say))
    environment = {"SEKISHO_CRASH_AT": point} if point else {}
    doomed = forked(lambda: (night(folder, home, SECOND), os.write(start, b"acknowledged")), environment)
    os.close(say)
    os.close(start)
    if after is not None and not select.select([started], [], [], after)[0]:
        os.kill(doomed, signal.SIGKILL)
    code = ended(doomed)
    os.kill(writer, signal.SIGKILL)
    ended(writer)
    acknowledged = os.read(started, 99) == b"acknowledged"
    assert code == (0 if acknowledged else -signal.SIGKILL), code
    assert not (point and acknowledged), f"the night came past {point}"
    with os.fdopen(done, "rb") as numbers:
        decided += len(numbers.read())
    os.close(started)
    found = told(lambda: [content(home / "warehouse.duckdb")[0], len(Ledger(home / "ledger.sqlite").records())])
    assert found[0] == str(SECOND) or not acknowledged, "an acknowledged night is lost"
    assert found[1] >= decided, "an acknowledged decision is lost"
    tally["after" if found[0] == str(SECOND) else "before"] += 1
    tally["kills"] += 1
    return decided


def decide(home: Path, say: int) -> None:
    """One entry after the other, each acknowledged by a byte."""
    number = 0
    while True:
        number += 1
        Ledger(home / "ledger.sqlite").append(Acceptance(source="un_sc", edition=f"e{os.getpid()}-{number}", text="例示"), by="sato", at=AT)
        os.write(say, b".")
        select.select([], [], [], BREATH)


@contextmanager
def watching(home: Path, expected: dict[str, str]) -> Iterator[list[int]]:
    """A reader at work; how often it looked, when it has ended well."""
    until, stop = os.pipe()
    heard, tell = os.pipe()

    def look() -> None:
        os.close(stop)
        os.write(tell, str(watch(home / "warehouse.duckdb", expected, until)).encode())

    child = forked(look)
    looks = [0]
    try:
        yield looks
    finally:
        os.close(stop)
        code = ended(child)
        os.close(tell)
    assert code == 0, "the reader met a file that is not whole"
    looks[0] = int(os.read(heard, 99))
    for handle in (until, heard):
        os.close(handle)


def adopt_orphans() -> None:
    """Whatever a killed night had started becomes a child of this process."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)


def no_child_left() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
