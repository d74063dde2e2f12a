"""A policy that asks for what it may not, or says it wrongly, is refused with rule id and key path."""

import copy
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.messages import Messages
from flows.programs import DEFAULT_POLICY, load_policies
from matching.policy import FACTS, load
from matching.policy.facts import OF_COUNTRY
from sources.errors import PolicyError

ROOT = Path(__file__).resolve().parents[2]
SMALL = """
[policy]
id = "small"
edition = "1"
tier = 2
title = { en = "Small", ja = "小" }
[lists]
required = ["jp_meti_eul"]
[compares]
name = ["partner"]
[categories]
M = { en = "missiles", ja = "ミサイル" }
[[rule]]
id = "one"
kind = "grade"
when = { "listing.source" = "jp_meti_eul", "link.is_current" = true, "identity.score" = { at_least = 0.9 } }
level = "low"
measures = ["ask_person"]
citation = { en = "a text", ja = "規程" }
verified = false
text = { en = "One.", ja = "一。" }
effective_from = 2026-01-01
effective_to = 2026-06-30
"""


def small() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(SMALL))


def change(*path: str, to: Any) -> Callable[[dict[str, Any]], None]:
    def apply(data: dict[str, Any]) -> None:
        table = data["rule"][0] if path[0] == "rule" else data
        keys = path[1:] if path[0] == "rule" else path
        for key in keys[:-1]:
            table = table[key]
        if to is None:
            del table[keys[-1]]
        else:
            table[keys[-1]] = to

    return apply


REFUSED: dict[str, tuple[Callable[[dict[str, Any]], None], str, str]] = {
    "nationality": (change("rule", "when", "subject.nationality", to="xx"), "policy.unknown_fact", "rule.one.when.subject.nationality"),
    "country": (change("rule", "when", "entity.country", to=["xx"]), "policy.unknown_fact", "rule.one.when.entity.country"),
    "unknown key": (change("rule", "wieght", to=3), "policy.unknown_key", "rule.one.wieght"),
    "unknown table": (change("factors", to={}), "policy.unknown_key", "factors"),
    "no citation": (change("rule", "citation", to=None), "policy.missing_citation", "rule.one.citation"),
    "blank citation": (change("rule", "citation", to=""), "policy.missing_citation", "rule.one.citation"),
    "no verified mark": (change("rule", "verified", to=None), "policy.missing_key", "rule.one.verified"),
    "one language": (change("rule", "text", to={"en": "One."}), "policy.missing_key", "rule.one.text.ja"),
    "unknown measure": (change("rule", "measures", to=["delay_publication"]), "policy.unknown_value", "rule.one.measures"),
    "unknown level": (change("rule", "level", to="prohibited"), "policy.unknown_value", "rule.one.level"),
    "level and law": (change("rule", "legal_check", to="refer"), "policy.law_and_grade", "rule.one.legal_check"),
    "an outcome": (change("rule", "outcome", to="reject"), "policy.unknown_key", "rule.one.outcome"),
    "text for a flag": (change("rule", "when", "link.is_current", to="yes"), "policy.wrong_value", "rule.one.when.link.is_current"),
    "the wrong way round": (change("rule", "when", "link.is_current", to=False), "policy.wrong_direction", "rule.one.when.link.is_current"),
    "a score from above": (
        change("rule", "when", "identity.score", to={"at_most": 0.5}),
        "policy.wrong_direction",
        "rule.one.when.identity.score",
    ),
    "a bare number": (change("rule", "when", "identity.score", to=0.9), "policy.wrong_value", "rule.one.when.identity.score"),
    "a list not graded": (
        change("rule", "when", "listing.source", to="ca_sema"),
        "policy.source_not_graded",
        "rule.one.when.listing.source",
    ),
    "an unknown link": (change("rule", "when", "link.kind", to="friend"), "policy.unknown_value", "rule.one.when.link.kind"),
    "no condition": (change("rule", "when", to={}), "policy.wrong_value", "rule.one.when"),
    "dates reversed": (change("rule", "effective_to", to=date(2025, 1, 1)), "policy.dates_reversed", "rule.one.effective_to"),
    "a date as text": (change("rule", "effective_to", to="2026-06-30"), "policy.wrong_value", "rule.one.effective_to"),
    "an unknown role": (change("compares", "name", to=["everybody"]), "policy.unknown_value", "compares.name"),
    "tier three": (change("policy", "tier", to=3), "policy.unknown_value", "policy.tier"),
    "country without a regime": (
        change("rule", "when", "institution.countries", to=["CN"]),
        "policy.country_without_regime",
        "rule.one.when",
    ),
    "country without a law": (
        lambda data: (
            data["policy"].update(partner_regime="us"),
            data["rule"][0]["when"].update({"institution.countries": ["CN"]}),
        ),
        "policy.country_without_basis",
        "rule.one.basis",
    ),
    "a regime nobody knows": (change("policy", "partner_regime", to="zz"), "policy.unknown_value", "policy.partner_regime"),
    "nothing to be done": (change("rule", "measures", to=[]), "policy.missing_key", "rule.one.measures"),
    "no rules": (lambda data: data.pop("rule"), "policy.missing_key", "rule"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_policy_is_refused_with_rule_and_key_path(case: str, messages: Messages) -> None:
    spoil, key, path = REFUSED[case]
    data = small()
    spoil(data)
    with pytest.raises(PolicyError) as caught:
        load(data, "small.toml")
    assert (caught.value.key, caught.value.facts["path"], caught.value.facts["policy"]) == (key, path, "small.toml")
    assert path in messages.tell(caught.value, "en") and path in messages.tell(caught.value, "ja")


@pytest.mark.parametrize(("first_day", "is_overlap"), [("2026-06-30", True), ("2026-07-01", False), ("2025-01-01", True), (None, True)])
def test_two_versions_of_a_rule_may_not_share_a_day(first_day: str | None, is_overlap: bool) -> None:
    data = small()
    second = copy.deepcopy(data["rule"][0])
    del second["effective_to"]
    del second["effective_from"]
    if first_day:
        second |= tomllib.loads(f"effective_from = {first_day}")
    data["rule"].append(second)
    if is_overlap:
        with pytest.raises(PolicyError, match="overlapping"):
            load(data, "small.toml")
    else:
        assert len(load(data, "small.toml").rules) == 2


def test_no_fact_speaks_of_a_persons_origin_and_one_of_an_institutions_country() -> None:
    words = ("nation", "citizen", "countr", "birth", "gender", "ethnic", "origin", "script", "language")
    assert {name for name in FACTS for word in words if word in name} == {"institution.countries"} == set(OF_COUNTRY)


def test_only_partner_regimes_read_a_country_and_no_default_is_one() -> None:
    policies = load_policies(ROOT / "data" / "reference" / "policies")
    reading = {name for name, policy in policies.items() if any(rule.reads_country for rule in policy.rules)}
    assert reading == {"us-dow-2026"}
    assert {name for name, policy in policies.items() if policy.partner_regime} == {"us-dow-2026", "us-nsf-trust", "ca-strac"}
    assert not [name for name in DEFAULT_POLICY.values() if policies[name].partner_regime]
    assert all(rule.basis == "law" for name in reading for rule in policies[name].rules if rule.reads_country)


def test_what_no_one_has_read_against_its_text_is_not_called_verified() -> None:
    """The texts of the partner regimes' matrices were not seen: nothing of them may pass for verified."""
    policies = load_policies(ROOT / "data" / "reference" / "policies")
    foreign = [policy for policy in policies.values() if policy.partner_regime]
    assert foreign and not [rule.rule_id for policy in foreign for rule in policy.rules if rule.is_verified]
    assert all("not verified" in policy.title["en"] and "原文未確認" in policy.title["ja"] and policy.left_out for policy in foreign)


def test_two_files_may_not_bear_the_same_policy(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    with pytest.raises(PolicyError, match="twice"):
        load_policies(tmp_path)


def test_shipped_policies_use_neutral_words(root: Path) -> None:
    refused = re.compile(
        r"該当者|ヒット|危険度|懸念人物|虚偽|隠蔽|問題なし|監視|\b(?:match|suspect|clear|safe|concealed|undisclosed|risky|watch)"
    )
    for path in sorted((root / "data" / "reference" / "policies").glob("*.toml")):
        assert not refused.findall(path.read_text(encoding="utf-8").casefold()), path.name


def test_shipped_policies_name_sources_and_sub_lists_that_exist(root: Path) -> None:
    from sources.catalog import by_name

    for path in sorted((root / "data" / "reference" / "policies").glob("*.toml")):
        policy = load(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
        known = {name: by_name(name).SOURCE for name in (*policy.graded_lists, *policy.shown_lists)}
        for rule in policy.rules:
            asked = {condition.fact: condition.value for condition in rule.when}
            for sub_list in asked.get("listing.sub_list", ()):
                assert any(sub_list in known[name].sub_lists for name in asked["listing.source"]), (path.name, rule.rule_id, sub_list)
