"""What a source that does not behave leaves behind: its standing in every result, and the night goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from office import FIRST, Office

from flows import night as steps
from flows.cli import main

Change = Callable[[str, Callable[[bytes], bytes]], None]


def _state(office: Office, source: str) -> dict[str, object]:
    (row,) = office.rows("select state, edition <> '' as has_edition, detail_en from raw.sources where source = ?", source)
    return row


def test_a_list_cut_exactly_at_a_row_is_held(office: Office, changed: Change) -> None:
    office.night()
    changed("v1/consolidated.csv", lambda content: content[: content.rstrip().rindex(b"\n") + 1])
    office.night(FIRST + timedelta(days=1))
    assert _state(office, "us_trade_csl")["state"] == "held"
    assert "beginning of the edition in use" in str(_state(office, "us_trade_csl")["detail_en"])


def test_a_reader_that_breaks_fails_its_source_and_not_the_night(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> object:
        raise ZeroDivisionError("nobody thought of this")

    readings = dict(steps.READINGS)
    readings["un_sc"] = replace(readings["un_sc"], rows=broken)  # type: ignore[arg-type]
    monkeypatch.setattr(steps, "READINGS", MappingProxyType(readings))
    office.night()
    assert _state(office, "un_sc")["state"] == "failed"
    assert "ZeroDivisionError" in str(_state(office, "un_sc")["detail_en"])
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.programs"))


def test_a_damaged_log_fails_its_source_and_not_the_night(office: Office) -> None:
    office.night()
    log = office.home / "raw" / "un_sc" / "editions.jsonl"
    log.write_bytes(b"{broken\n" + log.read_bytes())
    office.night(FIRST + timedelta(days=1))
    assert _state(office, "un_sc") == {"state": "failed", "has_edition": False, "detail_en": _state(office, "un_sc")["detail_en"]}
    assert "line 1" in str(_state(office, "un_sc")["detail_en"])


def test_a_source_that_is_switched_off_is_not_used_any_more(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    office.night()
    config = tmp_path / "sekisho.toml"
    config.write_text("[sources.ca_sema]\nenabled = false\n", encoding="utf-8")
    monkeypatch.setenv("SEKISHO_CONFIG", str(config))
    office.night(FIRST + timedelta(days=1))
    assert (_state(office, "ca_sema")["state"], _state(office, "ca_sema")["has_edition"]) == ("not_configured", False)
    assert not office.rows("select entity_id from raw.entities where source = 'ca_sema' limit 1")


def test_a_registry_that_was_set_up_and_fails_leaves_results_incomplete(office: Office, changed: Change) -> None:
    office.night()
    assert all(row["is_complete"] for row in office.rows("select is_complete from marts.programs"))
    changed("zenodo.6347574", lambda content: content[: len(content) // 2])
    office.night(FIRST + timedelta(days=1))
    assert _state(office, "ror")["state"] == "stale"
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.programs"))


def test_a_change_of_the_released_rules_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.night()
    assert not office.rows("select change from marts.changes where change = 'rules'")
    monkeypatch.setattr(steps.publish, "ruleset", lambda tables, policies: "other rules")
    office.night(FIRST + timedelta(days=1))
    assert office.rows("select count(*) as n from marts.changes where change = 'rules'")[0]["n"] == 2
    assert [row["ruleset"] == "other rules" for row in office.rows("select ruleset from history.nights order by as_of")] == [False, True]


def test_a_list_is_asked_for_when_a_policy_a_program_or_the_settings_name_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office.night()
    assert _state(office, "us_dod_1286")["state"] == "used"
    assert _state(office, "uk_fcdo")["state"] == "not_configured"
    config = tmp_path / "sekisho.toml"
    config.write_text("[sources.uk_fcdo]\nenabled = true\n", encoding="utf-8")
    monkeypatch.setenv("SEKISHO_CONFIG", str(config))
    office.night(FIRST + timedelta(days=1))
    assert _state(office, "uk_fcdo")["state"] == "missing"


def test_a_reader_no_real_file_has_proved_counts_as_incomplete_until_a_person_has_looked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.mirror / "SAMPLE").unlink()
    readings = dict(steps.READINGS)
    source = readings["jp_mof"].source
    readings["jp_mof"] = replace(readings["jp_mof"], source=replace(source, sub_lists=dict.fromkeys(source.sub_lists, 0)))
    monkeypatch.setattr(steps, "READINGS", MappingProxyType(readings))
    office.night()
    assert (_state(office, "jp_mof")["state"], _state(office, "jp_mof")["has_edition"]) == ("unproved", True)
    assert office.rows("select entity_id from raw.entities where source = 'jp_mof'")
    told = CliRunner().invoke(main, ["--home", str(office.home), "sources", "accept", "jp_mof", "--reason", "counted", "--by", "tester"])
    assert told.exit_code == 0, told.output
    office.night(FIRST + timedelta(days=1))
    assert _state(office, "jp_mof")["state"] == "used"
