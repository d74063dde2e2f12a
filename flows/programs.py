"""The programs of a night: which workbooks, what they hold, and under which policy each is screened."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from flows.frames import frame
from flows.messages import Messages
from flows.settings import ROOT, Settings
from matching.policy.load import load
from matching.policy.rules import Policy
from sources.errors import RosterError, SettingsError
from sources.model import Case, Disclosure, Program, Rejected, Roster, Subject
from sources.rosters import read, sheet_named

EXAMPLE = ROOT / "data" / "example" / "programs.xlsx"
DEFAULT_POLICY = {1: "jp-integrity", 2: "jp-osdd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is to be screened: rosters in the order of their files, and the policy of each program."""

    rosters: Mapping[str, Roster]
    policies: Mapping[str, Policy]
    opted_in: Mapping[str, tuple[str, ...]]
    originals: Mapping[str, bytes]

    @property
    def programs(self) -> tuple[Program, ...]:
        return tuple(program for roster in self.rosters.values() for program in roster.programs)

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case for roster in self.rosters.values() for case in roster.cases)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return tuple(subject for roster in self.rosters.values() for subject in roster.subjects)

    @property
    def disclosures(self) -> tuple[Disclosure, ...]:
        return tuple(disclosure for roster in self.rosters.values() for disclosure in roster.disclosures)


EMPTY = Plan(rosters={}, policies={}, opted_in={}, originals={})


def find_programs(settings: Settings, given: Path | None) -> list[Path]:
    """What was named, else sekisho.toml's, else every workbook in the inbox, else the example."""
    named = given or settings.programs
    if named:
        if not named.exists():
            raise SettingsError("night.no_such_programs", path=str(named))
        return [named]
    waiting = sorted(path for path in settings.inbox.glob("*.xlsx") if not path.name.startswith("~$"))
    return waiting or [EXAMPLE]


def load_plan(paths: Iterable[Path], policies: Path, known_sources: frozenset[str]) -> Plan:
    """Read the workbooks and give each program its policy. Raises RosterError, PolicyError or SettingsError."""
    available = load_policies(policies)
    rosters: dict[str, Roster] = {}
    chosen: dict[str, Policy] = {}
    opted_in: dict[str, tuple[str, ...]] = {}
    originals: dict[str, bytes] = {}
    for path in paths:
        contents = _contents(path)
        originals |= contents
        roster = read(contents)
        rosters[path.name] = roster
        for program in roster.programs:
            if program.program_id in chosen:
                raise RosterError("night.two_programs", program=program.program_id, inbox=str(path.parent))
            chosen[program.program_id] = _policy_of(program, available)
            opted_in[program.program_id] = _lists_of(program, known_sources)
    if not chosen:
        raise RosterError("night.nothing_to_screen", files=", ".join(rosters))
    return Plan(rosters=rosters, policies=chosen, opted_in=opted_in, originals=originals)


def load_policies(folder: Path) -> Mapping[str, Policy]:
    """Every policy of data/reference/policies, by id."""
    found = [load(tomllib.loads(path.read_text(encoding="utf-8")), path.name) for path in sorted(folder.glob("*.toml"))]
    return {policy.policy_id: policy for policy in found}


def plan_frames(plan: Plan, messages: Messages) -> dict[str, pd.DataFrame]:
    """The plan as frames for the raw layer."""
    return {
        "programs": frame(
            _PROGRAM,
            [
                (*_program(program, plan.policies[program.program_id]), name)
                for name, roster in plan.rosters.items()
                for program in roster.programs
            ],
        ),
        "program_lists": frame(("program_id", "source", "is_required", "is_graded"), _lists(plan)),
        "cases": frame(_CASE, [_case(case) for case in plan.cases]),
        "subjects": frame(_SUBJECT, [_subject(subject) for subject in plan.subjects]),
        "subject_facts": frame(_SUBJECT_FACT, [row for subject in plan.subjects for row in _subject_facts(subject)]),
        "disclosures": frame(_DISCLOSURE, [_disclosure(disclosure) for disclosure in plan.disclosures]),
        "roster_rows": frame(("roster", "sheet", "row_count", "accepted_count", "rejected_count"), _row_counts(plan)),
        "roster_rejects": frame(
            ("roster", "document", "locator", "severity", "reason", "text_en", "text_ja"),
            [(name, *_rejected(row, messages)) for name, roster in plan.rosters.items() for row in roster.rejected],
        ),
    }


_PROGRAM = (
    "program_id", "title_ja", "title_en", "ministry", "funder", "funding", "tier", "designated_by", "designated_on",
    "designation_basis", "designation_trigger", "designation_until", "technology_areas", "policy", "policy_edition",
    "is_policy_verified", "roster",
)  # fmt: skip
_CASE = ("program_id", "case_id", "kind", "stage", "title", "purpose", "technology", "start_on", "end_on", "locator")
_SUBJECT = (
    "program_id", "case_id", "subject_id", "kind", "role", "display_name", "other_names", "country", "affiliations", "locator",
)  # fmt: skip
_SUBJECT_FACT = ("program_id", "case_id", "subject_id", "field", "value")
_DISCLOSURE = ("case_id", "subject_id", "kind", "organisation", "told_to", "start_on", "end_on", "amount", "note", "locator")


def _contents(path: Path) -> Mapping[str, bytes]:
    """A workbook as one file, a folder as its files."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file() and not file.name.startswith((".", "~$"))}


def _policy_of(program: Program, available: Mapping[str, Policy]) -> Policy:
    name = program.policy or DEFAULT_POLICY[program.tier]
    policy = available.get(name)
    if policy is None or (program.policy_edition and program.policy_edition != policy.edition):
        known = ", ".join(f"{one.policy_id} {one.edition}" for one in available.values())
        raise SettingsError(
            "night.unknown_policy", program=program.program_id, policy=f"{name} {program.policy_edition}".strip(), known=known
        )
    if policy.tier != program.tier:
        raise SettingsError("night.policy_of_other_tier", program=program.program_id, policy=name, tier=program.tier)
    return policy


def _lists_of(program: Program, known: frozenset[str]) -> tuple[str, ...]:
    """Lists the program asks for beyond its policy's; a name that does not exist must not pass silently."""
    for name in program.lists:
        if name not in known:
            raise SettingsError("night.unknown_list", program=program.program_id, name=name, known=", ".join(sorted(known)))
    return program.lists


def _lists(plan: Plan) -> list[tuple[str, str, bool, bool]]:
    rows = []
    for program_id, policy in plan.policies.items():
        names = {*policy.required_lists, *policy.graded_lists, *policy.shown_lists, *plan.opted_in[program_id]}
        rows += [(program_id, name, name in policy.required_lists, name in policy.graded_lists) for name in sorted(names)]
    return rows


def _program(program: Program, policy: Policy) -> tuple[object, ...]:
    mark = program.designation
    designation = (
        (mark.designated_by, str(mark.designated_on), mark.basis, mark.trigger, str(mark.until or "")) if mark else ("", "", "", "", "")
    )
    return (
        program.program_id, program.title_ja, program.title_en, program.ministry, program.funder, program.funding, program.tier,
        *designation, ", ".join(program.technology_areas), policy.policy_id, policy.edition, policy.is_verified,
    )  # fmt: skip


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
        said.start_on, said.end_on, said.amount, said.note, said.quote.locator,
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
