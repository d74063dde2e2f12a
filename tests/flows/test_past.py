"""Between editions: what `sekisho changes` and `sekisho listings` say of entries added, removed, renamed, announced and ended."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import duckdb
import pytest
from click.testing import CliRunner
from office import FIRST, Office

from flows.cli import main
from flows.messages import Messages
from flows.past import _LISTINGS, EVER, changes, listings

Change = Callable[[str, Callable[[bytes], bytes]], None]
SECOND = FIRST + timedelta(days=1)
RECORD = re.compile(rb"<record>.*?</record>", re.DOTALL)
NAME = re.compile(rb"(<(?:LastName|EntityOrShip)[^>]*>)([^<]+)<")
DATES = {
    # announced, listed, withdrawn; the day asked for (we knew from 20 November on) -> what is said of it
    "in force before it was known": ("", "2020-01-01", "", "2026-11-20", "listed"),
    "listed from a later day": ("2026-10-01", "2026-12-09", "", "2026-11-20", "announced"),
    "listed from that day on": ("2026-10-01", "2026-12-09", "", "2026-12-09", "listed"),
    "not yet announced": ("2026-10-01", "2026-12-09", "", "2026-09-30", None),
    "known to us, so announced": ("", "2026-12-09", "", "2026-11-20", "announced"),
    "when it was announced is not known": ("", "2026-12-09", "", "2026-11-19", None),
    "in force from some day of the month": ("", "2026-11", "", "2026-11-20", "listed"),
    "no date at all": ("", "", "", "2026-11-20", "listed"),
    "a date that is none": ("", "circa 2030", "", "2026-11-20", "listed"),
    "ended": ("", "2020-01-01", "2026-11-01", "2026-11-20", None),
    "ended later": ("", "2020-01-01", "2026-11-21", "2026-11-20", "listed"),
    "ends some day of the month": ("", "2020-01-01", "2026-11", "2026-11-20", "listed"),
    "ended some day of last month": ("", "2020-01-01", "2026-10", "2026-11-20", None),
}


def _said(office: Office, messages: Messages, source: str, since: date = EVER) -> list[dict[str, object]]:
    return changes(office.home / "warehouse.duckdb", source, since, messages, "en")


def _other_edition(content: bytes) -> bytes:
    """The last record gone, the first one renamed."""
    *_, last = RECORD.finditer(content)
    return NAME.sub(rb"\1Zelkova \2<", content[: last.start()] + content[last.end() :], count=1)


def test_the_first_edition_is_no_change(example_home: Office, messages: Messages) -> None:
    assert _said(example_home, messages, "un_sc") == []


def test_entries_removed_and_renamed_are_told_apart(office: Office, changed: Change, messages: Messages) -> None:
    office.night()
    before = {row["entity_id"] for row in office.rows("select entity_id from raw.entities where source = 'ca_sema'")}
    changed("sema-lmes.xml", _other_edition)
    office.night(SECOND)
    after = {row["entity_id"] for row in office.rows("select entity_id from raw.entities where source = 'ca_sema'")}
    said = _said(office, messages, "ca_sema")
    assert {row["entity_id"] for row in said if row["change"] == "removed"} == before - after
    assert {row["entity_id"] for row in said if row["change"] == "added"} == after - before
    assert {row["known_on"] for row in said} == {SECOND}
    assert _said(office, messages, "ca_sema", SECOND + timedelta(days=1)) == []


def test_a_rename_is_no_removal_where_the_number_stays(office: Office, changed: Change, messages: Messages) -> None:
    office.night()
    changed("en/consolidated.xml", lambda content: content.replace(b"<FIRST_NAME>", b"<FIRST_NAME>Zelkova ", 1))
    office.night(SECOND)
    (said,) = _said(office, messages, "un_sc")
    assert (said["change"], said["field"]) == ("changed", "name")
    assert said["said_after"] == f"Zelkova {said['said_before']}"
    assert said["what"] == f"name: {said['said_before']} → {said['said_after']}"


def test_what_came_back_is_said_both_times(office: Office, changed: Change, messages: Messages) -> None:
    whole = office.file("sema-lmes.xml").read_bytes()
    office.night()
    changed("sema-lmes.xml", lambda content: content[: (last := [*RECORD.finditer(content)][-1]).start()] + content[last.end() :])
    office.night(SECOND)
    changed("sema-lmes.xml", lambda _: whole)
    office.night(SECOND + timedelta(days=1))
    assert [row["change"] for row in _said(office, messages, "ca_sema")] == ["removed", "added"]


def test_a_database_of_before_these_columns_makes_no_changes_of_them(office: Office, messages: Messages) -> None:
    office.night()
    with duckdb.connect(str(office.home / "warehouse.duckdb")) as older:
        older.execute("alter table history.listings drop column other_names")
        older.execute("alter table history.listings drop column announced_on")
    office.night(SECOND)
    assert office.rows("select distinct known_from, known_to from history.listings") == [{"known_from": FIRST, "known_to": None}]
    assert office.rows("select count(*) as n from history.listings where other_names <> ''")[0]["n"] > 0
    assert _said(office, messages, "us_ofac_sdn") == []


@pytest.mark.parametrize("case", DATES)
def test_dates_of_a_listing_are_honoured(example_home: Office, case: str) -> None:
    announced, listed, withdrawn, asked, standing = DATES[case]
    only = "(select * replace (? as announced_on, ? as listed_on, ? as withdrawn_on) from history.listings where source = 'un_sc' limit 1)"
    one = _LISTINGS.replace("from history.listings as", f"from {only} as")
    assert one != _LISTINGS
    rows = example_home.rows(one, asked, FIRST, "", announced, listed, withdrawn)
    assert [row["standing"] for row in rows] == ([standing] if standing else [])


def test_what_was_known_on_a_day_is_what_stood_in_that_nights_lists(office: Office, changed: Change, messages: Messages) -> None:
    office.night()
    ids = "select distinct entity_id from raw.listings where source = 'ca_sema'"
    first = {row["entity_id"] for row in office.rows(ids)}
    changed("sema-lmes.xml", _other_edition)
    office.night(SECOND)
    second = {row["entity_id"] for row in office.rows(ids)}

    def known(on: date) -> set[str]:
        return {row["entity_id"] for row in listings(office.home / "warehouse.duckdb", SECOND, on, "ca_sema", messages, "ja")}

    assert (known(FIRST - timedelta(days=1)), known(FIRST), known(SECOND)) == (set(), first, second)
    assert first != second


@pytest.mark.parametrize("language", ["en", "ja"])
def test_both_commands_answer_on_the_terminal(example_home: Office, language: str) -> None:
    home = ["--home", str(example_home.home), "--lang", language]
    asked = CliRunner().invoke(main, [*home, "changes", "un_sc"])
    assert (asked.exit_code, asked.stdout[:5]) == (0, "un_sc")
    asked = CliRunner().invoke(
        main, [*home, "listings", "--as-of", "2026-11-20", "--known-at", "2026-11-20", "--source", "un_sc", "--json"]
    )
    assert asked.exit_code == 0
    assert {row["source"] for row in json.loads(asked.stdout)["listings"]} == {"un_sc"}


def test_a_source_that_does_not_exist_is_named(example_home: Office) -> None:
    assert CliRunner().invoke(main, ["--home", str(example_home.home), "changes", "un_scc"]).exit_code == 2
