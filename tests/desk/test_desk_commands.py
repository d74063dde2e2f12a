"""queue, decide and audit as an office types them, over nights of the example."""

import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import EXAMPLE, FIRST, Office

from flows.cli import main
from flows.desk.ledger import Ledger
from flows.desk.live import standings

SHARIF, OBRAZTSOV_UN, OBRAZTSOV_US = "h-a4ce138efec93c9e", "h-da5d63bac718d351", "h-187409e7ea49fde5"
HARBIN = ("h-f8fae701cdaa8c9f", "h-feb4e60bd20140f4")


@dataclass(frozen=True)
class Desk:
    """An office whose night is over, and a terminal."""

    office: Office

    def types(self, *arguments: str, language: str = "en") -> tuple[int, str]:
        """Exit code, and everything said."""
        told = CliRunner().invoke(main, ["--home", str(self.office.home), "--lang", language, *arguments])
        assert told.exception is None or isinstance(told.exception, SystemExit)
        return told.exit_code, told.output

    def queue(self, *options: str) -> dict[str, dict[str, Any]]:
        code, said = self.types("queue", "--json", *options)
        assert code == 0
        return {row["hit_id"]: row for row in json.loads(said)["queue"]}

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.office.home / "ledger.sqlite")


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(home=tmp_path_factory.mktemp("office") / "home", mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office


@pytest.fixture
def desk(first_night: Office, tmp_path: Path) -> Desk:
    shutil.copytree(first_night.home, tmp_path / "home", ignore=shutil.ignore_patterns("out"))
    shutil.copytree(EXAMPLE / "mirror", tmp_path / "mirror")
    return Desk(replace(first_night, home=tmp_path / "home", mirror=tmp_path / "mirror"))


def test_the_queue_stands_by_level_of_care_then_law_then_yield(desk: Desk) -> None:
    rows = list(desk.queue().values())
    care, law = ("none", "low", "moderate", "high"), ("none", "permit_check", "refer")
    order = [(care.index(row["grade"]), law.index(row["legal_check"]), row["yield"]) for row in rows]
    assert order == sorted(order, reverse=True)
    assert {row["state"] for row in rows} == {"open"}


def test_the_queue_is_cut_to_what_the_office_can_do_and_says_what_is_left(desk: Desk) -> None:
    assert list(desk.queue("--capacity", "3")) == list(desk.queue())[:3]
    assert "3 of 11 that wait are shown" in desk.types("queue", "--capacity", "3")[1]
    assert {row["program_id"] for row in desk.queue("--program", "P-KIBAN").values()} == {"P-KIBAN"}


@pytest.mark.parametrize(("language", "words"), [("en", "permit check"), ("ja", "許可要否の確認")])
def test_the_queue_speaks_the_readers_language(desk: Desk, language: str, words: str) -> None:
    assert words in desk.types("queue", language=language)[1]


def test_a_decision_takes_a_hit_off_the_queue(desk: Desk) -> None:
    assert desk.types("decide", SHARIF[2:8], "different", "--reason", "place", "--by", "sato")[0] == 0
    assert SHARIF not in desk.queue()


def test_a_second_person_signs_what_the_policy_wants_signed_by_two(desk: Desk) -> None:
    said = desk.types("decide", OBRAZTSOV_UN, "same", "--reason", "birth_year", "--by", "sato")[1]
    assert "second person's signature" in said
    assert desk.queue()[OBRAZTSOV_UN]["state"] == "proposed"
    assert OBRAZTSOV_UN in desk.queue("--mine", "--by", "kato")
    assert OBRAZTSOV_UN not in desk.queue("--mine", "--by", "sato")
    assert desk.types("decide", OBRAZTSOV_UN, "same", "--second", "--by", "sato")[0] == 2
    assert "the proposal says “same”" in desk.types("decide", OBRAZTSOV_UN, "different", "--second", "--by", "kato")[1]
    assert desk.types("decide", OBRAZTSOV_UN, "same", "--second", "--by", "kato")[0] == 0
    assert OBRAZTSOV_UN not in desk.queue()


def test_one_decision_holds_in_another_case_of_the_same_person(desk: Desk) -> None:
    assert desk.types("decide", HARBIN[0], "different", "--reason", "place")[0] == 0
    assert not set(HARBIN) & set(desk.queue())


def test_hits_on_the_same_evidence_are_decided_at_once(desk: Desk) -> None:
    assert "2 written" in desk.types("decide", HARBIN[0], "different", "--reason", "place", "--same-evidence")[1]


def test_a_decision_withdrawn_is_open_to_all_again(desk: Desk) -> None:
    desk.types("decide", SHARIF, "different", "--reason", "place", "--by", "sato")
    assert desk.types("decide", SHARIF, "withdraw", "--by", "kato")[0] == 0
    row = desk.queue()[SHARIF]
    assert (row["state"], row["judgement"]) == ("lapsed", "different")
    assert "Withdrawn by kato" in row["why"]


def test_an_alias_added_to_the_list_reopens_and_an_address_does_not(desk: Desk) -> None:
    for hit in (OBRAZTSOV_UN, OBRAZTSOV_US):
        desk.types("decide", hit, "different", "--reason", "birth_year", "--by", "sato")
    un = desk.office.file("en/consolidated.xml")
    un.write_bytes(un.read_bytes().replace(b"<ALIAS_NAME>The Example<", b"<ALIAS_NAME>The Invented One<", 1))
    us = desk.office.file("sdn.csv")
    us.write_bytes(us.read_bytes().replace(b"Director of the Sample Bureau", b"Head of the Sample Bureau", 1))
    desk.office.night(FIRST + timedelta(days=1))
    row = desk.queue()[OBRAZTSOV_UN]
    assert (row["state"], row["by"]) == ("lapsed", "sato")
    assert row["why"] == "A name was added on the listed side: The Invented One."
    assert desk.queue()[OBRAZTSOV_US]["state"] == "proposed"
    assert OBRAZTSOV_UN in desk.queue("--mine", "--by", "sato")


def test_standings_are_a_frame_that_pages_can_join(desk: Desk) -> None:
    desk.types("decide", SHARIF, "different", "--reason", "place", "--by", "sato")
    frame = standings(desk.office.home / "warehouse.duckdb", desk.ledger, {}, date(2026, 11, 21)).set_index("hit_id")
    assert len(frame) == 11
    assert tuple(frame.loc[SHARIF, ["state", "judgement", "decided_by"]]) == ("decided", "different", "sato")


MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "no such hit": (("h-ffffffff", "same", "--reason", "orcid"), "No possible hit of tonight begins with"),
    "too short": (("h", "same", "--reason", "orcid"), "No possible hit of tonight begins with"),
    "no reason": ((SHARIF, "same"), "affiliation_history (affiliation history)"),
    "no such reason": ((SHARIF, "same", "--reason", "feeling"), "There is no choice “feeling”"),
    "unsure for ever": ((SHARIF, "unsure", "--reason", "too_little"), "a day to look again"),
    "a day gone by": ((SHARIF, "same", "--reason", "orcid", "--until", "2020-01-01"), "has passed"),
    "nothing to sign": ((SHARIF, "same", "--second"), "no proposal waits"),
    "nothing to withdraw": ((SHARIF, "withdraw"), "no decision to withdraw"),
    "nobody": ((SHARIF, "same", "--reason", "orcid", "--by", ""), "Say who decides"),
    "nothing at all": ((), "sekisho decide HIT same|different|unsure|withdraw"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_one_sentence_and_writes_nothing(desk: Desk, what: str) -> None:
    arguments, sentence = MISTAKES[what]
    code, said = desk.types("decide", *arguments)
    assert (code, len(said.splitlines())) == (2, 1)
    assert sentence in said
    assert desk.ledger.records() == ()
    assert desk.types("decide", *arguments, language="ja")[1] != said


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_file_of_decisions_is_written_whole(desk: Desk, tmp_path: Path, ending: str) -> None:
    rows = [(hit, "different", "place", "確認済み", "2030-03-31") for hit in HARBIN]
    names = ("hit", "judgement", "reason", "text", "until")
    lines = (
        [json.dumps(dict(zip(names, row, strict=True))) for row in rows] if ending == "jsonl" else [",".join(row) for row in (names, *rows)]
    )
    (tmp_path / f"said.{ending}").write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    assert desk.types("decide", "--file", str(tmp_path / f"said.{ending}"))[0] == 0
    assert [(one.entry.text, str(one.entry.until)) for one in desk.ledger.records()] == [("確認済み", "2030-03-31")] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "second",
    [
        f"{HARBIN[0]},different,place,",
        f"{SHARIF},perhaps,place,",
        f"{SHARIF},same,,",
        f"{SHARIF},same,place,31 March",
        f"{SHARIF},unsure,place,",
        "h-ffffffff,same,place,",
        f"{SHARIF},same,place,,one too many",
    ],
)
def test_a_file_with_one_bad_row_writes_nothing_and_names_the_row(desk: Desk, tmp_path: Path, second: str) -> None:
    path = tmp_path / "said.csv"
    path.write_text(f"hit,judgement,reason,until\n{HARBIN[0]},different,place,\n{second}\n", encoding="utf-8")
    code, said = desk.types("decide", "--file", str(path))
    assert (code, desk.ledger.records()) == (2, ())
    assert "said.csv, row 2: " in said


def test_the_ledger_is_verified_exported_and_erased_from_the_terminal(desk: Desk, tmp_path: Path) -> None:
    desk.types("decide", SHARIF, "different", "--reason", "place", "--text", "朝凪さんに確認", "--by", "sato")
    desk.types("decide", OBRAZTSOV_UN, "same", "--reason", "birth_year", "--by", "sato")
    desk.types("decide", OBRAZTSOV_US, "same", "--reason", "birth_year", "--by", "sato")
    witness = tmp_path / "witness.jsonl"
    assert desk.types("audit", "export", str(witness))[0] == 0
    assert "朝凪" not in witness.read_text(encoding="utf-8")
    assert desk.types("audit", "erase", "2")[0] == 2
    assert "(2, 3)" in desk.types("audit", "erase", "2", "--legal-basis", "request", "--by", "kato")[1]
    code, said = desk.types("audit", "verify", "--witness", str(witness))
    assert code == 0
    assert "The text of entry 3 was erased by entry 4." in said
    assert "rested on was erased (entry 4)" in desk.queue()[OBRAZTSOV_UN]["why"]


def test_a_cut_witness_or_ledger_ends_with_2(desk: Desk, tmp_path: Path) -> None:
    for hit in HARBIN:
        desk.types("decide", hit, "different", "--reason", "place")
    witness = tmp_path / "witness.jsonl"
    desk.types("audit", "export", str(witness))
    desk.ledger.path.unlink()
    code, said = desk.types("audit", "verify", "--witness", str(witness), "--json")
    assert code == 2
    assert [(row["key"], row["sequence"]) for row in json.loads(said)["verified"]] == [("lost", 1), ("lost", 2)]


def test_a_held_edition_is_accepted_by_name_in_the_ledger(desk: Desk) -> None:
    un = desk.office.file("en/consolidated.xml")
    un.write_bytes(un.read_bytes().replace(b"Sample Ali Nemoonei", b"Sample Ali Nemooneh"))
    (desk.office.mirror / "SAMPLE").unlink()  # so that a list of a few entries is far below its floor
    desk.office.night(FIRST + timedelta(days=1))
    assert desk.types("sources", "accept", "un_sc", "--reason", "公表元で確認", "--by", "mori")[0] == 0
    (written,) = desk.ledger.records()
    assert (written.by, written.entry.kind, written.entry.source) == ("mori", "acceptance", "un_sc")  # type: ignore[attr-defined]


def test_the_console_script_makes_a_ledger_for_its_owner_alone(desk: Desk) -> None:
    sekisho = Path(sys.executable).with_name("sekisho")
    command = [str(sekisho), "--home", str(desk.office.home), "--lang", "en", "decide", SHARIF, "same", "--reason", "place"]
    told = subprocess.run(command, env=os.environ, capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert stat.S_IMODE(desk.ledger.path.stat().st_mode) == 0o600


def test_without_a_night_there_is_no_queue(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["--home", str(tmp_path), "--lang", "en", "queue"])
    assert told.exit_code == 2
    assert "There is no database" in told.output
