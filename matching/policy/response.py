"""A mitigation plan: from the factors that drive a grade to what can be done, by whom, until when, and what remains.

The plan is a draft for people. Going on with the case is the default; nothing here stops it, and delaying publication is
no measure at all (matching.policy.measures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matching.model import LegalCheck, Level
from matching.policy.grading import LEVELS, Grade, Reason
from matching.policy.measures import MEASURES, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Of one measure: who carries it out, within how many days, and whether it lowers the level that remains."""

    owner: str
    days: int
    lowers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One measure as it is to be carried out."""

    measure: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A reason that drives the grade, with its menu. `residual`: the level once its tasks are done; a legal check stays as it
    is until the office for it has answered. `accepted_in`: the number of the accepted plan its tasks were taken from.
    """

    reason: Reason
    tasks: tuple[Task, ...]
    residual: Level
    accepted_in: int | None = None

    @property
    def key(self) -> str:
        """The same factor in another case: the rule of that edition of the policy."""
        return factor_key(self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """`tasks`: each measure once, with the earliest of its dates. `residual`: the highest that remains of any factor."""

    level: Level
    residual: Level
    legal_check: LegalCheck
    factors: tuple[Factor, ...]
    tasks: tuple[Task, ...]


def factor_key(reason: Reason) -> str:
    """What makes two factors the same: the rule, in that edition of its policy, at that level."""
    return f"{reason.policy_id} {reason.policy_edition} {reason.rule_id} {reason.level} {reason.legal_check}"


def driving(grade: Grade) -> tuple[Reason, ...]:
    """The reasons that together give the level and the legal check; without all of them it would be another."""
    care = [reason for reason in grade.reasons if reason.effect == "grade" and reason.level == grade.level != "none"]
    law = [reason for reason in grade.reasons if reason.effect == "law" and reason.legal_check == grade.legal_check]
    return tuple(care + law)


def draft(
    grade: Grade, terms: Mapping[str, Terms], as_of: date, accepted: Mapping[str, tuple[int, Sequence[str]]] | None = None
) -> Mitigation:
    """`accepted`: factor key -> (number of the entry, measures) of plans that people accepted; those take the menu's place."""
    factors = tuple(_factor(reason, terms, as_of, (accepted or {}).get(factor_key(reason))) for reason in driving(grade))
    due: dict[str, Task] = {}
    for task in (task for factor in factors for task in factor.tasks):
        due[task.measure] = min(task, due.get(task.measure, task), key=lambda one: one.due_on)
    return Mitigation(
        level=grade.level,
        residual=max((factor.residual for factor in factors), key=LEVELS.index, default="none"),
        legal_check=grade.legal_check,
        factors=factors,
        tasks=tuple(due[measure] for measure in MEASURES if measure in due),
    )


def _factor(reason: Reason, terms: Mapping[str, Terms], as_of: date, accepted: tuple[int, Sequence[str]] | None) -> Factor:
    """Of an accepted plan only what the rule's own menu holds is taken; where that is nothing, the whole menu."""
    entry, wanted = accepted or (None, reason.measures)
    chosen = in_order(measure for measure in reason.measures if measure in wanted)
    measures = chosen or reason.measures
    return Factor(
        reason=reason,
        tasks=tuple(Task(measure=one, owner=terms[one].owner, due_on=as_of + timedelta(days=terms[one].days)) for one in measures),
        residual=_remaining(reason.level, any(terms[measure].lowers for measure in measures)),
        accepted_in=entry if chosen else None,
    )


def _remaining(level: Level, is_lowered: bool) -> Level:
    """One level lower at most, and never below low: measures do not make a listing go away."""
    step = LEVELS.index(level)
    return LEVELS[max(step - 1, 1)] if is_lowered and step > 1 else level
