"""Two offices as they type it, over a night of the example: inviting, looking at what leaves, sharing, use beside one's own hits."""

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import EXAMPLE, Office

from flows.cli import main
from flows.exchange.accepting import CONTENT, ENVELOPE
from flows.exchange.keyring import Keyring
from flows.exchange.keys import unseal

BEIHANG, HARBIN, SHARIF = "h-f16203ab34bd3276", "h-7fdba52c317cbbea", "h-709afeb0c27647fb"
PERSON = "h-a4ce138efec93c9e"
FIGURES = re.compile(r"[0-9]{5}(?:-[0-9]{5}){4}")
TEXT = "架空 花子さんに電話で確認"


@dataclass(frozen=True)
class Desk:
    """An office whose night is over, and a terminal."""

    office: Office

    def types(self, *arguments: str, language: str = "en") -> tuple[int, str]:
        told = CliRunner().invoke(main, ["--home", str(self.office.home), "--lang", language, *arguments])
        assert told.exception is None or isinstance(told.exception, SystemExit)
        return told.exit_code, told.output

    def well(self, *arguments: str) -> str:
        code, said = self.types(*arguments)
        assert code == 0, said
        return said

    def decides(self, hit: str, judgement: str, *more: str) -> None:
        self.well("decide", hit, judgement, "--reason", "place", "--text", TEXT, "--by", "sato", *more)

    def leaving(self, *arguments: str) -> list[dict[str, Any]]:
        return list(json.loads(self.well("share", "--json", *arguments))["leaving"])

    def shares(self, *arguments: str) -> list[Path]:
        code = json.loads(self.well("share", "--json", *arguments))["code"]
        return [Path(line) for line in self.well("share", *arguments, "--confirm", code).splitlines() if line.endswith(ENVELOPE)]

    def findings(self, *arguments: str) -> dict[str, Any]:
        return dict(json.loads(self.well("findings", "--json", *arguments)))


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(home=tmp_path_factory.mktemp("office") / "home", mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office


@pytest.fixture
def desks(night: Office, tmp_path: Path) -> tuple[Desk, Desk]:
    """AUNIV, hub and steward, and BUNIV: invited and trusting, as the manual has it."""
    for name in ("a", "b"):
        shutil.copytree(night.home, tmp_path / name, ignore=shutil.ignore_patterns("out", "raw", "generations"))
    a, b = (Desk(replace(night, home=tmp_path / name)) for name in ("a", "b"))
    a.well("members", "begin", "AUNIV", "--title-en", "A University (invented)", "--title-ja", "架空大学A")
    stewards = FIGURES.findall(a.well("members", "found", "Example consortium"))[0]
    own = FIGURES.findall(b.well("members", "begin", "buniv", "--title-en", "B University (invented)", "--title-ja", "架空大学B"))[0]
    a.well("members", "add", str(b.office.home / "exchange/outbox/BUNIV.sekisho-card.json"), "--figures", own.replace("-", " "))
    b.well("members", "trust", str(a.office.home / "exchange/outbox/members-0002.sekisho-members.json"), "--figures", stewards)
    return a, b


def test_inviting_and_trusting_is_six_commands_and_two_telephone_calls(desks: tuple[Desk, Desk]) -> None:
    for desk in desks:
        assert [row["name"] for row in json.loads(desk.well("members", "--json"))["members"]] == ["AUNIV", "BUNIV"]
    assert "架空大学A" in desks[1].types("members", language="ja")[1]


def test_whoever_hears_other_figures_goes_no_further(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    a, _ = desks
    c = Desk(replace(a.office, home=tmp_path / "c"))
    c.well("members", "begin", "CUNIV", "--title-en", "C University (invented)", "--title-ja", "架空大学C")
    code, said = a.types("members", "add", str(c.office.home / "exchange/outbox/CUNIV.sekisho-card.json"), "--figures", "1" * 25)
    assert (code, "do not go on" in said) == (2, True)
    code, said = c.types(
        "members", "trust", str(a.office.home / "exchange/outbox/members-0002.sekisho-members.json"), "--figures", "12345", language="ja"
    )
    assert (code, "一致しません" in said) == (2, True)


def test_another_office_stands_in_as_steward_and_the_first_hands_over(desks: tuple[Desk, Desk]) -> None:
    a, b = desks
    told = FIGURES.findall(b.well("members", "stand-in"))[0]
    first = FIGURES.findall(
        a.well("members", "entrust", str(b.office.home / "exchange/outbox/BUNIV.sekisho-steward.json"), "--figures", told)
    )[0]
    b.well("accept", str(a.office.home / "exchange/outbox/members-0003.sekisho-members.json"))
    b.well("members", "dismiss", first)
    assert a.types("accept", str(b.office.home / "exchange/outbox/members-0004.sekisho-members.json"))[0] == 0
    b.well("members", "renew")
    assert b.types("accept", str(a.office.home / "exchange/outbox/members-0003.sekisho-members.json"))[0] == 2
    assert "no steward's key" in a.types("members", "renew")[1]


def test_a_decision_stands_beside_ones_own_possible_hit_and_decides_nothing(desks: tuple[Desk, Desk]) -> None:
    a, b = desks
    a.decides(BEIHANG, "same")
    for path in a.shares("--to", "BUNIV"):
        assert "findings taken in" in b.well("accept", str(path))
    (row,) = b.findings()["beside"]
    said = ("hit_id", "judgement", "author", "own_state", "own_judgement", "is_conflict")
    assert tuple(row[name] for name in said) == (BEIHANG, "same", "AUNIV", "open", "", False)
    assert "ask_partner (offered)" in row["measures"]
    assert BEIHANG in b.well("queue", "--json")
    b.decides(BEIHANG, "different")
    assert b.findings()["beside"][0]["is_conflict"]
    assert "says the opposite: 1" in b.well("findings")


def test_what_leaves_is_shown_field_by_field_and_needs_its_code(desks: tuple[Desk, Desk]) -> None:
    a, _ = desks
    a.decides(BEIHANG, "same")
    shown = a.well("share", "--to", "BUNIV", "--kind", "decisions")
    assert "subject_identifiers=ror:00wk2mp56" in shown
    assert "Nothing has left" in shown
    assert not list((a.office.home / "exchange/outbox").glob(f"*{ENVELOPE}"))
    assert a.types("share", "--to", "BUNIV", "--confirm", "00000000")[0] == 2
    assert not list((a.office.home / "exchange/outbox").glob(f"*{ENVELOPE}"))


def test_persons_their_affiliations_and_words_of_ones_own_stay_home(desks: tuple[Desk, Desk]) -> None:
    a, b = desks
    for hit in (BEIHANG, PERSON):
        a.decides(hit, "same")
    (envelope,) = a.shares("--to", "BUNIV")
    content = envelope.with_name(envelope.name.replace(ENVELOPE, CONTENT)).read_bytes()
    plain = unseal(content, Keyring(b.office.home / "exchange/keys").secrets()).decode("utf-8", "replace")
    facts = a.office.rows("select distinct value from raw.subject_facts inner join raw.subjects using (program_id, case_id, subject_id)"
                          " where kind = 'person' and field <> 'affiliation'")  # fmt: skip
    titles = a.office.rows("select distinct title as value from raw.cases union select case_id from raw.cases")
    private = [row["value"] for row in (*facts, *titles)] + ["花子", "sato", "P-SENTAN"]
    assert len(private) > 20
    assert "ror:00wk2mp56" in plain
    assert not [text for text in private if text in plain + envelope.read_text()]


def test_a_decision_on_a_person_stays_home(desks: tuple[Desk, Desk]) -> None:
    a, _ = desks
    a.decides(PERSON, "same")
    assert {row["kind"] for row in a.leaving("--to", "BUNIV")} == {"fairness", "burden"}


def test_nothing_of_a_case_leaves_before_it_is_signed_unless_the_officer_says_so(desks: tuple[Desk, Desk]) -> None:
    """The policy asks for a second signature here. The partner's name is nobody's publication, so all that could be said is that."""
    a, _ = desks
    a.decides(HARBIN, "same")
    assert "stay home" not in a.well("share", "--to", "BUNIV")
    assert "1 decisions on organisations stay home" in a.well("share", "--to", "BUNIV", "--before-signature")
    a.well("decide", HARBIN, "same", "--second", "--by", "kato")
    assert "1 decisions on organisations stay home" in a.well("share", "--to", "BUNIV")
    assert not [row for row in a.leaving("--to", "BUNIV") if row["kind"] == "decisions"]


def test_a_program_is_shared_without_the_others(desks: tuple[Desk, Desk]) -> None:
    a, _ = desks
    a.decides(BEIHANG, "same")
    a.decides(SHARIF, "same")
    of_all = {row["finding_id"] for row in a.leaving("--to", "BUNIV", "--kind", "decisions")}
    of_one = {row["finding_id"] for row in a.leaving("--to", "BUNIV", "--kind", "decisions", "--program", "P-SENTAN")}
    assert (len(of_all), len(of_one)) == (2, 1)
    assert a.types("share", "--to", "BUNIV", "--program", "P-NONE")[0] == 2


def test_a_withdrawn_decision_leaves_a_tombstone_with_everyone_who_had_it(desks: tuple[Desk, Desk]) -> None:
    a, b = desks
    a.decides(BEIHANG, "same")
    b.well("accept", *map(str, a.shares("--to", "BUNIV", "--kind", "decisions")))
    a.well("decide", BEIHANG, "withdraw", "--by", "sato")
    b.well("accept", *map(str, a.shares("--to", "BUNIV", "--kind", "burden")))
    held = {row["kind"]: row for row in b.findings()["findings"]}
    assert held["decisions"]["state"] == "withdrawn"
    assert "judgement" not in held["decisions"]
    assert b.findings()["beside"] == []


def test_without_a_night_nothing_is_shared_and_nothing_withdrawn(desks: tuple[Desk, Desk]) -> None:
    a, _ = desks
    a.decides(BEIHANG, "same")
    a.shares("--to", "BUNIV")
    (a.office.home / "warehouse.duckdb").unlink()
    code, said = a.types("share", "--to", "BUNIV")
    assert code == 2
    assert "withdrawal" not in said


def test_who_assesses_a_body_is_asked_taken_and_done_among_those_named(desks: tuple[Desk, Desk]) -> None:
    a, b = desks
    asked = a.shares("--to", "BUNIV", "--task", "requested", "--about", "ror:00wk2mp56", "--tlp", "red")
    b.well("accept", *map(str, asked))
    (task,) = b.findings()["tasks"]
    assert (task["step"], task["by"], task["name"], task["named"]) == ("requested", "AUNIV", "Beihang University", "BUNIV")
    for step in ("taken", "done"):
        a.well("accept", *map(str, b.shares("--to", "AUNIV", "--task", step, "--about", task["task_id"][:6])))
    assert [(row["step"], row["by"]) for row in a.findings()["tasks"]] == [("requested", "AUNIV"), ("done", "BUNIV")]
    for about in ("山田 太郎", "un_sc:KPi.901", "x1:yamada", "orcid:0000-0002-1825-0097"):
        assert a.types("share", "--to", "BUNIV", "--task", "requested", "--about", about)[0] == 2


def test_files_are_refused_one_by_one_and_the_reason_is_said(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    a, b = desks
    a.decides(BEIHANG, "same")
    (envelope,) = a.shares("--to", "BUNIV")
    alone = tmp_path / envelope.name
    alone.write_bytes(envelope.read_bytes())
    code, said = b.types("accept", str(alone), str(envelope), language="ja")
    assert code == 2
    assert "2 つのファイル" in said
    assert "取り込みました" in said
    assert b.types("accept", str(envelope))[0] == 2


def test_a_hub_passes_on_what_it_cannot_read_and_names_what_it_refuses(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    a, b = desks
    a.decides(BEIHANG, "same")
    (envelope,) = a.shares("--to", "BUNIV")
    (tmp_path / "in").mkdir()
    for path in (envelope, envelope.with_name(envelope.name.replace(ENVELOPE, CONTENT))):
        shutil.copy(path, tmp_path / "in")
    (tmp_path / "in" / f"X{ENVELOPE}").write_bytes(b"{}")
    code, said = a.types("relay", str(tmp_path / "in"), str(tmp_path / "out"), "--json")
    rows = {row["bundle"]: row for row in json.loads(said)["passed"]}
    assert code == 2
    assert rows["X"]["reason"]
    assert rows["AUNIV-01-00000001"]["to"] == "BUNIV"
    b.well("accept", str(tmp_path / "out" / "BUNIV" / envelope.name))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"BUNIV"}


def test_keys_and_bundles_are_for_their_owner_only(desks: tuple[Desk, Desk]) -> None:
    a, _ = desks
    a.decides(BEIHANG, "same")
    a.shares("--to", "BUNIV")
    places = [*(a.office.home / "exchange").rglob("*"), a.office.home / "exchange.sqlite"]
    assert len(places) > 6
    assert not [path for path in places if path.stat().st_mode & 0o077]
