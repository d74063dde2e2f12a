"""How long 100,000 findings take from one member to another, and how much memory: one process that packs, one that takes in.

python tests/benchmarks/exchange.py [COUNT]
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "exchange"))

from consortium import FIRST_DAY, PUBLIC, begun, decision, standing

COUNT = 100_000
NAMES = ("HUB", "AUNIV", "BUNIV")
BOUNDS = {"seconds": 30, "megabytes": 500}


def packs(folder: Path, count: int) -> None:
    """A member with so many decisions looks at what would leave, confirms, and writes its bundle."""
    member = standing(folder, *NAMES)["AUNIV"]
    member.says(*(decision("AUNIV", listed=f"un_sc:CDe.{number:07d}", on=FIRST_DAY) for number in range(count)))
    member.published = replace(PUBLIC, entities=frozenset(one.body["entities"][0] for one in member.said.values()))
    member.share("BUNIV")


def accepts(folder: Path, count: int) -> None:
    """Another takes it in."""
    (envelope,) = (folder / "AUNIV").rglob("*.sekisho.json")
    taken = standing(folder, *NAMES)["BUNIV"].accept(envelope)
    if taken.counts != {"decisions": count}:
        raise SystemExit(f"taken in: {taken.counts}")


def measured(step: Callable[[Path, int], None], folder: Path, count: int) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak megabytes of a step in a process of its own."""
    command = [sys.executable, __file__, step.__name__, str(folder), str(count)]
    begun_at = time.perf_counter()
    cpu, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return time.perf_counter() - begun_at, float(cpu), int(peak) / 1024


def main(count: int) -> int:
    """0 when both together stay within the bounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun(folder, *NAMES)
        found = {step.__name__: measured(step, folder, count) for step in (packs, accepts)}
        size = sum(path.stat().st_size for path in (folder / "AUNIV").rglob("*.sekisho.age")) / 1e6
    for step, (wall, cpu, megabytes) in found.items():
        said = f"{step} {count:,} findings"
        print(f"{'exchange':14} {said:28} {'CPU-s':8}{cpu:>11.1f} {'wall s':>8}{wall:>6.1f} {'MB':>4}{megabytes:>6.0f}")
    print(f"{'exchange':14} {'bundle':28} {'MB':8}{size:>11.1f}")
    within = sum(cpu for _, cpu, _ in found.values()) <= BOUNDS["seconds"]  # the clock on the wall is the machine's, not ours
    return 0 if within and all(megabytes <= BOUNDS["megabytes"] for _, _, megabytes in found.values()) else 1


if __name__ == "__main__":
    if len(sys.argv) > 2:
        {"packs": packs, "accepts": accepts}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(used.ru_utime + used.ru_stime, used.ru_maxrss)
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
