"""From the desk to the night: who may be looked up, what is asked of whom, what stands in coverage and among the attached works."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import EXAMPLE, FIRST
from standin import StandIn, name_of, orcid_of, stand_in

from flows import night as steps
from flows.anew import verify_full
from flows.asking.ask import MANNERS
from flows.asking.look_up import Doors
from flows.cli import main
from flows.commands import REFERENCE, source_names
from flows.programs import load_plan
from flows.rebuild import rebuild
from flows.settings import Settings
from flows.warehouse import query

ASKED = ("orcid", "openalex", "crossref")
PROGRAMS = """[[programs]]
program_id = "P-T1"
title_ja = "基盤事業（例）"
ministry = "例示省"
funder = "例示機構"
funding = "補助"
tier = 1

[[programs]]
program_id = "P-T2"
title_ja = "先端事業（例）"
ministry = "例示省"
funder = "例示機構"
funding = "委託"
tier = 2
designation = { by = "例示省", on = "2026-04-01", basis = "所管府省決定（例）", trigger = "同志国等との対等性", until = "2031-03-31" }
"""
CASES = "案件ID,事業ID,種別,段階,案件名,目的\nC-1,P-T1,共同研究,審査中,例示,比較\nC-2,P-T2,共同研究,審査中,例示,比較\n"
BODIES = "機関ID,案件ID,機関名,機関名（英語）,役割,所在国\nI-1,C-1;C-2,スイス連邦工科大学,ETH Zurich,連携先,スイス\n"


def people() -> str:
    rows = [f"R-{n},C-{case},{' '.join(name_of(n))},相手方メンバー,ETH Zurich,{orcid_of(n)}" for n, case in ((1, 1), (2, 1), (3, 2))]
    return "\n".join(["人ID,案件ID,氏名,役割,所属機関1,ORCID", *rows]) + "\n"


class Night:
    """An office with one program of each tier: persons 1 and 2 in tier 1, person 3 in tier 2."""

    def __init__(self, folder: Path, server: StandIn) -> None:
        self.home, self.programs, self.server = folder / "home", folder / "programs", server
        self.programs.mkdir()
        texts = {"programs.toml": PROGRAMS, "cases.csv": CASES, "institutions.csv": BODIES, "people.csv": people()}
        for name, text in texts.items():
            (self.programs / name).write_text(text, encoding="utf-8")

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, mirror=EXAMPLE / "mirror", asked=frozenset(ASKED), keys={"openalex": "k"})

    def run(self) -> None:
        night = steps.begin(self.settings, FIRST, load_plan([self.programs], REFERENCE / "policies", source_names()))
        manners = replace(MANNERS, loopback_for_tests=True, sleep=lambda seconds: None)
        night.doors, night.verify = Doors(manners=manners, bases=dict.fromkeys(ASKED, self.server.base)), verify_full
        steps.run_plainly(night)

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        return [tuple(row.values()) for row in query(self.home / "warehouse.duckdb", text)]

    def types(self, *words: str) -> tuple[int, str]:
        told = CliRunner().invoke(main, ["--home", str(self.home), "--lang", "en", "lookups", *words])
        return told.exit_code, told.output

    @property
    def about(self) -> set[int]:
        """The persons of whom the publishers heard."""
        return {n for n in (1, 2, 3) for path in self.server.answered if orcid_of(n) in path or f"p{n}.w" in path}

    @property
    def coverage(self) -> set[tuple[Any, ...]]:
        return set(self.rows("select program_id, source, state from marts.coverage where source in ('orcid', 'openalex', 'crossref')"))


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """After one night, verified in full."""
    with stand_in(12) as server:
        night = Night(tmp_path_factory.mktemp("lookups"), server)
        night.run()
        yield night


def test_only_the_person_in_tier_2_is_asked_about_and_coverage_says_so_for_each_program(nights: Night) -> None:
    assert nights.about == {3}
    assert nights.coverage == {
        (program, source, state) for source in ASKED for program, state in (("P-T1", "not_asked"), ("P-T2", "looked_up"))
    }
    assert nights.rows("select * from raw.grounds") == [("P-T2", "C-2:p:R-3", "tier2")]


def test_the_works_are_in_the_raw_layer_and_attached_with_their_reasons(nights: Night) -> None:
    assert nights.rows("select source, count(*) from raw.works group by all order by all") == [("crossref", 12), ("openalex", 12)]
    attached = nights.rows("select distinct subject_id, source, basis, may_grade from screened.attachments order by all")
    assert attached == [
        ("C-2:p:R-3", "crossref", "declared", True),
        ("C-2:p:R-3", "crossref", "orcid", True),
        ("C-2:p:R-3", "openalex", "declared", True),
    ]
    ((points, evidence),) = nights.rows("select points, evidence from screened.attachments order by all limit 1")
    assert points == sum(int(one.rpartition(" ")[2]) for one in evidence.split("; "))


def test_a_rebuild_from_the_archive_gives_the_same_works_and_attachments(nights: Night) -> None:
    text = "select * from screened.attachments order by all"
    before, count = nights.rows(text), nights.server.count
    rebuild(nights.settings, load_plan([nights.programs], REFERENCE / "policies", source_names()))
    assert nights.rows(text) == before
    assert nights.server.count == count


def test_a_recorded_request_lets_the_next_night_ask_about_one_more_until_it_is_taken_back(nights: Night) -> None:
    until = ("--until", "2099-12-31", "--reason", "agreed in writing", "--by", "sato")
    assert nights.types("allow", "P-T1", "C-1:p:R-1", *until)[0] == 2, "a basis is asked for"
    assert nights.types("allow", "P-T1", "C-1:p:R-9", "--legal-basis", "consent", *until)[0] == 2, "nobody of that id"
    code, said = nights.types("allow", "P-T1", "C-1:p:R-1", "--legal-basis", "consent", *until)
    assert (code, "entry 1" in said) == (0, True)
    nights.run()
    assert nights.about == {1, 3}
    assert ("P-T1", "openalex", "looked_up") in nights.coverage
    assert {row[0] for row in nights.rows("select subject_id from screened.attachments")} == {"C-1:p:R-1", "C-2:p:R-3"}
    assert nights.types("withdraw", "2", "--by", "sato")[0] == 2
    assert nights.types("withdraw", "1", "--by", "sato")[0] == 0
    nights.run()
    assert ("P-T1", "openalex", "not_asked") in nights.coverage
    assert {row[0] for row in nights.rows("select subject_id from screened.attachments")} == {"C-2:p:R-3"}
