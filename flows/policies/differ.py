"""Which cases two policies see differently on the same facts, and by which rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.policies.regrade import Stated, regrade
from matching.policy.grading import Grade
from matching.policy.response import driving
from matching.policy.rules import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One case: its grade under the one policy and under the other."""

    case: Stated
    before: Grade
    after: Grade

    @property
    def is_change(self) -> bool:
        """Whether the level of care or the legal check is another."""
        return (self.before.level, self.before.legal_check) != (self.after.level, self.after.legal_check)


def differences(one: Policy, other: Policy, cases: Iterable[Stated], day: date) -> list[Difference]:
    """Every case in its order, changed or not."""
    return [Difference(case=case, before=regrade(one, case, day), after=regrade(other, case, day)) for case in cases]


def rules_of(grade: Grade) -> str:
    """The rules that drive a grade, for people: each id once, level of care before law."""
    return ", ".join(dict.fromkeys(reason.rule_id for reason in driving(grade)))


def is_verified(grade: Grade, policy: Policy) -> bool:
    """Whether every rule that drives it has been read against its citation; a grade that nothing drives rests on all rules."""
    drivers = driving(grade)
    return all(reason.is_verified for reason in drivers) if drivers else policy.is_verified
