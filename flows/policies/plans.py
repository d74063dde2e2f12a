"""`sekisho plan`: a mitigation plan for a case, drafted, accepted, withdrawn."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from flows import show
from flows.desk.entries import Withdrawal
from flows.desk.ledger import Ledger
from flows.desk.standing import in_japan
from flows.policies.mitigate import acceptance, accepted_plans, the_case
from flows.policies.regrade import Stated, night_of, policy_named, regrade, stated_cases
from flows.policies.words import REFERENCE, fill, messages, say, word
from flows.programs import load_policies
from flows.settings import Settings
from flows.terms import load_terms
from matching.policy.response import Factor, Mitigation, Task, draft

WELL = 0


def draft_plan(settings: Settings, case_id: str, program: str | None, as_json: bool) -> int:
    """A draft for people: factors, tasks with owner and date, and what remains."""
    case, made = _plan(settings, case_id, program)
    whole = {"level": made.level, "residual": made.residual, "legal_check": made.legal_check}
    if as_json:
        factors = [_factor(factor) for factor in made.factors]
        show.table("plan", factors, messages(), settings.language, as_json, case_id=case.case_id, whole=whole)
        return WELL
    named = f"{case.program_id} {case.case_id}"
    if not made.factors:
        say(settings, "plan.nothing_to_do", case=named)
        return WELL
    words = {name: word(settings, name, code) for name, code in whole.items()}
    say(settings, "plan.head", case=named, **words)
    if made.legal_check != "none":
        say(settings, "plan.law", legal_check=words["legal_check"])
    for number, factor in enumerate(made.factors, 1):
        say(settings, "plan.factor", number=number, **_why(factor, settings))
    show.table("plan", [_task(task, made, settings) for task in made.tasks], messages(), settings.language, as_json)
    say(settings, "plan.proceed")
    return WELL


def accept(settings: Settings, case_id: str, program: str | None, without: Sequence[str], until: date, text: str, by: str) -> int:
    """The plan as drafted now, perhaps without some measures, into the ledger."""
    case, made = _plan(settings, case_id, program)
    entry = acceptance(case, made, without, until, text)
    (written,) = Ledger(settings.ledger).append(entry, by=by, at=datetime.now(UTC))
    say(settings, "plan.accepted", entry=written.sequence, case=case.case_id, until=until)
    return WELL


def withdraw(settings: Settings, entry: int, by: str) -> int:
    """An accepted plan is no longer used for other cases."""
    Ledger(settings.ledger).append(Withdrawal(decision=entry), by=by, at=datetime.now(UTC))
    say(settings, "plan.withdrawn", entry=entry)
    return WELL


def _plan(settings: Settings, case_id: str, program: str | None) -> tuple[Stated, Mitigation]:
    day = night_of(settings.live)
    case = the_case(stated_cases(settings.live, day, program), case_id)
    policy = policy_named(case.policy, load_policies(REFERENCE / "policies"))
    accepted = accepted_plans(Ledger(settings.ledger).records(), in_japan(datetime.now(UTC)))
    return case, draft(regrade(policy, case, day), load_terms(REFERENCE / "measures.toml"), day, accepted)


def _factor(factor: Factor) -> dict[str, Any]:
    reason = factor.reason
    return {
        "rule_id": reason.rule_id,
        "policy": reason.policy_id,
        "policy_edition": reason.policy_edition,
        "level": reason.level,
        "legal_check": reason.legal_check,
        "residual": factor.residual,
        "is_verified": reason.is_verified,
        "accepted_in": factor.accepted_in,
        "tasks": [{"measure_id": task.measure, "owner": task.owner, "due_on": str(task.due_on)} for task in factor.tasks],
    }


def _why(factor: Factor, settings: Settings) -> dict[str, str]:
    """The factor in words: its rule's sentence and citation, and what of it is not verified or was accepted before."""
    reason, is_ja = factor.reason, settings.language == "ja"
    notes = [] if reason.is_verified else [fill(settings, "results.not_verified")]
    notes += [fill(settings, "plan.reused", entry=factor.accepted_in)] if factor.accepted_in else []
    citation = reason.citation_ja if is_ja else reason.citation_en
    return {
        "rule": reason.rule_id,
        "text": reason.text_ja if is_ja else reason.text_en,
        "citation": fill(settings, "results.comma").join([citation, *notes]),
    }


def _task(task: Task, made: Mitigation, settings: Settings) -> dict[str, Any]:
    asking = [str(number) for number, factor in enumerate(made.factors, 1) if task.measure in {one.measure for one in factor.tasks}]
    return {
        "measure": fill(settings, f"measure.{task.measure}"),
        "owner": fill(settings, f"results.owner.{task.owner}"),
        "due_on": str(task.due_on),
        "factors": ", ".join(asking),
    }
