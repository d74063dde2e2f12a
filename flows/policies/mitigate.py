"""A mitigation plan for one case: drafted from its grade, accepted by a person into the ledger, used again where the same
factor drives another case."""

from collections.abc import Iterable, Sequence
from datetime import date

from flows.desk.entries import AcceptedPlan, Withdrawal
from flows.desk.recorded import Recorded
from flows.policies.regrade import Stated
from matching.policy.response import Mitigation, Task
from sources.errors import LedgerError, SettingsError


def the_case(cases: Sequence[Stated], case_id: str) -> Stated:
    """The one case of that id. Raises SettingsError when there is none, or one in several programs."""
    found = [case for case in cases if case.case_id == case_id]
    if len(found) != 1:
        raise SettingsError("plan.which_case", case=case_id, programs=", ".join(case.program_id for case in found) or "-")
    return found[0]


def accepted_plans(records: Iterable[Recorded], day: date) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Factor -> (entry, measures) of plans that people accepted and that hold on that day; the newest speaks."""
    entries = list(records)
    withdrawn = {one.entry.decision for one in entries if isinstance(one.entry, Withdrawal)}
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for one in entries:
        if isinstance(one.entry, AcceptedPlan) and one.sequence not in withdrawn and day <= one.entry.until:
            found |= dict.fromkeys(one.entry.factors, (one.sequence, one.entry.measures))
    return found


def acceptance(case: Stated, plan: Mitigation, without: Sequence[str], until: date, text: str) -> AcceptedPlan:
    """The plan as a person accepts it, perhaps without some of its measures. Raises LedgerError when nothing is to be accepted
    or a factor would be left with no measure at all.
    """
    kept = [task for task in plan.tasks if task.measure not in without]
    unknown = sorted(set(without) - {task.measure for task in plan.tasks})
    bare = [factor.reason.rule_id for factor in plan.factors if not _of(kept, factor.tasks)]
    if not plan.factors or unknown or bare:
        raise LedgerError("plan.not_acceptable", case=case.case_id, names=", ".join(unknown or bare) or "-")
    return AcceptedPlan(
        program_id=case.program_id,
        case_id=case.case_id,
        factors=tuple(dict.fromkeys(factor.key for factor in plan.factors)),
        tasks=tuple(f"{task.measure} {task.owner} {task.due_on}" for task in kept),
        residual=plan.residual,
        until=until,
        text=text,
    )


def _of(kept: Sequence[Task], tasks: Sequence[Task]) -> set[str]:
    return {task.measure for task in kept} & {task.measure for task in tasks}
