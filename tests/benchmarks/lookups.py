"""A night over 1,000 people with 50 works each, asked of a stand-in over real sockets; killed with kill -9 on the way, and gone on with.

`python tests/benchmarks/lookups.py [people] [works]` prints what it took. The stand-in answers in the shape of real bodies where
these lie beside the checkout, bears 50 questions a second, and refuses or cuts every 40th answer.
"""

import gzip
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("asking", "crash")]

from standin import SHAPES, StandIn, name_of, orcid_of, stand_in  # noqa: E402
from tiny import ended, forked  # noqa: E402

from flows import night as steps  # noqa: E402
from flows.asking.ask import MANNERS  # noqa: E402
from flows.asking.look_up import Doors  # noqa: E402
from flows.commands import REFERENCE, source_names  # noqa: E402
from flows.programs import load_plan  # noqa: E402
from flows.settings import Settings  # noqa: E402
from flows.warehouse import query  # noqa: E402

AS_OF = date(2026, 11, 20)
MANNERS_HERE = replace(MANNERS, loopback_for_tests=True)
ASKED = ("orcid", "openalex", "crossref")
REAL = ROOT.parent / "shared" / "data" / "publications"
TOLD = {
    "works": "select source, count(*) as n from raw.works group by source order by source",
    "attached": "select basis, may_grade, count(*) as n from screened.attachments group by all order by all",
    "coverage": "select source, state from marts.coverage where state in ('looked_up', 'in_part', 'not_asked', 'failed') order by source",
}
PROGRAM = """[[programs]]
program_id = "P-T2"
title_ja = "例示事業"
ministry = "文部科学省"
funder = "例示機構"
funding = "委託"
tier = 2
designation = { by = "文部科学省", on = "2026-04-01", basis = "所管府省決定（例）", trigger = "同志国等との対等性", until = "2031-03-31" }
"""


def lay_out(folder: Path, people: int) -> None:
    """The program in tier 2, one case, so many people."""
    folder.mkdir(parents=True)
    (folder / "programs.toml").write_text(PROGRAM, encoding="utf-8")
    (folder / "cases.csv").write_text(
        "案件ID,事業ID,種別,段階,案件名,目的\nC-1,P-T2,共同研究,審査中,例示の共同研究,比較\n", encoding="utf-8"
    )
    (folder / "institutions.csv").write_text(
        "機関ID,案件ID,機関名,機関名（英語）,役割,所在国\nI-1,C-1,スイス連邦工科大学,ETH Zurich,連携先,スイス\n", encoding="utf-8"
    )
    rows = [",".join((f"R-{n}", "C-1", " ".join(name_of(n)), "相手方メンバー", "ETH Zurich", orcid_of(n))) for n in range(1, people + 1)]
    (folder / "people.csv").write_text("\n".join(["人ID,案件ID,氏名,役割,所属機関1,ORCID", *rows]) + "\n", encoding="utf-8")


def night(folder: Path, home: Path, base: str) -> None:
    """One whole night without Prefect."""
    settings = Settings(
        home=home, mirror=ROOT / "data/example/mirror", asked=frozenset(ASKED), keys={"openalex": "k"}, contact="office@example.org"
    )
    plan = load_plan([folder], REFERENCE / "policies", source_names())
    begun = steps.begin(settings, AS_OF, plan)
    begun.doors = Doors(manners=MANNERS_HERE, bases=dict.fromkeys(ASKED, base))
    steps.run_plainly(begun)


def real_shapes() -> dict[str, dict[str, Any]]:
    """One real work of each interface; the stand-in's own where there is none."""
    if not REAL.exists():
        return SHAPES
    answer = json.loads(gzip.decompress(next(REAL.glob("crossref/*journals_works__0*")).read_bytes()))
    items = sorted(answer["message"]["items"], key=lambda one: len(json.dumps(one)))
    item = items[len(items) // 2]
    item.pop("update-to", None)
    return {"openalex": json.loads((REAL / "openalex/W2741809807.json").read_bytes()) | {"awards": [], "funders": []}, "crossref": item}


def wait_for(server: StandIn, count: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while sum(server.answered.values()) < count and time.monotonic() < until:
        time.sleep(0.05)


def main(people: int = 1_000, works: int = 50) -> int:
    with tempfile.TemporaryDirectory() as place, stand_in(works, limit=50, ill_every=40, shapes=real_shapes()) as server:
        folder, home = Path(place) / "programs", Path(place) / "home"
        lay_out(folder, people)
        began = time.monotonic()
        child = forked(lambda: night(folder, home, server.base))
        wait_for(server, 2 * people, 600)
        os.kill(child, signal.SIGKILL)
        ended(child)
        killed = time.monotonic() - began
        before = sum(server.answered.values())
        code = ended(forked(lambda: night(folder, home, server.base)))
        seconds = time.monotonic() - began
        repeated = Counter(server.answered.values())
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime
        print(f"people {people}, works each {works}, ended with {code}; peak MB of a night {used.ru_maxrss // 1024}")
        print(f"killed after {killed:.0f} s and {before} answers; all in {seconds:.0f} s, {cpu:.0f} CPU-s of the nights")
        print(f"answers by how often they were given {dict(repeated)}; refused {server.refused}, cut {server.cut}")
        for title, text in TOLD.items():
            print(title, [tuple(row.values()) for row in query(home / "warehouse.duckdb", text)])
    return code


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
