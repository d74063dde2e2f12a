"""One [[rule]] table -> Rule. A rule may only ask facts of the allow-list, the way their type and direction allow."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from matching.model import LegalCheck, Level
from matching.policy.facts import FACTS, OF_COUNTRY, Fact
from matching.policy.measures import MEASURES
from matching.policy.reading import Table
from matching.policy.rules import Condition, Rule

KEYS = (
    "id", "kind", "when", "level", "legal_check", "measures", "citation", "basis", "text", "verified", "effective_from", "effective_to",
)  # fmt: skip
BASES: tuple[Literal["official_list", "law"], ...] = ("official_list", "law")
GRADE_LEVELS: tuple[Level, ...] = ("none", "low", "moderate", "high")
LAW_CHECKS: tuple[LegalCheck, ...] = ("permit_check", "refer")


def read_rule(given: Table, graded: Sequence[str], regime: str = "") -> Rule:
    """`graded`: the sources the policy may grade; `regime`: the partner regime it states. Raises PolicyError with rule id and
    key path."""
    rule_id = given.text("id")
    table = Table(given.data, f"rule.{rule_id}", KEYS, rule_id)
    if not table.data.get("citation"):
        raise table.error("policy.missing_citation", "citation", "")
    is_law = table.one_of("kind", ("grade", "law")) == "law"
    if ("legal_check" in table) != is_law or ("level" in table) == is_law:
        raise table.error("policy.law_and_grade", "legal_check" if "legal_check" in table else "level", table["kind"])
    rule = Rule(
        rule_id=rule_id,
        kind="law" if is_law else "grade",
        when=_conditions(table.table("when", allowed=None), graded),
        level="none" if is_law else table.one_of("level", GRADE_LEVELS),
        legal_check=table.one_of("legal_check", LAW_CHECKS) if is_law else "none",
        measures=table.some_of("measures", MEASURES),
        citation=table.bilingual("citation"),
        text=table.bilingual("text"),
        is_verified=table.flag("verified"),
        effective_from=table.day("effective_from"),
        effective_to=table.day("effective_to"),
        basis=table.one_of("basis", BASES) if "basis" in table else "",
    )
    _refuse_baseless(table, rule, regime)
    if rule.effective_from and rule.effective_to and rule.effective_to < rule.effective_from:
        raise table.error("policy.dates_reversed", "effective_to", rule.effective_to)
    return rule


def _refuse_baseless(table: Table, rule: Rule, regime: str) -> None:
    """A country may be asked only under a partner regime, and by a rule that rests on an official list or a law; whatever
    raises a level or names a law says what can be done.
    """
    if rule.reads_country and not regime:
        raise table.error("policy.country_without_regime", "when", ", ".join(sorted(OF_COUNTRY)))
    if rule.reads_country and not rule.basis:
        raise table.error("policy.country_without_basis", "basis", "")
    if not rule.measures and (rule.level, rule.legal_check) != ("none", "none"):
        raise table.error("policy.missing_key", "measures", "")


def _conditions(when: Table, graded: Sequence[str]) -> tuple[Condition, ...]:
    if not when.data:
        raise when.error("policy.wrong_value", "", "{}")
    conditions = tuple(_condition(when, name) for name in when)
    for condition in conditions:
        if condition.fact == "listing.source" and not condition.value <= set(graded):
            raise when.error("policy.source_not_graded", condition.fact, ", ".join(sorted(condition.value - set(graded))))
    return conditions


def _condition(when: Table, name: str) -> Condition:
    if name not in FACTS:
        raise when.error("policy.unknown_fact", name, name)
    fact, value = FACTS[name], when[name]
    if fact.type == "flag":
        return _flag(when, name, fact, value)
    if fact.type in ("count", "share"):
        return _bound(when, name, fact, value)
    choices = [value] if isinstance(value, str) else value
    if not isinstance(choices, list) or not choices or not all(isinstance(text, str) for text in choices):
        raise when.error("policy.wrong_value", name, value)
    for text in choices:
        if fact.values and text not in fact.values:
            raise when.error("policy.unknown_value", name, text)
    return Condition(fact=name, asks="any_of", value=frozenset(choices))


def _flag(when: Table, name: str, fact: Fact, value: Any) -> Condition:
    if not isinstance(value, bool):
        raise when.error("policy.wrong_value", name, value)
    if fact.direction == ("down" if value else "up"):
        raise when.error("policy.wrong_direction", name, value)
    return Condition(fact=name, asks="is", value=value)


def _bound(when: Table, name: str, fact: Fact, value: Any) -> Condition:
    bound = Table(value, when.at(name), ("at_least", "at_most"), when.rule) if isinstance(value, Mapping) else None
    if bound is None or len(value) != 1:
        raise when.error("policy.wrong_value", name, value)
    asks, limit = next(iter(value.items()))
    if isinstance(limit, bool) or not isinstance(limit, int if fact.type == "count" else (int, float)):
        raise when.error("policy.wrong_value", name, limit)
    if fact.direction != ("up" if asks == "at_least" else "down"):
        raise when.error("policy.wrong_direction", name, asks)
    return Condition(fact=name, asks="at_least" if asks == "at_least" else "at_most", value=limit)
