"""grade(policy, facts, as_of): how much care this link asks for, what a law asks, and why. No outcome is ever set.

The strongest reason decides, never a sum. Three limits stand above every policy: an identity of less than .8 confidence,
and a person who agrees by name alone, are never above moderate; an identity that is more likely another's than not is
never above low, and no law asks anything until somebody has confirmed it. A reason carries its level after those limits,
so the reasons alone give the grade again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from matching.model import LegalCheck, Level
from matching.policy.facts import Facts, check_facts
from matching.policy.measures import in_order
from matching.policy.rules import Policy, Rule, Text

LEVELS: tuple[Level, ...] = get_args(Level)
LEGAL_CHECKS: tuple[LegalCheck, ...] = get_args(LegalCheck)
SURE, LIKELY = 0.8, 0.5
PERSONS = ("own_person", "partner_person")
Limit = Literal["", "identity", "namesake", "unlikely"]
CAPS: Mapping[Limit, Level] = {"": "high", "identity": "moderate", "namesake": "moderate", "unlikely": "low"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule that held. `limited_by` says which limit lowered the rule's own level; `text_*` are filled sentences."""

    policy_id: str
    policy_edition: str
    rule_id: str
    citation_en: str
    citation_ja: str
    effect: Literal["grade", "law"]
    level: Level
    legal_check: LegalCheck
    is_verified: bool
    limited_by: Limit
    measures: tuple[str, ...]
    text_en: str
    text_ja: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How much care a case's link asks for; `measures` are ids of data/reference/messages/policy.toml, asking first.

    `confidence`, 0 to 1: the share of the policy's rules in force that could be answered from what is known. What is not known
    lowers it, and never moves the level up.
    """

    level: Level = "none"
    legal_check: LegalCheck = "none"
    reasons: tuple[Reason, ...] = ()
    measures: tuple[str, ...] = ()
    confidence: float = 1.0


def grade(policy: Policy, facts: Facts, as_of: date) -> Grade:
    """Facts about one listing under one link -> its grade. Raises PolicyError for a fact outside the allow-list.

    A listing of a source the policy does not grade gives the empty grade.
    """
    check_facts(facts)
    if facts.get("listing.source") not in policy.graded_lists:
        return Grade()
    limit = _limit(facts)
    asked = [rule for rule in policy.rules if rule.is_in_force(as_of) and policy.answers(rule, facts)]
    rules = [rule for rule in asked if rule.applies(facts, as_of) and (limit != "unlikely" or rule.kind == "grade")]
    undecided = sum(rule.is_undecided(facts) for rule in asked)
    found = _from_reasons(_reason(policy, rule, facts, limit) for rule in rules)
    return replace(found, confidence=round(1 - undecided / len(asked), 3) if asked else 1.0)


def strongest(grades: Iterable[Grade]) -> Grade:
    """Several links or listings taken together: the strongest, with every reason; independent of their order."""
    together = tuple(grades)
    found = _from_reasons(reason for one in together for reason in one.reasons)
    return replace(found, confidence=min((one.confidence for one in together), default=1.0))


def _limit(facts: Facts) -> Limit:
    if facts.get("identity.confidence", 0.0) < LIKELY:
        return "unlikely"
    if facts.get("link.kind", PERSONS[0]) in PERSONS and not facts.get("identity.by_identifier", False):
        return "namesake"
    return "identity" if facts.get("identity.confidence", 0.0) < SURE else ""


def _reason(policy: Policy, rule: Rule, facts: Facts, limit: Limit) -> Reason:
    level = min(rule.level, CAPS[limit], key=LEVELS.index)
    is_limited = level != rule.level
    return Reason(
        policy_id=policy.policy_id,
        policy_edition=policy.edition,
        rule_id=rule.rule_id,
        citation_en=rule.citation["en"],
        citation_ja=rule.citation["ja"],
        effect=rule.kind,
        level=level,
        legal_check=rule.legal_check,
        is_verified=rule.is_verified,
        limited_by=limit if is_limited else "",
        measures=in_order([*rule.measures, *(["confirm_identity"] if limit else [])]),
        text_en=_filled(policy, rule.text, facts, "en"),
        text_ja=_filled(policy, rule.text, facts, "ja"),
    )


def _filled(policy: Policy, text: Text, facts: Facts, language: str) -> str:
    codes = sorted(facts.get("listing.categories", ())) or ["unknown"]
    names = [policy.categories[code][language] if code in policy.categories else code for code in codes]
    return text[language].replace("{categories}", ("・" if language == "ja" else ", ").join(names))


def _from_reasons(reasons: Iterable[Reason]) -> Grade:
    ordered = tuple(sorted(set(reasons), key=_rank))
    return Grade(
        level=max((reason.level for reason in ordered), key=LEVELS.index, default="none"),
        legal_check=max((reason.legal_check for reason in ordered), key=LEGAL_CHECKS.index, default="none"),
        reasons=ordered,
        measures=in_order(measure for reason in ordered for measure in reason.measures),
    )


def _rank(reason: Reason) -> tuple[int, int, str, str, str, str, str]:
    return (
        -LEVELS.index(reason.level),
        -LEGAL_CHECKS.index(reason.legal_check),
        reason.policy_id,
        reason.rule_id,
        reason.limited_by,
        reason.text_en,
        "|".join([reason.policy_edition, reason.text_ja, *reason.measures]),
    )
