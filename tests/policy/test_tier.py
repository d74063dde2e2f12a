"""Tier 2 exists on the days of a whole designation, to the day; on every other day a program is in tier 1, and it is said why."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.messages import Messages
from flows.programs import load_plan
from flows.tiers import note, on_day
from matching.policy.tier import tier_on
from sources.errors import SettingsError
from sources.model import Designation, Program, Quote

FIRST, LAST = date(2026, 4, 1), date(2029, 3, 31)
WHOLE = Designation(designated_by="所管府省", designated_on=FIRST, basis="決定", trigger="pilot", until=LAST)
BY_MANUAL = replace(
    WHOLE, trigger="procedure_manual", manual_edition="2026", is_published=True, has_listed_area=True, needs_prevention=True
)
PROGRAM = Program(
    program_id="P1", title_ja="試験", title_en="Trial", tier=2, designation=WHOLE, quote=Quote(document="d", locator="programs!2", text="")
)


def designated(**changes: object) -> Program:
    return replace(PROGRAM, designation=replace(WHOLE, **changes))


@pytest.mark.parametrize(
    ("day", "tier", "key"),
    [
        (FIRST - timedelta(1), 1, "not_yet"),
        (FIRST, 2, ""),
        (LAST, 2, ""),
        (LAST + timedelta(1), 1, "expired"),
    ],
)
def test_a_designation_holds_from_its_first_day_to_its_last(day: date, tier: int, key: str) -> None:
    assert (tier_on(PROGRAM, day).tier, tier_on(PROGRAM, day).key) == (tier, key)


@given(
    st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1))
)
def test_tier_two_is_in_force_exactly_between_its_dates(first: date, last: date, day: date) -> None:
    assert (tier_on(designated(designated_on=first, until=last), day).tier == 2) == (first <= day <= last)


@pytest.mark.parametrize(
    ("without", "column"),
    [
        ({"designated_by": ""}, "designated_by"),
        ({"designated_on": None}, "designated_on"),
        ({"basis": ""}, "designation_basis"),
        ({"trigger": ""}, "designation_trigger"),
        ({"trigger": "because"}, "designation_trigger"),
        ({"until": None}, "designation_until"),
    ],
)
def test_a_record_that_lacks_a_part_switches_nothing_on(without: dict[str, object], column: str) -> None:
    found = tier_on(designated(**without), FIRST)
    assert (found.tier, found.key, found.columns) == (1, "incomplete", (column,))


def test_a_program_that_says_nothing_is_in_tier_one_and_nothing_is_said() -> None:
    assert (tier_on(replace(PROGRAM, tier=1, designation=None), FIRST).tier, tier_on(replace(PROGRAM, tier=1), FIRST).key) == (1, "")
    assert tier_on(replace(PROGRAM, designation=None), FIRST).key == "missing"


@pytest.mark.parametrize("condition", ["is_published", "has_listed_area", "needs_prevention"])
@pytest.mark.parametrize(("answer", "key"), [(None, "incomplete"), (False, "condition_not_met")])
def test_each_condition_of_the_manual_must_be_answered_with_yes(condition: str, answer: bool | None, key: str) -> None:
    program = replace(PROGRAM, designation=replace(BY_MANUAL, **{condition: answer}))
    assert (tier_on(program, FIRST).tier, tier_on(program, FIRST).key) == (1, key)


def test_the_manual_stays_unverified_until_its_final_text_is_loaded() -> None:
    program = replace(PROGRAM, designation=BY_MANUAL)
    draft, final = tier_on(program, FIRST), tier_on(program, FIRST, frozenset({"2026"}))
    assert (draft.tier, draft.is_verified, draft.key) == (2, False, "manual_not_final")
    assert (final.tier, final.is_verified, final.key) == (2, True, "")


def test_every_word_on_a_tier_stands_in_both_languages(messages: Messages) -> None:
    said = [
        tier_on(designated(until=None), FIRST),
        tier_on(PROGRAM, LAST + timedelta(1)),
        tier_on(replace(PROGRAM, designation=None), FIRST),
    ]
    for one in said:
        english, japanese = note(one, messages)
        assert "tier 1" in english and "区分1" in japanese and not english.startswith(" ")
    assert "指定の期限" in note(said[0], messages)[1] and str(LAST) in note(said[1], messages)[1]


def test_after_its_last_day_a_program_is_screened_under_the_policy_of_tier_one(root: Path) -> None:
    plan = load_plan([root / "data/example/programs.xlsx"], root / "data/reference/policies", frozenset())
    last = date(2031, 3, 31)
    held, ended = on_day(plan, last, frozenset()), on_day(plan, last + timedelta(1), frozenset())
    assert held.policies["P-SENTAN"].policy_id == "jp-osdd"
    assert (ended.policies["P-SENTAN"].policy_id, ended.tiers["P-SENTAN"].key) == ("jp-integrity", "expired")
    assert {program.program_id: program.tier for program in ended.programs} == {"P-KIBAN": 1, "P-SENTAN": 1}
    remarks = [one.reason for roster in ended.rosters.values() for one in roster.rejected if one.reason.startswith("designation")]
    assert remarks == ["designation.expired"]
    assert on_day(ended, last, frozenset()) == ended


def test_a_partner_regimes_policy_is_refused_where_the_program_does_not_name_the_regime(root: Path, tmp_path: Path) -> None:
    for name in ("cases.csv", "institutions.csv"):
        (tmp_path / name).write_bytes((root / "data/example/programs" / name).read_bytes())
    said = """[[programs]]
program_id = "P-KIBAN"
title_ja = "試験"
tier = 2
policy = "us-dow-2026"
"""
    (tmp_path / "programs.toml").write_text(said, encoding="utf-8")
    with pytest.raises(SettingsError, match="regime_not_named"):
        load_plan([tmp_path], root / "data/reference/policies", frozenset())
    (tmp_path / "programs.toml").write_text(said + 'partner_regimes = ["us"]\n', encoding="utf-8")
    assert load_plan([tmp_path], root / "data/reference/policies", frozenset()).policies["P-KIBAN"].partner_regime == "us"
