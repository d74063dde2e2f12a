"""The institution's own list in a night: opt-in, read from the files the settings name, outside the level of care."""

from collections.abc import Callable
from pathlib import Path

import pytest
from office import EXAMPLE, Office

HITS = "select subject_id, listed_name, grade, legal_check from marts.hits order by all"


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Settings beside the office's home."""

    def configure(text: str) -> None:
        (tmp_path / "sekisho.toml").write_text(text, encoding="utf-8")
        monkeypatch.setenv("SEKISHO_CONFIG", str(tmp_path / "sekisho.toml"))

    return configure


def standing(office: Office) -> str:
    return str(office.rows("select state from raw.sources where source = 'own_list'")[0]["state"])


def test_nobody_has_an_own_list_without_asking_for_one(example_home: Office) -> None:
    assert standing(example_home) == "not_configured"


def test_the_files_of_the_settings_are_read_and_wait_for_a_persons_word(office: Office, configured: Callable[[str], None]) -> None:
    configured(f'[sources.own_list]\nfiles = ["{EXAMPLE / "own-list.csv"}"]\n')
    office.night()
    assert standing(office) == "unproved"
    assert len(office.rows("select entity_id from raw.entities where source = 'own_list'")) == 3


def test_an_own_list_moves_no_level_of_care(
    office: Office, example_home: Office, configured: Callable[[str], None], tmp_path: Path
) -> None:
    listed = "\n".join(["name", *(row["listed_name"] for row in example_home.rows(HITS))])
    (tmp_path / "own.csv").write_text(listed + "\n", encoding="utf-8")
    configured('[sources.own_list]\nfiles = ["own.csv"]\n')
    office.night()
    grades = "select subject_id, grade, legal_check from marts.hits order by all"
    assert office.rows(grades) == example_home.rows(grades)
    assert not office.rows("select * from raw.program_lists where source = 'own_list' and is_graded")
