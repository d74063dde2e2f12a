"""The same night under other clocks: `python clocks.py DATE`. Prints a checksum of the results for each, as JSON."""

import itertools
import json
import os
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from homes import results
from tiny import ended, forked, lay_out, settings_of, warm

from flows import night as steps
from flows.commands import REFERENCE, source_names
from flows.programs import load_plan

ZONES = ("UTC", "Asia/Tokyo", "America/St_Johns")
JUMPS = {"steady": 0, "back": -3 * 86_400, "forward": 400 * 86_400}


def main(as_of: date) -> None:
    warm()
    found = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(folder)
        for zone, jump in itertools.product(ZONES, JUMPS):
            home = folder / zone.replace("/", "-") / jump
            assert ended(forked(lambda home=home, zone=zone, jump=jump: night(folder, home, as_of, zone, JUMPS[jump]))) == 0
            found[f"{zone} {jump}"] = results(home)
    print(json.dumps(found))


def night(folder: Path, home: Path, as_of: date, zone: str, jump: int) -> None:
    """Each look at the clock finds it further away from the last."""
    os.environ["TZ"] = zone
    time.tzset()
    looks = itertools.count()

    class Jumping(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.combine(as_of, datetime.min.time(), tz) + timedelta(seconds=jump * next(looks))

    steps.datetime = Jumping
    settings = settings_of(folder, home, date(2026, 11, 20))
    plan = load_plan([folder / "programs"], REFERENCE / "policies", source_names())
    steps.run_plainly(steps.begin(settings, as_of, plan))
    assert next(looks) > len(steps.READINGS)


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
