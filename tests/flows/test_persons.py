"""What a night says of persons: the timeline, differences as questions, exposure as facts, retractions apart; each tier its own depth."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from persons_office import LISTED, Persons, made

from flows.cli import main

GAPS = "select program_id, compared, kind, organisation, gap_standing, answer, is_counted from marts.gaps order by all"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Persons:
    found = made(tmp_path_factory.mktemp("persons"))
    with found.configured():
        found.night()
    return found


@pytest.fixture
def own(tmp_path: Path) -> Persons:
    return made(tmp_path)


def run(office: Persons, *arguments: str) -> str:
    with office.configured():
        result = CliRunner().invoke(main, ["--home", str(office.home), "--lang", "en", *arguments])
    return result.output


def test_tier_1_compares_ledgers_and_sees_nothing_public(office: Persons) -> None:
    assert [(row["compared"], row["kind"], row["organisation"]) for row in office.rows(GAPS) if row["program_id"] == "P1"] == [
        ("ledgers", "side_post", "Zeppelin Instruments GmbH")
    ]
    assert not office.rows("select * from marts.timeline where program_id = 'P1' and basis = 'observed'")
    assert not office.rows("select * from marts.exposure where program_id = 'P1'")


def test_tier_2_also_asks_about_what_is_public_and_was_not_told(office: Persons) -> None:
    found = {(row["compared"], row["kind"]): row for row in office.rows(GAPS) if row["program_id"] == "P2"}
    assert set(found) == {("ledgers", "side_post"), ("public", "affiliation"), ("public", "funding")}
    assert found["public", "affiliation"]["organisation"] == LISTED
    assert not any(row["is_counted"] for row in found.values())


def test_the_timeline_shows_both_affiliations_of_one_paper_and_the_windows(office: Persons) -> None:
    rows = office.rows(
        "select organisation, start_on, is_dual, within_4_years from marts.timeline"
        " where program_id = 'P2' and link = 'affiliated' and basis = 'observed' and evidence = '10.5555/paper.1' order by all"
    )
    assert [(row["organisation"], row["start_on"], row["is_dual"], row["within_4_years"]) for row in rows] == [
        ("Aomibara University", "2024-05", True, "yes"),
        (LISTED, "2024-05", True, "yes"),
    ]


def test_exposure_counts_papers_and_gives_writing_together_no_strength(office: Persons) -> None:
    rows = {row["tie"]: row for row in office.rows("select * from marts.exposure where program_id = 'P2'")}
    assert {tie: (row["strength"], row["may_count"], row["statement_count"]) for tie, row in rows.items()} == {
        "co_affiliated": (0.8, True, 2),
        "co_authored": (0.0, False, 1),
    }


def test_a_retraction_is_a_fact_of_its_own(office: Persons) -> None:
    rows = office.rows("select doi, notice_kind, notice from marts.integrity")
    assert rows == [{"doi": "10.5555/paper.3", "notice_kind": "retraction", "notice": "10.5555/paper.4"}]


def test_a_difference_counts_in_a_level_of_care_only_after_a_person_confirmed_it(own: Persons) -> None:
    hits = "select subject_id, grade from marts.hits where program_id = 'P2'"
    with own.configured():
        own.night()
        assert not own.rows(hits)
        gap = own.rows("select gap_id from marts.gaps where program_id = 'P2' and kind = 'affiliation'")[0]["gap_id"]
        assert "Entry 1" in run(own, "gaps", "confirm", gap, "--reason", "本人に確認", "--by", "sato")
        own.night()
        assert [row["subject_id"] for row in own.rows(hits)] == ["C2:p:R1"]
        assert own.rows(f"select answer, answered_by, is_counted from marts.gaps where gap_id = '{gap}'") == [
            {"answer": "confirmed", "answered_by": "sato", "is_counted": True}
        ]
        assert "Entry 2" in run(own, "gaps", "withdraw", "1", "--by", "sato")
        own.night()
        assert not own.rows(hits)


def test_an_explained_difference_is_not_asked_again(own: Persons) -> None:
    with own.configured():
        own.night()
    gap = own.rows("select gap_id from marts.gaps where program_id = 'P1'")[0]["gap_id"]
    assert gap in run(own, "gaps", "--subject", "R1", "--json")
    run(own, "gaps", "explain", gap, "--reason", "届出済みだった", "--by", "sato")
    assert gap not in run(own, "gaps", "--subject", "R1", "--json")
    assert gap in run(own, "gaps", "--all", "--json")


def test_nothing_is_written_for_a_difference_that_is_not_there(office: Persons) -> None:
    assert "0 open differences" in run(office, "gaps", "confirm", "g-ffffff", "--reason", "x")
    assert not (office.home / "ledger.sqlite").exists()


def test_a_second_whole_night_finds_the_same(office: Persons, own: Persons) -> None:
    with own.configured():
        own.night()
    for table in ("timeline", "affiliations", "gaps", "exposure", "integrity"):
        rows: list[dict[str, Any]] = own.rows(f"select * from marts.{table}")
        assert rows
        assert rows == office.rows(f"select * from marts.{table}")


def test_the_timeline_command_tells_a_person(office: Persons) -> None:
    told = run(office, "timeline", "R1")
    assert "Kunlun" in told
    assert "Zeppelin Instruments GmbH" in told
    assert "nobody" not in told
    assert "No person" in run(office, "timeline", "R9")
