"""A person's word on entities, from the command to the next night's clusters and hits, and back."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from office import EXAMPLE, FIRST, Office

from flows.anew import verify_full
from flows.cli import main
from flows.desk.entries import ClusterDecision, Withdrawal
from flows.desk.joined import said_of_entities
from flows.desk.ledger import Ledger

UN, US, ALSO_US = "un_sc:KPi.901", "us_ofac_sdn:90004", "us_trade_csl:SDN:90004"
HARBIN = ("jp_meti_eul:a7738677e12f3c85", "us_trade_csl:EL:el-3")
BODY = "jp_meti_eul:a544a3ab16a4d754"


@dataclass(frozen=True)
class Desk:
    """An office after its first night, at the terminal."""

    office: Office

    def types(self, *arguments: str, language: str = "en") -> tuple[int, str]:
        told = CliRunner().invoke(main, ["--home", str(self.office.home), "--lang", language, "clusters", *arguments])
        assert told.exception is None or isinstance(told.exception, SystemExit)
        return told.exit_code, told.output

    def shows(self, entity: str) -> dict[str, Any]:
        return dict(json.loads(self.types("show", entity, "--json")[1]))

    def one_with(self, entity: str) -> set[str]:
        return {f"{row['source']}:{row['entity_id']}" for row in self.shows(entity)["cluster"]}

    def next_night(self, days: int = 1) -> None:
        self.office.night(FIRST + timedelta(days=days), verify=verify_full)

    @property
    def hits(self) -> set[tuple[str, str]]:
        return {(row["subject_id"], row["cluster_id"]) for row in self.office.rows("select subject_id, cluster_id from marts.hits")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    office = Office(home=tmp_path / "home", mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return Desk(office)


def test_what_a_person_joins_is_one_hit_from_the_next_night_on_and_the_link_says_why(desk: Desk) -> None:
    before = desk.hits
    assert {("C-203:p:R-12", UN), ("C-203:p:R-12", US)} <= before
    assert desk.types("join", US, UN, "--reason", "same passport number", "--by", "sato")[0] == 0
    assert desk.hits == before
    desk.next_night()
    assert before - desk.hits == {("C-203:p:R-12", US)}
    assert desk.one_with(US) == {UN, US, ALSO_US}
    (link,) = [link for link in desk.shows(UN)["links"] if link["reason"] == "decided"]
    assert (link["entity"], link["other"], link["is_followed"]) == (UN, US, True)
    assert link["why"].startswith("decided by a person: 1 sato 20")
    assert link["why"].endswith(": same passport number")


def test_what_a_person_splits_is_two_hits_although_their_names_are_the_same(desk: Desk) -> None:
    before = desk.hits
    assert desk.types("split", *HARBIN, "--reason", "another place", "--by", "sato")[0] == 0
    desk.next_night()
    assert desk.hits - before == {(subject, HARBIN[1]) for subject, cluster in before if cluster == HARBIN[0]} != set()
    assert before <= desk.hits


def test_what_a_person_splits_stays_two_although_their_numbers_are_equal(desk: Desk) -> None:
    assert desk.one_with(US) == {US, ALSO_US}
    assert desk.types("split", US, ALSO_US, "--reason", "the number was mistyped", "--by", "sato")[0] == 0
    desk.next_night()
    assert (desk.one_with(US), desk.one_with(ALSO_US)) == ({US}, {ALSO_US})
    shown = desk.shows(US)
    assert {link["is_followed"] for link in shown["links"]} == {False}
    assert [row["reason"] for row in shown["decisions"]] == ["the number was mistyped"]


def test_a_decision_withdrawn_lets_the_links_speak_again(desk: Desk) -> None:
    before = desk.hits
    desk.types("split", US, ALSO_US, "--reason", "another one")
    desk.next_night()
    assert desk.types("withdraw", "1", "--by", "kato")[0] == 0
    desk.next_night(2)
    assert desk.hits == before
    assert "Nothing was written" not in desk.types("show", US)[1]
    code, said = desk.types("withdraw", "1")
    assert (code, "already withdrawn" in said) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("join", UN, "un_sc:none", "--reason", "x"), "There is no entity un_sc:none"),
        (("join", UN, UN, "--reason", "x"), "one and the same"),
        (("join", UN, BODY, "--reason", "x"), "a person and an organisation"),
        (("split", UN, US, "--reason", " "), "Say why"),
        (("withdraw", "7"), "no decision on entities"),
        (("show", "un_sc"), "There is no entity un_sc"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence_and_not_written(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    code, said = desk.types(*arguments)
    assert (code, words in said) == (2, True)
    assert not (desk.office.home / "ledger.sqlite").exists()


@pytest.mark.parametrize(("language", "words"), [("en", ("followed", "decided")), ("ja", ("採用", "担当者"))])
def test_why_entities_are_one_is_shown_in_the_readers_language(desk: Desk, language: str, words: tuple[str, str]) -> None:
    code, said = desk.types("show", US, language=language)
    assert code == 0
    assert all(word in said for word in words)


def test_an_erased_reason_is_gone_and_the_decision_stays(desk: Desk) -> None:
    desk.types("join", UN, US, "--reason", "his passport")
    erased = CliRunner().invoke(main, ["--home", str(desk.office.home), "audit", "erase", "1", "--legal-basis", "retention"])
    assert erased.exit_code == 0, erased.output
    desk.next_night()
    shown = desk.shows(UN)
    assert desk.one_with(UN) == {UN, US, ALSO_US}
    assert [row["reason"] for row in shown["decisions"]] == ["(erased)"]
    assert "passport" not in str(shown)


def test_of_two_words_on_a_pair_the_newer_holds_until_it_is_withdrawn(ledger: Ledger, at: datetime) -> None:
    first = ClusterDecision(judgement="one", entity="b:2", other="a:1", text="so it seems")
    ledger.append(first, replace(first, judgement="two", entity="a:1", other="b:2"), by="sato", at=at)
    assert [(said.entry, said.judgement, said.pair) for said in said_of_entities(ledger.records())] == [
        (2, "two", (("a", "1"), ("b", "2")))
    ]
    ledger.append(Withdrawal(decision=2), by="kato", at=at)
    assert [(said.entry, said.judgement) for said in said_of_entities(ledger.records())] == [(1, "one")]
