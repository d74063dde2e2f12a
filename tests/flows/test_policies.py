"""Policies on the facts of a night: grades under several, differences, a trial, plans that are used again, alerts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from office import EXAMPLE, FIRST, Office

from flows.cli import main
from flows.commands import REFERENCE
from flows.grading import Dated
from flows.messages import Messages
from flows.policies.alerts import touched
from flows.policies.regrade import gaps, regrade, stated_cases
from flows.programs import load_policies

POLICIES = load_policies(REFERENCE / "policies")
Run = Callable[..., Result]


@pytest.fixture
def run(example_home: Office) -> Run:
    """`sekisho` over the home that tests only read; with `home`, over another."""

    def sekisho(*words: str, home: Path = example_home.home) -> Result:
        return CliRunner().invoke(main, ["--home", str(home), "--lang", "en", *words])

    return sekisho


def _json(result: Result, name: str) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return list(json.loads(result.output)[name])


def test_the_stored_facts_give_the_nights_own_grades_again(example_home: Office) -> None:
    nights = {(row["program_id"], row["case_id"]): row for row in example_home.rows("select * from marts.cases")}
    again = stated_cases(example_home.home / "warehouse.duckdb", FIRST)
    assert len(again) == len(nights) == 5
    for case in again:
        found, said = regrade(POLICIES[case.policy], case, FIRST), nights[(case.program_id, case.case_id)]
        assert (found.level, found.legal_check) == (said["grade"], said["legal_check"])


def test_stored_facts_hold_no_name_and_no_country_where_no_regime_is_named(example_home: Office) -> None:
    stored = example_home.rows("select program_id, facts from screened.facts inner join screened.hits using (hit_id)")
    names = {row["value"] for row in example_home.rows("select value from raw.subject_facts where field = 'name'")}
    assert stored and names
    assert not [row for row in stored for name in names if name in row["facts"]]
    assert not [row for row in stored if row["program_id"] == "P-KIBAN" and "countries" in row["facts"]]


def test_one_case_is_graded_under_several_policies_and_what_is_not_verified_says_so(run: Run) -> None:
    rows = _json(
        run("grade", "--program", "P-SENTAN", "--policy", "jp-osdd", "--policy", "us-dow-2026", "--policy", "us-nsf-trust", "--json"),
        "graded",
    )
    of_case = {row["policy"]: row for row in rows if row["case_id"] == "C-201"}
    assert {name: row["grade"] for name, row in of_case.items()} == {
        "jp-osdd": "moderate",
        "us-dow-2026": "high",
        "us-nsf-trust": "moderate",
    }
    assert "law-section-238" in of_case["us-dow-2026"]["rules"] and of_case["us-dow-2026"]["legal_check"] == "refer"
    assert not [row for row in rows if row["policy"].startswith("us") and row["is_verified"]]
    told = run("grade", "--program", "P-SENTAN", "--policy", "us-dow-2026").output
    assert "not verified" in told and "leaves out: patents" in told


def test_a_partner_regimes_policy_never_touches_a_program_that_does_not_name_it(run: Run) -> None:
    refused = run("grade", "--program", "P-KIBAN", "--policy", "us-dow-2026")
    assert refused.exit_code == 2 and "does not name" in refused.output
    rows = _json(run("grade", "--policy", "us-dow-2026", "--json"), "graded")
    assert {row["program_id"] for row in rows} == {"P-SENTAN"}
    assert "Passed over" in run("grade", "--policy", "us-dow-2026").output


def test_a_policy_diff_names_the_cases_that_change_and_the_rules(run: Run) -> None:
    (row,) = _json(run("policy", "diff", "jp-integrity", "jp-osdd", "--program", "P-SENTAN", "--json"), "difference")
    assert (row["case_id"], row["grade_before"], row["grade_after"]) == ("C-203", "moderate", "high")
    assert row["rules_before"].startswith("partner-eul") and row["rules_after"].startswith("transfer-eul")
    assert _json(run("policy", "diff", "jp-osdd", "jp-osdd", "--program", "P-SENTAN", "--json"), "difference") == []


def test_what_the_night_did_not_compare_is_said_and_never_passes_for_nothing_found(run: Run, example_home: Office) -> None:
    live = example_home.home / "warehouse.duckdb"
    assert gaps(live, POLICIES["jp-osdd"], "P-KIBAN").not_compared_count == 5
    assert gaps(live, POLICIES["jp-integrity"], "P-KIBAN").not_compared_count == 0
    assert "5 names or statements" in run("grade", "--program", "P-KIBAN", "--policy", "jp-osdd").output


def test_a_policy_may_be_tried_before_it_is_in_use(run: Run, tmp_path: Path) -> None:
    text = (REFERENCE / "policies" / "jp-osdd.toml").read_text(encoding="utf-8")
    (tmp_path / "new.toml").write_text(text.replace('level = "high"', 'level = "moderate"').replace("2026.1", "2026.2"), encoding="utf-8")
    (row,) = _json(run("policy", "try", str(tmp_path / "new.toml"), "--program", "P-SENTAN", "--json"), "difference")
    assert (row["case_id"], row["grade_before"], row["grade_after"]) == ("C-203", "high", "moderate")
    assert "transfer-eul" in row["rules_after"]
    (tmp_path / "new.toml").write_text(text.replace("effective_from", "effective_since", 1), encoding="utf-8")
    refused = run("policy", "try", str(tmp_path / "new.toml"), "--program", "P-SENTAN")
    assert refused.exit_code == 2 and "effective_since" in refused.output and "partner-sanctions" in refused.output


def test_a_trial_asks_about_open_cases_only_and_a_contract_is_open_until_its_last_day(example_home: Office) -> None:
    live = example_home.home / "warehouse.duckdb"

    def is_open(day: date) -> bool:
        return next(case.is_open for case in stated_cases(live, day, "P-SENTAN") if case.case_id == "C-201")

    last = date(2029, 3, 31)
    assert (is_open(last), is_open(last + timedelta(1))) == (True, False)


def test_outside_its_designation_a_program_is_tried_against_the_policy_of_tier_one(example_home: Office) -> None:
    case = stated_cases(example_home.home / "warehouse.duckdb", FIRST, "P-SENTAN")[0]
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2031, 3, 31), date(2031, 4, 1)]
    assert [case.policy_on(day) for day in days] == ["jp-integrity", "jp-osdd", "jp-osdd", "jp-integrity"]


@pytest.mark.parametrize(
    ("ended", "day", "years"),
    [
        ("2021-11-22", date(2026, 11, 21), 4),
        ("2021-11-22", date(2026, 11, 22), 5),
        ("2020-02-29", date(2025, 2, 28), 4),
        ("2020-02-29", date(2025, 3, 1), 5),
        ("2021-11", date(2026, 11, 29), 4),
        ("2021-11", date(2026, 11, 30), 5),
        ("2021", date(2026, 12, 30), 4),
        ("2021", date(2026, 12, 31), 5),
    ],
)
def test_the_window_of_five_years_closes_on_the_very_day(ended: str, day: date, years: int) -> None:
    assert Dated(facts={}, link_ends_on=ended).on(day)["link.ended_years_ago"] == years


@pytest.mark.parametrize(
    ("ended", "last"), [("2026-11-22", date(2026, 11, 22)), ("2026-11", date(2026, 11, 30)), ("2026", date(2026, 12, 31))]
)
def test_a_link_is_current_to_its_last_day(ended: str, last: date) -> None:
    link = Dated(facts={}, link_ends_on=ended)
    assert [link.on(day)["link.is_current"] for day in (last, last + timedelta(1))] == [True, False]


def test_a_case_is_graded_the_same_whatever_the_order_of_its_facts(example_home: Office) -> None:
    cases = stated_cases(example_home.home / "warehouse.duckdb", FIRST)
    turned = [replace(case, facts=case.facts[::-1]) for case in cases]
    assert max(len(case.facts) for case in cases) > 3
    for one, other in zip(cases, turned, strict=True):
        assert regrade(POLICIES["us-dow-2026"], one, FIRST) == regrade(POLICIES["us-dow-2026"], other, FIRST)


def test_a_plan_is_drafted_with_owner_and_date_and_going_on_is_the_default(run: Run, messages: Messages) -> None:
    told = run("plan", "draft", "C-201").output
    assert "level of care consult; once the plan is carried out, check (a proposal)" in told
    assert "Obtain a pledge" in told and "research security desk" in told and "2026-12-20" in told
    assert messages.text("plan.proceed", "en") in told
    assert "no plan is needed" in run("plan", "draft", "C-101").output


def test_an_accepted_plan_is_used_again_until_its_day_or_until_it_is_withdrawn(office: Office, run: Run) -> None:
    office.night()
    accept = ("plan", "accept", "C-201", "--by", "sato", "--text", "as agreed with the faculty")
    assert run(*accept, "--until", "2020-01-01", home=office.home).exit_code == 0
    assert _json(run("plan", "draft", "C-201", "--json", home=office.home), "plan")[0]["accepted_in"] is None
    assert run(*accept, "--until", "2099-12-31", "--without", "pledge", home=office.home).exit_code == 0
    factors = _json(run("plan", "draft", "C-201", "--json", home=office.home), "plan")
    assert {factor["accepted_in"] for factor in factors} == {2}
    assert not [task for factor in factors for task in factor["tasks"] if task["measure_id"] == "pledge"]
    assert run("plan", "withdraw", "2", "--by", "kato", home=office.home).exit_code == 0
    assert {factor["accepted_in"] for factor in _json(run("plan", "draft", "C-201", "--json", home=office.home), "plan")} == {None}
    assert run("audit", "verify", home=office.home).exit_code == 0


@pytest.mark.parametrize(("case", "without"), [("C-101", "nda"), ("C-201", "delay_publication")])
def test_what_is_not_in_a_plan_cannot_be_accepted_or_left_out(run: Run, case: str, without: str, example_home: Office) -> None:
    refused = run("plan", "accept", case, "--by", "sato", "--until", "2027-03-31", "--without", without)
    assert refused.exit_code == 2 and case in refused.output
    assert not (example_home.home / "ledger.sqlite").exists()


def test_an_alert_names_every_open_case_it_touches_and_contracts_until_their_end(example_home: Office, messages: Messages) -> None:
    live = example_home.home / "warehouse.duckdb"
    rows = {row["name"]: row for row in touched(live, None, messages, "en", False)}
    harbin = rows["Harbin Institute of Technology (HIT)"]
    assert harbin["cases"] == "P-SENTAN C-201 (contract, until 2029-03-31); P-SENTAN C-203 (planning)"
    assert [row["name"] for row in touched(live, "P-KIBAN", messages, "en", False)] == ["Sharif University of Technology (SHFT)"]


LAST = date(2029, 3, 31)


@pytest.fixture(scope="module")
def at_the_end(tmp_path_factory: pytest.TempPathFactory) -> dict[date, dict[str, list[dict[str, Any]]]]:
    """Two nights: the last day of a contract, and the day after."""
    office = Office(home=tmp_path_factory.mktemp("home"), mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    asked = {
        "alerts": "select distinct case_id from marts.alerts where program_id = 'P-SENTAN' order by case_id",
        "due": "select distinct due_on from marts.measures where measure_id = 'ask_partner'",
    }
    found = {}
    for day in (LAST, LAST + timedelta(1)):
        office.night(day)
        found[day] = {name: office.rows(text) for name, text in asked.items()}
    return found


def test_an_alert_leaves_out_a_contract_from_the_day_after_its_end(at_the_end: dict[date, Any]) -> None:
    assert [[row["case_id"] for row in night["alerts"]] for night in at_the_end.values()] == [["C-201", "C-203"], ["C-203"]]


def test_measures_are_due_from_the_first_night_with_the_hit(at_the_end: dict[date, Any]) -> None:
    assert [night["due"] for night in at_the_end.values()] == [[{"due_on": LAST + timedelta(14)}]] * 2
