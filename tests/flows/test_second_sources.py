"""OFAC's lists stand twice: in its own files and in the Consolidated Screening List. What one lost is told by the other."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from office import Office

from flows.doctor import contents
from flows.settings import load_settings

QUESTION = Path(__file__).resolve().parents[2] / "sql" / "marts" / "second_sources.sql"
TONIGHT, BEGUN = date(2026, 11, 20), date(2026, 1, 10)
OWN, REPEATED = "us_ofac_sdn", "us_trade_csl"
EMPTY = """
create schema raw; create schema history;
create table raw.night as select date '2026-11-20' as as_of;
create table raw.sources (source varchar, edition varchar, is_sample boolean, first_fetched_on date);
insert into raw.sources values ('us_ofac_sdn', 'e1', false, date '2026-11-19'), ('us_trade_csl', 'e2', false, date '2026-11-19');
create table raw.identifiers (source varchar, entity_id varchar, scheme varchar, value varchar);
create table raw.listings (source varchar, entity_id varchar, sub_list varchar);
create table history.listings (source varchar, entity_id varchar, known_from date, known_to date, listed_on varchar);
"""
Known = tuple[str, str, date, date | None, str]
"""(source, number, known from, known to, listed on); one that is no longer known stands in history only"""


def lacking(known: Iterable[Known], change: str = "") -> list[tuple[str, str, str]]:
    """(source, other source, number) of what the first lacks; 100 and 101 stand on both since the beginning."""
    both = [(source, number, BEGUN, None, "") for source in (OWN, REPEATED) for number in ("100", "101")]
    with duckdb.connect() as connection:
        connection.execute(EMPTY)
        for source, number, known_from, known_to, listed_on in [*both, *known]:
            entity = number if source == OWN else f"SDN:{number}"
            connection.execute("insert into history.listings values (?, ?, ?, ?, ?)", [source, entity, known_from, known_to, listed_on])
            if known_to is None:
                connection.execute("insert into raw.identifiers values (?, ?, 'ofac_uid', ?)", [source, entity, number])
                connection.execute("insert into raw.listings values (?, ?, ?)", [source, entity, "SDN" if source == REPEATED else ""])
        connection.execute(change or "select 1")
        return [(row[0], row[1], row[3]) for row in connection.execute(QUESTION.read_text(encoding="utf-8")).fetchall()]


def test_two_sources_that_hold_the_same_entries_say_nothing() -> None:
    assert lacking([]) == []


@pytest.mark.parametrize(("holder", "other"), [(OWN, REPEATED), (REPEATED, OWN)])
def test_an_entry_that_one_of_the_two_has_lost_is_told(holder: str, other: str) -> None:
    assert lacking([(holder, "102", BEGUN, None, "")]) == [(other, holder, "102")]
    assert lacking([(holder, "102", date(2026, 6, 1), None, "2026-05-30")]) == [(other, holder, "102")]


def test_an_entry_newer_than_the_other_edition_is_no_loss() -> None:
    assert lacking([(OWN, "102", TONIGHT, None, "")]) == []
    assert lacking([(OWN, "102", TONIGHT - timedelta(days=14), None, "")]) == [(REPEATED, OWN, "102")]
    assert lacking([(OWN, "102", BEGUN, None, "2026-11-20")]) == []


def test_an_entry_that_one_of_the_two_took_off_just_now_is_no_loss() -> None:
    assert lacking([(OWN, "102", BEGUN, None, ""), (REPEATED, "102", BEGUN, TONIGHT - timedelta(days=3), "")]) == []
    assert len(lacking([(OWN, "102", BEGUN, None, ""), (REPEATED, "102", BEGUN, TONIGHT - timedelta(days=30), "")])) == 1


@pytest.mark.parametrize("change", ["edition = ''", "is_sample = true"])
def test_a_source_that_is_not_in_use_or_a_sample_only_is_not_compared(change: str) -> None:
    assert lacking([(OWN, "102", BEGUN, None, "")], f"update raw.sources set {change} where source = 'us_trade_csl'") == []


def test_the_doctor_names_a_list_that_lacks_entries_and_where_they_stand(example_home: Office, tmp_path: Path) -> None:
    shutil.copy(example_home.home / "warehouse.duckdb", tmp_path / "warehouse.duckdb")
    settings = replace(load_settings(tmp_path, "en"), home=tmp_path)
    assert list(contents.second_sources(settings)) == []
    with duckdb.connect(str(settings.live)) as live:
        live.execute("update marts.coverage set second_source = 'us_trade_csl', lacking_count = 7 where source = 'us_ofac_sdn'")
    (finding,) = contents.second_sources(settings)
    assert (finding.what, finding.exit, finding.facts) == (OWN, 3, {"count": 7, "source": REPEATED})
