"""The programs of a night as frames for the raw layer: what is to be screened, sheet by sheet accounted for."""

from collections import Counter

import pandas as pd

from flows.frames import frame
from flows.messages import Messages
from flows.programs import Plan
from flows.tiers import note
from matching.policy.rules import Policy
from matching.policy.tier import Tier
from sources.model import Case, Disclosure, Program, Rejected, Subject
from sources.rosters import sheet_named


def plan_frames(plan: Plan, messages: Messages) -> dict[str, pd.DataFrame]:
    """The plan as frames for the raw layer."""
    return {
        "programs": frame(
            _PROGRAM,
            [
                (*_program(program, plan.policies[program.program_id]), *_tier(plan.tiers.get(program.program_id), messages), name)
                for name, roster in plan.rosters.items()
                for program in roster.programs
            ],
        ),
        "program_lists": frame(("program_id", "source", "is_required", "is_graded"), _lists(plan)),
        "cases": frame(_CASE, [_case(case) for case in plan.cases]),
        "subjects": frame(_SUBJECT, [_subject(subject) for subject in plan.subjects]),
        "subject_facts": frame(_SUBJECT_FACT, [row for subject in plan.subjects for row in _subject_facts(subject)]),
        "disclosures": frame(_DISCLOSURE, [(program_id, *_disclosure(said)) for program_id, said in plan.disclosures]),
        "roster_rows": frame(("roster", "sheet", "row_count", "accepted_count", "rejected_count"), _row_counts(plan)),
        "roster_rejects": frame(
            ("roster", "document", "locator", "severity", "reason", "text_en", "text_ja"),
            [
                *(
                    (one.name, one.name, "", "rejected", one.error.key, messages.tell(one.error, "en"), messages.tell(one.error, "ja"))
                    for one in plan.refused
                ),
                *((name, *_rejected(row, messages)) for name, roster in plan.rosters.items() for row in roster.rejected),
            ],
        ),
    }


_PROGRAM = (
    "program_id", "title_ja", "title_en", "ministry", "funder", "funding", "tier", "designated_by", "designated_on",
    "designation_basis", "designation_trigger", "designation_until", "technology_areas", "policy", "policy_edition",
    "is_policy_verified", "designation_manual", "partner_regimes", "is_designation_verified", "tier_note_en", "tier_note_ja", "roster",
)  # fmt: skip
_CASE = ("program_id", "case_id", "kind", "stage", "title", "purpose", "technology", "start_on", "end_on", "locator")
_SUBJECT = (
    "program_id", "case_id", "subject_id", "kind", "role", "display_name", "other_names", "country", "affiliations", "locator",
)  # fmt: skip
_SUBJECT_FACT = ("program_id", "case_id", "subject_id", "field", "value")
_DISCLOSURE = (
    "program_id", "case_id", "subject_id", "kind", "organisation", "told_to", "start_on", "end_on", "amount", "note",
    "confirmed_by", "confirmed_on", "locator",
)  # fmt: skip


def _lists(plan: Plan) -> list[tuple[str, str, bool, bool]]:
    rows = []
    for program_id, policy in plan.policies.items():
        names = {*policy.lists, *plan.opted_in[program_id]}
        rows += [(program_id, name, name in policy.required_lists, name in policy.graded_lists) for name in sorted(names)]
    return rows


def _program(program: Program, policy: Policy) -> tuple[object, ...]:
    mark = program.designation
    designation = (
        (mark.designated_by, str(mark.designated_on or ""), mark.basis, mark.trigger, str(mark.until or ""))
        if mark
        else ("", "", "", "", "")
    )
    return (
        program.program_id, program.title_ja, program.title_en, program.ministry, program.funder, program.funding, program.tier,
        *designation, ", ".join(program.technology_areas), policy.policy_id, policy.edition, policy.is_verified,
        mark.manual_edition if mark else "", ", ".join(program.partner_regimes),
    )  # fmt: skip


def _tier(tier: Tier | None, messages: Messages) -> tuple[object, ...]:
    return (tier is None or tier.is_verified, *note(tier, messages))


def _case(case: Case) -> tuple[object, ...]:
    dates = (str(case.start_on or ""), str(case.end_on or ""))
    return (case.program_id, case.case_id, case.kind, case.stage, case.title, case.purpose, case.technology, *dates, case.quote.locator)


def _subject(subject: Subject) -> tuple[object, ...]:
    first, *others = dict.fromkeys(name.text for name in subject.names)
    places = "; ".join(affiliation.organisation for affiliation in subject.affiliations)
    country = subject.country if subject.kind == "organisation" else ""
    return (
        subject.program_id, subject.case_id, subject.subject_id, subject.kind, subject.role,
        first, " / ".join(others), country, places, subject.quote.locator,
    )  # fmt: skip


def _subject_facts(subject: Subject) -> list[tuple[str, ...]]:
    """Who the subject is, as given; of a date of birth only the year is kept."""
    key = (subject.program_id, subject.case_id, subject.subject_id)
    given = [("name", name.text) for name in subject.names]
    given += [("identifier", f"{one.scheme}: {one.value}") for one in subject.identifiers]
    given += [("birth_year", subject.birth_date[:4])] if subject.birth_date else []
    given += [("affiliation", one.organisation) for one in subject.affiliations]
    return [(*key, field, value) for field, value in given]


def _disclosure(said: Disclosure) -> tuple[object, ...]:
    return (
        said.case_id, said.subject_id, said.kind, said.organisation, said.told_to,
        said.start_on, said.end_on, said.amount, said.note, said.confirmed_by, str(said.confirmed_on or ""), said.quote.locator,
    )  # fmt: skip


def _row_counts(plan: Plan) -> list[tuple[str, str, int, int, int]]:
    """Sheet by sheet: rows in, rows that became something, rows refused. Counted apart, so that a check can compare them."""
    counted = []
    for name, roster in plan.rosters.items():
        became: list[Program | Case | Subject | Disclosure] = [*roster.programs, *roster.cases, *roster.subjects, *roster.disclosures]
        accepted = Counter(map(_sheet, {one.quote.locator for one in became}))
        refused = Counter(_sheet(row.quote.locator) for row in roster.rejected if row.severity == "rejected")
        counted += [(name, sheet, count, accepted[sheet], refused[sheet]) for sheet, count in roster.rows_in.items()]
    return counted


def _sheet(locator: str) -> str:
    return sheet_named(locator.split("!")[0]) or ""


def _rejected(row: Rejected, messages: Messages) -> tuple[str, ...]:
    place, facts = (row.quote.document, row.quote.locator), {"detail": row.detail, "locator": row.quote.locator}
    return (*place, row.severity, row.reason, messages.text(row.reason, "en", **facts), messages.text(row.reason, "ja", **facts))
