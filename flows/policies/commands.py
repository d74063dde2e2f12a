"""`sekisho grade`, `policy` and `alerts`: what the commands do, each in its own few lines."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows import show
from flows.policies.alerts import touched
from flows.policies.differ import Difference, differences, is_verified, rules_of
from flows.policies.regrade import Stated, gaps, night_of, policy_named, refuse_foreign, regrade, stated_cases
from flows.policies.words import REFERENCE, fill, messages, word
from flows.programs import load_policies, read_policy
from flows.settings import Settings
from matching.policy.rules import Policy

WELL = 0


def grade(settings: Settings, policies: Sequence[str], program: str | None, as_json: bool) -> int:
    """Every case under each policy named, or under its program's own. A partner regime's policy passes over programs that do
    not name the regime, and says so; of a program asked for by name it is an error.
    """
    day = night_of(settings.live)
    cases, known = stated_cases(settings.live, day, program), load_policies(REFERENCE / "policies")
    rows, passed_over, used = [], dict[str, str](), dict[str, dict[str, Policy]]()
    for case in cases:
        for policy in [policy_named(name, known) for name in policies or (case.policy,)]:
            if policy.partner_regime and policy.partner_regime not in case.partner_regimes and not program:
                passed_over[f"{case.program_id} {policy.policy_id}"] = policy.partner_regime
                continue
            refuse_foreign(policy, case)
            used.setdefault(case.program_id, {})[policy.policy_id] = policy
            rows.append(_graded(case, policy, day))
    named = {name: list(policies.values()) for name, policies in used.items()}
    remarks = _remarks(settings, named, {case.program_id: case.tier_note[settings.language] for case in cases})
    remarks += [fill(settings, "policies.passed_over", pair=pair, regime=regime) for pair, regime in sorted(passed_over.items())]
    _show(settings, "graded", rows, remarks, as_json)
    return WELL


def diff(settings: Settings, one: str, other: str, program: str, as_json: bool) -> int:
    """The cases of a program that two policies see differently on the same facts, and by which rules."""
    known = load_policies(REFERENCE / "policies")
    return _compare(
        settings, policy_named(one, known), policy_named(other, known), program, night_of(settings.live), as_json, all_cases=True
    )


def attempt(settings: Settings, file: Path, program: str, as_of: date | None, as_json: bool) -> int:
    """A policy that is not in use yet against the program's own: which open cases would change on that day, by which rule."""
    day = as_of or night_of(settings.live)
    (own,) = {case.policy_on(day) for case in stated_cases(settings.live, day, program)}
    current = policy_named(own, load_policies(REFERENCE / "policies"))
    return _compare(settings, current, read_policy(file), program, day, as_json, all_cases=False)


def alerts(settings: Settings, program: str | None, as_json: bool) -> int:
    """Every listed body found in the last night, with each open case it touches."""
    rows = touched(settings.live, program, messages(), settings.language, as_json)
    show.table("alerts", rows, messages(), settings.language, as_json)
    return WELL


def _compare(settings: Settings, one: Policy, other: Policy, program: str, day: date, as_json: bool, *, all_cases: bool) -> int:
    cases = stated_cases(settings.live, day, program)
    for policy in (one, other):
        refuse_foreign(policy, cases[0])
    asked = [case for case in cases if all_cases or case.is_open]
    found = differences(one, other, asked, day)
    changed = [difference for difference in found if difference.is_change]
    rows = [_difference(difference, one, other) for difference in changed]
    key = "policies.changed" if all_cases else "policies.changed_open"
    said = [fill(settings, key, one=_named(one), other=_named(other), changed=len(changed), count=len(found), day=day)]
    said += _remarks(settings, {program: [one, other]}, {program: cases[0].tier_note[settings.language]})
    _show(settings, "difference", rows, said, as_json)
    return WELL


def _graded(case: Stated, policy: Policy, day: date) -> dict[str, Any]:
    found = regrade(policy, case, day)
    return {
        "program_id": case.program_id,
        "case_id": case.case_id,
        "policy": policy.policy_id,
        "grade": found.level,
        "legal_check": found.legal_check,
        "confidence": found.confidence,
        "rules": rules_of(found),
        "is_verified": is_verified(found, policy),
        "is_open": case.is_open,
    }


def _difference(found: Difference, one: Policy, other: Policy) -> dict[str, Any]:
    return {
        "program_id": found.case.program_id,
        "case_id": found.case.case_id,
        "grade_before": found.before.level,
        "grade_after": found.after.level,
        "legal_check_before": found.before.legal_check,
        "legal_check_after": found.after.legal_check,
        "rules_before": rules_of(found.before),
        "rules_after": rules_of(found.after),
        "is_verified": is_verified(found.before, one) and is_verified(found.after, other),
        "is_open": found.case.is_open,
    }


def _show(settings: Settings, name: str, rows: list[dict[str, Any]], remarks: Sequence[str], as_json: bool) -> None:
    """The table, and beneath it (or beside it, for programs) what its results must carry."""
    show.table(name, _worded(rows, settings, as_json), messages(), settings.language, as_json, remarks=list(remarks))
    for sentence in remarks if not as_json else ():
        show.say(sentence)


def _remarks(settings: Settings, used: Mapping[str, Sequence[Policy]], notes: Mapping[str, str]) -> list[str]:
    """What every result must carry: what of a policy is not verified, what it leaves out, what it could not rest on."""
    said = [note for note in notes.values() if note]
    for policy in {_named(policy): policy for policies in used.values() for policy in policies}.values():
        said += [] if policy.is_verified else [fill(settings, "policies.not_verified", policy=_named(policy))]
        said += [fill(settings, "policies.left_out", policy=_named(policy), text=text[settings.language]) for text in policy.left_out]
    for program, policy in ((program, policy) for program, policies in used.items() for policy in policies):
        missing, facts = gaps(settings.live, policy, program), {"policy": _named(policy), "program": program}
        said += [fill(settings, "policies.lists_missing", **facts, lists=", ".join(missing.lists))] if missing.lists else []
        said += [fill(settings, "policies.not_compared", **facts, count=missing.not_compared_count)] if missing.not_compared_count else []
    return said


def _worded(rows: Sequence[dict[str, Any]], settings: Settings, as_json: bool) -> list[dict[str, Any]]:
    codes = ("grade", "legal_check")
    named = [{column: column.removesuffix("_before").removesuffix("_after") for column in row} for row in rows]
    return [
        row
        if as_json
        else {column: word(settings, kinds[column], value) if kinds[column] in codes else value for column, value in row.items()}
        for row, kinds in zip(rows, named, strict=True)
    ]


def _named(policy: Policy) -> str:
    return f"{policy.policy_id} {policy.edition}"
