"""A policy as the loader leaves it: rules with conditions, the lists it rests on, the aspects it compares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from matching.model import LegalCheck, Level
from matching.policy.facts import OF_COUNTRY, Facts
from matching.policy.links import ASPECTS, Aspect
from sources.model import SubjectRole

Text = Mapping[str, str]
"""language ("en", "ja") -> sentence"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One fact asked one way: `is` (a flag), `any_of` (a text, or any of several texts), `at_least`, `at_most`."""

    fact: str
    asks: Literal["is", "any_of", "at_least", "at_most"]
    value: Any

    def holds(self, facts: Facts) -> bool | None:
        """None when the fact is not known: such a rule does not apply, so missing data never raises a level."""
        if self.fact not in facts:
            return None
        found = facts[self.fact]
        if self.asks == "at_least":
            return bool(found >= self.value)
        if self.asks == "at_most":
            return bool(found <= self.value)
        if self.asks == "is":
            return bool(found == self.value)
        return found in self.value if isinstance(found, str) else not self.value.isdisjoint(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """All conditions together give a level of care (`kind` grade) or a legal check (`kind` law), with a citation.

    `effective_from` and `effective_to` are both inclusive; None leaves that side open. `is_verified` tells whether a
    person has read the cited text and found the rule in it. `basis` says what the citation is where the rule reads a country.
    """

    rule_id: str
    kind: Literal["grade", "law"]
    when: tuple[Condition, ...]
    level: Level = "none"
    legal_check: LegalCheck = "none"
    measures: tuple[str, ...] = ()
    citation: Mapping[str, str]
    text: Text
    is_verified: bool
    effective_from: date | None = None
    effective_to: date | None = None
    basis: Literal["", "official_list", "law"] = ""

    @property
    def reads_country(self) -> bool:
        """Whether it asks for the country of an institution."""
        return any(condition.fact in OF_COUNTRY for condition in self.when)

    def is_undecided(self, facts: Facts) -> bool:
        """No known fact speaks against it, and one it asks for is not known."""
        answers = [condition.holds(facts) for condition in self.when]
        return None in answers and False not in answers

    def applies(self, facts: Facts, as_of: date) -> bool:
        """In force on that day and every condition known to hold."""
        return self.is_in_force(as_of) and all(condition.holds(facts) for condition in self.when)

    def is_in_force(self, as_of: date) -> bool:
        """Both ends of the rule's dates count as in force."""
        return (self.effective_from or date.min) <= as_of <= (self.effective_to or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One edition of a policy.

    `required_lists` must all be current for coverage to be complete; `graded_lists` (the required ones among them) may
    move a level; `shown_lists` are opt-in: what they hold is shown beside the grade, never in it.
    `compared`: aspect -> the subject roles it is compared for. `categories`: the entry's category -> its names.
    `partner_regime`: the partner country whose rules these are ("" for the country's own); `left_out`: what those rules ask and
    this file does not, said with every result.
    """

    policy_id: str
    edition: str
    title: Text
    tier: Literal[1, 2]
    required_lists: tuple[str, ...]
    graded_lists: tuple[str, ...]
    shown_lists: tuple[str, ...]
    compared: Mapping[Aspect, tuple[SubjectRole, ...]]
    categories: Mapping[str, Text]
    rules: tuple[Rule, ...]
    partner_regime: str = ""
    left_out: tuple[Text, ...] = ()

    @property
    def lists(self) -> frozenset[str]:
        """Every list its programs are compared with."""
        return frozenset((*self.required_lists, *self.graded_lists, *self.shown_lists))

    @property
    def is_verified(self) -> bool:
        """True when every rule has been read against its citation."""
        return all(rule.is_verified for rule in self.rules)

    def answers(self, rule: Rule, facts: Facts) -> bool:
        """A rule that reads a country is asked for Programs that name this partner regime only."""
        return not rule.reads_country or self.partner_regime in facts.get("program.partner_regimes", ())

    def aspects(self, role: SubjectRole) -> tuple[Aspect, ...]:
        """What of a subject with this role is compared with lists; empty when nothing is."""
        return tuple(aspect for aspect in ASPECTS if role in self.compared.get(aspect, ()))
