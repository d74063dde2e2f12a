"""Grades move one way only, do not depend on order, and can be told again from their reasons."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.policy import FACTS, LINK_KINDS, MEASURES, Grade, Policy, grade, load, strongest
from matching.policy.grading import LEGAL_CHECKS, LEVELS
from sources.errors import PolicyError

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference" / "policies"
POLICIES = {path.stem: load(tomllib.loads(path.read_text(encoding="utf-8")), path.name) for path in sorted(FOLDER.glob("*.toml"))}
TODAY = date(2026, 11, 22)
SOURCES = ("jp_meti_eul", "us_trade_csl", "us_ofac_sdn", "un_sc", "us_dod_1286", "us_dod_1260h", "ca_nro", "ca_sema", "nobody")

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "link.kind": st.sampled_from(LINK_KINDS),
    "link.is_current": st.booleans(),
    "link.ended_years_ago": st.integers(0, 9),
    "disclosure.is_disclosed": st.booleans(),
    "disclosure.kind": st.sampled_from(FACTS["disclosure.kind"].values),
    "institution.countries": st.lists(st.sampled_from(("CN", "RU", "JP", "CH")), unique=True).map(tuple),
    "program.partner_regimes": st.lists(st.sampled_from(("us", "ca")), unique=True).map(tuple),
    "entity.kind": st.sampled_from(FACTS["entity.kind"].values),
    "listing.source": st.sampled_from(SOURCES),
    "listing.sub_list": st.sampled_from(("SDN", "EL", "UVL", "CMIC", "")),
    "listing.categories": st.lists(st.sampled_from(("B", "C", "M", "N", "CW")), unique=True).map(tuple),
    "listing.is_withdrawn": st.booleans(),
    "listing.is_weak_name": st.booleans(),
    "identity.score": st.floats(0, 1),
    "identity.by_identifier": st.booleans(),
    "identity.confidence": st.floats(0, 1),
    "case.kind": st.sampled_from(FACTS["case.kind"].values),
    "case.has_technology": st.booleans(),
    "program.tier": st.sampled_from((1, 2)),
    "coverage.is_complete": st.booleans(),
}
facts_sets = st.fixed_dictionaries({}, optional=VALUES)
policies = st.sampled_from(list(POLICIES.values()))


def strength(one: Grade) -> tuple[int, int]:
    return LEVELS.index(one.level), LEGAL_CHECKS.index(one.legal_check)


def is_at_most(weaker: Grade, stronger: Grade) -> bool:
    return all(low <= high for low, high in zip(strength(weaker), strength(stronger), strict=True))


def listed(**more: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "link.kind": "partner_organisation",
        "link.is_current": True,
        "entity.kind": "organisation",
        "listing.source": "jp_meti_eul",
        "listing.sub_list": "",
        "listing.is_withdrawn": False,
        "listing.is_weak_name": False,
        "identity.score": 0.97,
        "identity.by_identifier": False,
        "identity.confidence": 0.95,
    }
    return facts | {name.replace("__", "."): value for name, value in more.items()}


@given(policies, facts_sets, st.sampled_from(sorted(VALUES)))
def test_missing_data_never_raises_a_grade(policy: Policy, facts: dict[str, Any], left_out: str) -> None:
    without = {name: value for name, value in facts.items() if name != left_out}
    assert is_at_most(grade(policy, without, TODAY), grade(policy, facts, TODAY))


@given(policies, facts_sets, st.data())
def test_more_of_a_fact_moves_a_grade_its_own_way_only(policy: Policy, facts: dict[str, Any], data: st.DataObject) -> None:
    directed = sorted(name for name in facts if FACTS[name].direction)
    if not directed:
        return
    name = data.draw(st.sampled_from(directed))
    other = facts | {name: data.draw(VALUES[name])}
    less, more = sorted((facts, other), key=lambda one: one[name])
    weaker, stronger = (less, more) if FACTS[name].direction == "up" else (more, less)
    assert is_at_most(grade(policy, weaker, TODAY), grade(policy, stronger, TODAY))


@given(policies, facts_sets, st.sampled_from(sorted(VALUES)))
def test_missing_data_lowers_confidence_and_never_raises_it(policy: Policy, facts: dict[str, Any], left_out: str) -> None:
    without = {name: value for name, value in facts.items() if name not in (left_out, "program.partner_regimes")}
    whole = {name: value for name, value in facts.items() if name != "program.partner_regimes"}
    if "listing.source" in without:
        assert 0 <= grade(policy, without, TODAY).confidence <= grade(policy, whole, TODAY).confidence <= 1


@given(policies, facts_sets)
def test_what_was_stated_never_weighs_more_than_what_somebody_confirmed_was_not(policy: Policy, facts: dict[str, Any]) -> None:
    unknown = {name: value for name, value in facts.items() if name != "disclosure.is_disclosed"}
    stated, not_stated = (grade(policy, unknown | {"disclosure.is_disclosed": value}, TODAY) for value in (True, False))
    assert is_at_most(stated, not_stated) and is_at_most(grade(policy, unknown, TODAY), not_stated)


@pytest.mark.parametrize("name", ["jp-integrity", "jp-osdd", "us-nsf-trust"])
def test_a_stated_post_weighs_less_than_the_same_post_not_stated(name: str) -> None:
    facts = listed(link__kind="disclosed_affiliation", listing__source="jp_meti_eul" if name.startswith("jp") else "us_dod_1286")
    levels = [grade(POLICIES[name], facts | {"disclosure.is_disclosed": value}, TODAY).level for value in (True, False)]
    assert levels == ["moderate", "high"]
    unsure = facts | {"disclosure.is_disclosed": False, "identity.confidence": 0.79}
    assert grade(POLICIES[name], unsure, TODAY).level == "moderate"


@given(policies, st.lists(facts_sets, max_size=5), st.randoms())
def test_the_strongest_does_not_depend_on_the_order(policy: Policy, many: list[dict[str, Any]], random: Any) -> None:
    grades = [grade(policy, facts, TODAY) for facts in many]
    shuffled = random.sample(grades, len(grades))
    assert strongest(shuffled) == strongest(grades) == strongest([strongest(grades), *grades])
    assert all(is_at_most(one, strongest(grades)) for one in grades)


@given(policies, facts_sets)
def test_reasons_alone_reproduce_the_grade(policy: Policy, facts: dict[str, Any]) -> None:
    found = grade(policy, facts, TODAY)
    assert found.level == max((reason.level for reason in found.reasons), key=LEVELS.index, default="none")
    assert found.legal_check == max((reason.legal_check for reason in found.reasons), key=LEGAL_CHECKS.index, default="none")
    assert set(found.measures) == {measure for reason in found.reasons for measure in reason.measures}
    assert all(reason.citation_en and reason.citation_ja and reason.text_en and reason.text_ja for reason in found.reasons)


@given(policies, facts_sets)
def test_an_unsure_identity_or_a_namesake_is_never_above_moderate(policy: Policy, facts: dict[str, Any]) -> None:
    found = grade(policy, facts, TODAY)
    if found.level == "high":
        assert facts["identity.confidence"] >= 0.8
        assert facts["link.kind"] not in ("own_person", "partner_person") or facts["identity.by_identifier"]


def test_a_namesake_is_asked_about_before_anything_else() -> None:
    facts = listed(link__kind="own_person", entity__kind="person", listing__source="un_sc")
    found = grade(POLICIES["jp-osdd"], facts, TODAY)
    assert found.level == "moderate"
    assert found.measures[:2] == ("confirm_identity", "ask_person")
    assert found.reasons[0].limited_by == "namesake"
    by_number = grade(POLICIES["jp-osdd"], facts | {"identity.by_identifier": True}, TODAY)
    assert by_number.level == "high"


@pytest.mark.parametrize("policy", ["jp-integrity", "jp-osdd"])
def test_an_end_user_list_entry_asks_for_the_technology_under_its_category(policy: str) -> None:
    found = grade(POLICIES[policy], listed(listing__categories=("M", "CW")), TODAY)
    assert found.legal_check == "permit_check"
    law = next(reason for reason in found.reasons if reason.effect == "law")
    assert "missiles" in law.text_en and "conventional weapons" in law.text_en
    assert "ミサイル" in law.text_ja and "{" not in law.text_ja
    assert {"state_technology", "permit_check_technology"} <= set(found.measures)


def test_the_second_tier_asks_for_more_care_than_the_first() -> None:
    for source, sub_list in (("us_trade_csl", "EL"), ("us_trade_csl", "SDN"), ("us_ofac_sdn", ""), ("un_sc", "")):
        facts = listed(listing__source=source, listing__sub_list=sub_list)
        first, second = (grade(POLICIES[name], facts, TODAY) for name in ("jp-integrity", "jp-osdd"))
        assert strength(first)[0] < strength(second)[0]


def test_a_weak_name_and_a_withdrawn_listing_weigh_less() -> None:
    policy = POLICIES["jp-osdd"]
    assert grade(policy, listed(), TODAY).level == "moderate"
    assert grade(policy, listed(listing__is_weak_name=True), TODAY).level == "low"
    assert grade(policy, listed(listing__is_withdrawn=True), TODAY).level == "none"


@pytest.mark.parametrize(("years", "level"), [(0, "low"), (4, "low"), (5, "none")])
def test_a_past_affiliation_counts_for_less_than_five_years(years: int, level: str) -> None:
    facts = listed(link__kind="disclosed_affiliation", link__is_current=False, link__ended_years_ago=years)
    assert grade(POLICIES["jp-osdd"], facts, TODAY).level == level


def test_a_list_outside_the_policy_is_not_graded() -> None:
    assert grade(POLICIES["jp-osdd"], listed(listing__source="ca_sema"), TODAY) == Grade()


def test_tier_one_does_not_compare_the_names_of_researchers() -> None:
    first, second = POLICIES["jp-integrity"], POLICIES["jp-osdd"]
    assert first.aspects("partner") == ("name",)
    assert first.aspects("principal") == ("affiliation", "disclosure")
    assert second.aspects("principal") == ("name", "affiliation", "disclosure")
    assert first.aspects("own_institution") == second.aspects("own_institution") == ()


@pytest.mark.parametrize(("day", "citation"), [(date(2025, 10, 8), "before"), (date(2025, 10, 9), "in force 9 October 2025")])
def test_a_rule_changes_its_edition_on_the_very_day(day: date, citation: str) -> None:
    laws = [reason for reason in grade(POLICIES["jp-osdd"], listed(), day).reasons if reason.rule_id == "law-eul-permit"]
    assert len(laws) == 1
    assert citation in laws[0].citation_en


@pytest.mark.parametrize(
    "facts", [{"subject.nationality": "xx"}, {"entity.country": "xx"}, {"identity.score": "high"}, {"link.kind": "friend"}]
)
def test_a_fact_outside_the_allow_list_is_refused_when_grading(facts: dict[str, Any]) -> None:
    with pytest.raises(PolicyError):
        grade(POLICIES["jp-osdd"], facts, TODAY)


def test_no_measure_delays_publication_and_every_measure_has_its_sentence(messages: Any) -> None:
    assert not [measure for measure in MEASURES if "publi" in measure or "delay" in measure]
    for measure in MEASURES:
        assert messages.text(f"measure.{measure}", "ja") and messages.text(f"measure.{measure}", "en")
