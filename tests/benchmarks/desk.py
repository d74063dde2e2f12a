"""How long 20 people at once wait for the desk, over 100,000 possible hits, for a minute, over loopback.

    .venv/bin/python tests/benchmarks/desk.py [HOME of a night] [--seconds 60] [--people 20] [--pause 1.0] [--decided 0]

Prints the 50th and 95th percentile of each kind of answer, and whether every acknowledged decision is in the ledger.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles
from threading import Barrier, Event

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "desk" / "web"), str(ROOT / "tests" / "flows")]

from crowd import Person, acknowledged_and_kept, at_work, decide_many, let_in, multiply, serving  # noqa: E402
from office import EXAMPLE, Office  # noqa: E402


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (
        ("seconds", float, 60.0),
        ("people", int, 20),
        ("pause", float, 1.0),
        ("decided", int, 0),
        ("copies", int, 9_091),
    ):
        asked.add_argument(f"--{name}", type=kind, default=default)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        Office(home=home, mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx").night()
        multiply(home / "warehouse.duckdb", options.copies)
        accounts = let_in(home, options.people)
        decide_many(home, options.decided)
        measure(home, accounts, options.seconds, options.pause)
        shutil.rmtree(home)


def measure(home: Path, accounts: list[str], seconds: float, pause: float) -> None:
    """Everybody at work for so long; what they waited, and what is left of what they were told."""
    with serving(home) as (url, _):
        ended, begun, all_in = Event(), time.perf_counter(), Barrier(len(accounts) + 1)
        people = [Person(account=one, url=url, goes_on=lambda: not ended.is_set(), pause=pause, ready=all_in.wait) for one in accounts]
        threads = at_work(people)
        all_in.wait()
        print(f"all have signed in after {time.perf_counter() - begun:.1f} s")
        time.sleep(seconds)
        ended.set()
        for thread in threads:
            thread.join()
        took = defaultdict(list)
        for person in people:
            for kind, waited in person.took:
                took[kind].append(waited)
                took["all"].append(waited)
        for kind, waits in sorted(took.items()):
            cuts = [1000 * cut for cut in quantiles(waits, n=100)]
            print(f"{kind:9} {len(waits):6} answers  p50 {cuts[49]:6.0f} ms  p95 {cuts[94]:6.0f} ms  max {1000 * max(waits):6.0f} ms")
        kept, lost = acknowledged_and_kept(home, people)
        print(f"{kept} decisions acknowledged and kept, {lost} lost, {sum(len(one.faults) for one in people)} faults, "
              f"{time.perf_counter() - begun:.0f} s in all")  # fmt: skip


if __name__ == "__main__":
    main()
