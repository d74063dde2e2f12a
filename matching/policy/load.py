"""Parsed TOML -> Policy, strictly: whatever is not understood is refused with rule id and key path.

Format (data/reference/policies): tables [policy], [lists], [compares], [categories.<code>] and one [[rule]] per rule,
whose `when` asks facts of the allow-list: `true`/`false` for flags, a text or a list for texts, `{ at_least = n }` or
`{ at_most = n }` for numbers. A rule id may stand several times with dates that do not overlap.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from matching.policy.links import ASPECTS, Aspect
from matching.policy.reading import LANGUAGES, Table, reading
from matching.policy.rule_reading import read_rule
from matching.policy.rules import Policy, Rule
from sources.errors import PolicyError
from sources.model import SubjectRole

REGIMES = ("us", "ca")
"""partner countries for which there is a policy; a Program names them"""


def load(data: Mapping[str, Any], name: str) -> Policy:
    """`data` as tomllib gives it; `name` the file, for errors. Raises PolicyError."""
    with reading(name):
        top = Table(data, "", allowed=("policy", "lists", "compares", "categories", "rule"))
        head = top.table("policy", allowed=("id", "edition", "title", "tier", "partner_regime", "left_out"))
        lists = top.table("lists", allowed=("required", "also_graded", "shown"))
        required, shown = lists.texts("required"), lists.texts("shown")
        graded = (*required, *lists.texts("also_graded"))
        regime = head.one_of("partner_regime", REGIMES) if "partner_regime" in head else ""
        rules = tuple(read_rule(rule, graded, regime) for rule in top.tables("rule"))
        _refuse_overlaps(rules)
        return Policy(
            policy_id=head.text("id"),
            edition=head.text("edition"),
            title=head.bilingual("title"),
            tier=head.one_of("tier", (1, 2)),
            required_lists=required,
            graded_lists=graded,
            shown_lists=shown,
            compared=_compared(top),
            categories=_categories(top),
            rules=rules,
            partner_regime=regime,
            left_out=tuple(one.both() for one in head.tables("left_out", LANGUAGES)) if "left_out" in head else (),
        )


def _compared(top: Table) -> Mapping[Aspect, tuple[SubjectRole, ...]]:
    table = top.table("compares", allowed=ASPECTS)
    return {aspect: table.some_of(aspect, get_args(SubjectRole)) for aspect in ASPECTS}


def _categories(top: Table) -> Mapping[str, Mapping[str, str]]:
    table = top.table("categories", allowed=None)
    return {code: table.bilingual(code) for code in table}


def _refuse_overlaps(rules: Iterable[Rule]) -> None:
    """Two versions of one rule may not be in force on the same day."""
    seen: dict[str, list[Rule]] = {}
    for rule in rules:
        for other in seen.setdefault(rule.rule_id, []):
            starts = [one.effective_from for one in (rule, other) if one.effective_from]
            later = max(starts) if starts else None
            if later is None or (rule.is_in_force(later) and other.is_in_force(later)):
                raise PolicyError("policy.overlapping_dates", rule=rule.rule_id, path=f"rule.{rule.rule_id}.effective_from")
        seen[rule.rule_id].append(rule)
