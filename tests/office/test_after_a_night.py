"""What needs results: a funder's projects stage by stage, and what leaves for an authority."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from office import Office
from office_desk import EXAMPLE, Desk, filled

from flows.desk.ledger import Ledger
from flows.office.entries import LawfulRelease

ASK = ("lawful", "request", "--authority", "県警察本部", "--legal-basis", "刑事訴訟法第197条第2項", "--reference", "捜第1号 2026-11-24",
       "--program", "P-SENTAN", "--case", "C-201", "--scope", "cases", "--scope", "hits", "--scope", "decisions")  # fmt: skip


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(home=tmp_path_factory.mktemp("office") / "home", mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    return office.home


@pytest.fixture
def screened(night: Path, tmp_path: Path) -> Desk:
    (tmp_path / "home").mkdir()
    shutil.copy(night / "warehouse.duckdb", tmp_path / "home")
    return Desk(tmp_path / "home")


def project(desk: Desk) -> dict[str, Any]:
    (row,) = desk.table("project", "confirm", "project", "C-201")
    return row


def test_at_application_only_completeness_is_told_although_results_are_there(screened: Desk) -> None:
    row = project(screened)
    assert (row["stage"], row["researcher_count"], row["institution_count"]) == ("applied", 0, 0)
    assert not {"grade", "legal_check", "hit_count"} & row.keys()


def test_at_application_nothing_of_a_night_is_opened(desk: Desk) -> None:
    assert project(desk)["stage"] == "applied"
    assert not (desk.home / "warehouse.duckdb").exists()


def test_from_candidate_on_the_project_has_its_level_of_care(screened: Desk) -> None:
    screened.does("confirm", "stage", "C-201", "candidate")
    row = project(screened)
    assert (row["grade"], row["hit_count"] > 0) == ("moderate", True)


@pytest.mark.parametrize("reader", ["reviewer", "programme_officer"])
def test_reviewers_and_programme_officers_are_shown_none_of_it(reader: str, screened: Desk) -> None:
    screened.does("confirm", "stage", "C-201", "adopted")
    code, said = screened.types("confirm", "project", "C-201", "--for", reader)
    assert code == 2
    assert "C-201" not in said and "moderate" not in said


def test_a_stage_is_not_taken_back(screened: Desk) -> None:
    screened.does("confirm", "stage", "C-201", "adopted")
    assert screened.types("confirm", "stage", "C-201", "applied", by="sato")[0] == 2


def test_a_correction_is_asked_for_in_words_and_shown_with_the_project(screened: Desk) -> None:
    assert screened.types("confirm", "outcome", "C-201", "correction_asked", by="sato")[0] == 2
    screened.does("confirm", "outcome", "C-201", "correction_asked", "--text", "相手方メンバーの追記をお願いします。")
    assert (project(screened)["outcome"], project(screened)["correction"]) == ("correction_asked", "相手方メンバーの追記をお願いします。")
    screened.does("confirm", "outcome", "C-201", "adequate")
    assert (project(screened)["outcome"], project(screened)["correction"]) == ("adequate", "")


def test_completeness_counts_what_each_side_has_answered(screened: Desk, tmp_path: Path) -> None:
    out = tmp_path / "check.xlsx"
    screened.does("selfcheck", "C-201", "--out", str(out))
    answers = filled(out, "Step", {"posts": {"Answer": "yes"}, "money": {"Answer": "to ask", "Explanation": "?"}})
    screened.does("selfcheck", "--read", str(answers), "--record")
    row = project(screened)
    assert (row["researcher_count"], row["institution_count"]) == (1, 0)


def test_what_leaves_is_what_was_asked_and_the_ledger_has_its_checksum(screened: Desk, tmp_path: Path) -> None:
    screened.does(*ASK, by="sato", plain=True)
    screened.does("lawful", "approve", "1", by="kato", plain=True)
    screened.does("lawful", "release", "1", "--out", str(tmp_path / "answer.json"), by="sato", plain=True)
    content = (tmp_path / "answer.json").read_bytes()
    said = json.loads(content)
    assert set(said["parts"]) == {"cases", "hits", "decisions", "coverage"}
    assert {row["case_id"] for part in ("cases", "hits") for row in said["parts"][part]} == {"C-201"}
    assert (said["legal_basis"], said["approved_by"]) == ("刑事訴訟法第197条第2項", "kato")
    (release,) = [one.entry for one in screened.ledger.records() if isinstance(one.entry, LawfulRelease)]
    assert release.sha256 == hashlib.sha256(content).hexdigest()
    assert f"hits={len(said['parts']['hits'])}" in release.rows
    (row,) = screened.table("lawful", "lawful", "show", plain=True)
    assert (row["lawful_state"], row["approved_by"]) == ("left", "kato")


@pytest.mark.parametrize("approver", [None, "sato"])
def test_without_another_persons_approval_there_is_no_file(approver: str | None, screened: Desk, tmp_path: Path) -> None:
    screened.does(*ASK, by="sato", plain=True)
    if approver:
        assert screened.types("lawful", "approve", "1", by=approver, plain=True)[0] == 2
    assert screened.types("lawful", "release", "1", "--out", str(tmp_path / "a.json"), by="sato", plain=True)[0] == 2
    assert not (tmp_path / "a.json").exists()


def test_a_second_file_needs_a_second_request_and_no_file_is_written_over(screened: Desk, tmp_path: Path) -> None:
    screened.does(*ASK, by="sato", plain=True)
    screened.does("lawful", "approve", "1", by="kato", plain=True)
    (tmp_path / "there.json").write_text("mine", encoding="utf-8")
    assert screened.types("lawful", "release", "1", "--out", str(tmp_path / "there.json"), by="sato", plain=True)[0] == 2
    screened.does("lawful", "release", "1", "--out", str(tmp_path / "a.json"), by="sato", plain=True)
    assert screened.types("lawful", "release", "1", "--out", str(tmp_path / "b.json"), by="sato", plain=True)[0] == 2
    assert (tmp_path / "there.json").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "b.json").exists()


def test_a_request_for_a_case_that_does_not_exist_is_refused(screened: Desk) -> None:
    asked = [word if word != "C-201" else "C-999" for word in ASK]
    assert screened.types(*asked, by="sato", plain=True)[0] == 2
    assert not screened.ledger.records()


def test_a_crash_before_the_file_leaves_the_entry_and_no_file(screened: Desk, tmp_path: Path) -> None:
    screened.does(*ASK, by="sato", plain=True)
    screened.does("lawful", "approve", "1", by="kato", plain=True)
    script = "from flows.cli import run; run()"
    command = [sys.executable, "-c", script, "--home", str(screened.home), "lawful", "release", "1", "--out", str(tmp_path / "a.json")]
    subprocess.run(command, env={"SEKISHO_CRASH_AT": "lawful:before_file", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}, check=False)
    assert not (tmp_path / "a.json").exists()
    assert isinstance(Ledger(screened.home / "ledger.sqlite").records()[-1].entry, LawfulRelease)
