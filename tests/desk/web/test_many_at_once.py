"""Several people at once over real sockets, and the desk killed in the middle: what somebody was told is kept."""

import time
from pathlib import Path

import pytest
from crowd import Person, acknowledged_and_kept, at_work, let_in, multiply, serving

from flows.desk.ledger import Ledger
from flows.desk.verify import walk
from flows.desk.witness import stored


def _killed(home: Path, people_count: int, decisions: int) -> tuple[int, int]:
    """People decide until so many decisions are acknowledged; then the desk is killed. (kept, lost)"""
    accounts = let_in(home, people_count)
    with serving(home) as (url, process):
        people = [Person(account=account, url=url, goes_on=lambda: process.poll() is None) for account in accounts]
        threads = at_work(people)
        until = time.monotonic() + 120
        while sum(len(one.told) for one in people) < decisions and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        for thread in threads:
            thread.join()
    assert not [one.faults for one in people if one.faults]
    return acknowledged_and_kept(home, people)


def test_a_desk_killed_in_the_middle_loses_no_acknowledged_decision(home: Path) -> None:
    multiply(home / "warehouse.duckdb", 60)
    kept, lost = _killed(home, people_count=4, decisions=12)
    assert (kept >= 12, lost) == (True, 0)
    assert not [one for one in walk(stored(Ledger(home / "ledger.sqlite").links())) if one.is_fault]


@pytest.mark.torture
def test_a_desk_killed_again_and_again_among_a_hundred_thousand_loses_nothing(home: Path) -> None:
    multiply(home / "warehouse.duckdb", 9_091)
    for round_number in range(20):
        kept, lost = _killed(home, people_count=20, decisions=40 + round_number)
        assert (kept >= 40, lost) == (True, 0)
