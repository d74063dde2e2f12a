"""Incidents where the lists were right and the screening was not: nobody asked, nobody wrote, nobody noticed."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from office import FIRST, Office

from flows.commands import REFERENCE, source_names
from flows.lookup import compare_names
from flows.settings import load_settings
from matching.policy import grade, load
from sources.catalog import by_name
from sources.errors import SettingsError

UN = "en/consolidated.xml"
ENTRY = """<INDIVIDUAL><DATAID>7777777</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>NA</FIRST_NAME><SECOND_NAME>YESI</SECOND_NAME>
<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999</REFERENCE_NUMBER><LISTED_ON>2026-11-20</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>나예시</NAME_ORIGINAL_SCRIPT></INDIVIDUAL>""".encode()


def test_i14_every_night_is_written_down_even_when_nothing_changed(office: Office) -> None:
    """An office kept a clean answer for a year and found, week after week, what it never wrote."""
    for days in range(3):
        office.night(FIRST + timedelta(days=days))
    nights = office.rows("select as_of, hit_count from history.nights order by as_of")
    assert [row["as_of"] for row in nights] == [FIRST + timedelta(days=days) for days in range(3)]
    assert len({row["hit_count"] for row in nights}) == 1
    assert nights[0]["hit_count"] > 0


def test_i14_a_list_that_was_not_read_is_no_answer(office: Office) -> None:
    """An error became an empty list, and the empty list a pass."""
    office.file(UN).write_bytes(b"")
    office.night()
    (source,) = office.rows("select state, edition from raw.sources where source = 'un_sc'")
    assert source == {"state": "failed", "edition": ""}
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.cases"))
    assert not any(row["is_complete"] for row in office.rows("select is_complete from marts.programs"))


def test_i14_who_was_not_compared_is_named_and_not_counted_as_screened(office: Office) -> None:
    office.night()
    counted = office.rows("select screening, count(*) as n from marts.subjects group by all")
    silent = office.rows(
        "select subject_id from raw.subjects anti join screened.probes using (program_id, case_id, subject_id) "
        "inner join marts.subjects using (program_id, case_id, subject_id) where screening = 'screened'"
    )
    assert sum(row["n"] for row in counted) == office.rows("select count(*) as n from raw.subjects")[0]["n"]
    assert silent == []


def test_i15_a_misspelt_list_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a slip was dropped: 201 subjects were passed by a screening that never consulted a list."""
    path = tmp_path / "sekisho.toml"
    path.write_text("[sources.us_ofac_snd]\nenabled = true\n", encoding="utf-8")
    monkeypatch.setenv("SEKISHO_CONFIG", str(path))
    with pytest.raises(SettingsError) as caught:
        load_settings(known_sources=source_names())
    assert caught.value.facts["name"] == "us_ofac_snd"
    assert "us_ofac_sdn" in caught.value.facts["near"]
    with pytest.raises(SettingsError):
        by_name("us_ofac_snd")


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("ZELKOVA DOO", "Zelkova d.o.o."), ("zelkova d.o.o", "ZELKOVA D.O.O."), ("Zelkova Doo Beograd", "ZELKOVA DOO BEOGRAD")],
)
def test_i16_case_and_legal_form_do_not_hide_a_listed_body(asked: str, listed: str) -> None:
    """2019: one letter case and the dots of a legal form kept a listed developer unfound for two years."""
    assert compare_names(asked, listed, "organisation", REFERENCE / "names").same


def test_i16_nobody_of_a_second_tier_program_is_left_out_for_his_role(office: Office) -> None:
    """The owner was not screened, because his role was not one that was screened."""
    office.night()
    roles = {
        row["role"]
        for row in office.rows("select distinct role from raw.subjects inner join raw.programs using (program_id) where tier = 2")
    }
    assert len(roles) >= 4
    left_out = office.rows(
        "select role, count(*) filter (where is_compared) as compared from raw.subjects inner join raw.programs using (program_id) "
        "left join screened.probes using (program_id, case_id, subject_id) where tier = 2 group by role, program_id, case_id, subject_id"
    )
    assert {row["role"] for row in left_out if not row["compared"]} <= {"own_institution"}


def test_i17_a_new_entry_is_compared_with_everybody_the_same_night(office: Office) -> None:
    """2022: new entries met the whole customer base only once a month; 34 payments went out in fourteen days."""
    office.night()
    hits = "select subject_id from marts.hits inner join marts.listings using (hit_id) where entity_id = 'KPi.999'"
    assert office.rows(hits) == []
    path = office.file(UN)
    path.write_bytes(re.sub(rb"</INDIVIDUALS>", ENTRY + b"</INDIVIDUALS>", path.read_bytes()))
    office.night(FIRST + timedelta(days=1))
    assert {row["subject_id"] for row in office.rows(hits)} == {"C-202:p:R-10"}
    assert office.rows(
        "select hit_id from marts.changes inner join marts.listings using (hit_id) where change = 'new' and entity_id = 'KPi.999'"
    )


AFFILIATES = """
[policy]
id = "affiliates"
edition = "1"
tier = 2
title = { en = "A rule that was in force, suspended, and in force again", ja = "施行、停止、再施行された規則" }
[lists]
required = ["us_trade_csl"]
[compares]
name = ["partner"]
[categories]
M = { en = "missiles", ja = "ミサイル" }
"""
RULE = """
[[rule]]
id = "{id}"
kind = "grade"
when = {{ "listing.source" = "us_trade_csl" }}
level = "low"
measures = ["ask_person"]
citation = {{ en = "a text", ja = "規程" }}
verified = false
text = {{ en = "One.", ja = "一。" }}
effective_from = {first}
{last}
"""


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        (date(2025, 9, 28), []),
        (date(2025, 9, 29), ["first"]),
        (date(2025, 11, 9), ["first"]),
        (date(2025, 11, 10), []),
        (date(2026, 11, 9), []),
        (date(2026, 11, 10), ["again"]),
    ],
)
def test_i18_a_rule_that_is_suspended_for_a_year_is_not_applied_in_that_year(day: date, rules: list[str]) -> None:
    """The US rule on affiliates: in force from 29 September 2025, suspended from 10 November 2025 for a year. Rules are dated
    data; who owns whom is not judged here yet.
    """
    written = RULE.format(id="first", first="2025-09-29", last="effective_to = 2025-11-09") + RULE.format(
        id="again", first="2026-11-10", last=""
    )
    policy = load(tomllib.loads(AFFILIATES + written), "affiliates.toml")
    found = grade(policy, {"listing.source": "us_trade_csl"}, day)
    assert [reason.rule_id for reason in found.reasons] == rules
