"""800 projects of 5 members each, screened once, graded under three policies from the facts the night has stored."""

import csv
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from flows.commands import REFERENCE, source_names
from flows.fairness.names import invented, load_groups
from flows.night import begin, run_plainly
from flows.policies.regrade import night_of, regrade, stated_cases
from flows.programs import load_plan, load_policies
from flows.settings import ROOT, load_settings, tonight

MIRROR = ROOT / "data" / "example" / "mirror"
PROJECTS, MEMBERS = 800, 5
POLICIES = ("jp-osdd", "us-dow-2026", "us-nsf-trust")
BODIES = ("Beihang University", "Harbin Institute of Technology", "Sharif University of Technology", "ETH Zurich", "University of Oxford")
PROGRAM = """[[programs]]
program_id = "P1"
title_ja = "速度の測定"
title_en = "How fast"
tier = 2
partner_regimes = ["us"]
designation = { by = "a ministry", on = 2020-04-01, basis = "decision", trigger = "pilot", until = 2099-03-31 }
"""


def main() -> None:
    """Print how long one night and the three gradings take, in CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home, programs = Path(folder) / "home", Path(folder) / "programs"
        _write(programs)
        settings = replace(load_settings(home, "en", source_names()), mirror=MIRROR)
        begun = time.process_time()
        night = begin(settings, tonight(), load_plan([programs], REFERENCE / "policies", source_names()))
        run_plainly(night)
        screened = time.process_time()
        known, day = load_policies(REFERENCE / "policies"), night_of(settings.live)
        cases = stated_cases(settings.live, day)
        grades = [regrade(known[name], case, day) for name in POLICIES for case in cases]
        graded = time.process_time()
    facts, above = sum(len(case.facts) for case in cases), sum(one.level != "none" for one in grades)
    title = f"{PROJECTS} projects of {MEMBERS} members"
    print(f"{'grading':14} {title:28} one night: {screened - begun:.1f} CPU-s")
    print(f"{'grading':14} {title:28} {facts} facts, {len(POLICIES)} policies: {graded - screened:.1f} CPU-s ({above} above usual)")


def _write(folder: Path) -> None:
    folder.mkdir()
    (folder / "programs.toml").write_text(PROGRAM, encoding="utf-8")
    cases = [f"C{number:03}" for number in range(PROJECTS)]
    _table(folder / "cases.csv", [("case_id", "program_id", "kind", "title"), *((one, "P1", "project", f"Project {one}") for one in cases)])
    _table(
        folder / "institutions.csv",
        [("case_id", "name_en", "role"), *((one, body, "partner") for one, body in zip(cases, cycle(BODIES), strict=False))],
    )
    people = zip(_names(), cycle(BODIES), strict=False)
    rows = [(case, *next(people), "member") for case in cases for _ in range(MEMBERS)]
    _table(folder / "people.csv", [("case_id", "name", "affiliation", "role"), *rows])


def _names() -> Iterator[str]:
    """Invented names, one group after the other."""
    streams = [invented(group, "speed") for group in load_groups(REFERENCE / "fairness")]
    return (next(stream).text for stream in islice(cycle(streams), PROJECTS * MEMBERS))


def _table(path: Path, rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    main()
