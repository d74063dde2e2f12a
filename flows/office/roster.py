"""What the institution's own workbooks say, as the office's work needs it: cases, own people and what its registers hold of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.commands import REFERENCE, source_names
from flows.programs import Plan, find_programs, load_plan
from flows.settings import Settings
from sources.errors import LedgerError
from sources.model import Case, Program, Subject
from sources.rosters import sheet_named

OWN = ("principal", "member")
MONEY = ("funding",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An own researcher, once however many cases; `posts` and `money`: bodies the institution's registers name, as written.

    The affiliation given first is the main post, and no post beside it.
    """

    person_id: str
    name: str
    posts: frozenset[str]
    money: frozenset[str]


def load_roster(settings: Settings, given: Path | None) -> Plan:
    """The workbooks as a night reads them. Raises when one of them cannot be taken in: nobody is to be left out unseen."""
    plan = load_plan(find_programs(settings, given), REFERENCE / "policies", source_names())
    for refused in plan.refused:
        raise refused.error
    return plan


def left_out(plan: Plan) -> tuple[str, ...]:
    """Where rows of the sheet on people stand that could not be used: whoever is meant there is in no list of people."""
    return tuple(
        one.quote.locator
        for roster in plan.rosters.values()
        for one in roster.rejected
        if one.severity == "rejected" and sheet_named(one.quote.locator.rpartition("!")[0]) == "people"
    )


def case_of(plan: Plan, case_id: str, program_id: str | None = None) -> tuple[Program, Case]:
    """The case with its program. Raises LedgerError when there is none, or one in several programs and none was named."""
    found = [case for case in plan.cases if case.case_id == case_id and program_id in (None, case.program_id)]
    if len(found) != 1:
        raise LedgerError("office.several_cases" if found else "office.no_such_case", case=case_id)
    return next(program for program in plan.programs if program.program_id == found[0].program_id), found[0]


def subjects_of(plan: Plan, case: Case) -> list[Subject]:
    return [one for one in plan.subjects if (one.program_id, one.case_id) == (case.program_id, case.case_id)]


def own_id(subject: Subject) -> str:
    """The office's own number of a person or institution: its id without the case it stands in."""
    return subject.subject_id.removeprefix(f"{subject.case_id}:").partition(":")[2]


def own_people(plan: Plan, on: date) -> tuple[Person, ...]:
    """Every own researcher of every program, all alike, by number; posts and money that had not ended by this day."""
    by_id: dict[str, list[Subject]] = defaultdict(list)
    for subject in plan.subjects:
        if subject.kind == "person" and subject.role in OWN:
            by_id[own_id(subject)].append(subject)
    disclosed: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for program_id, one in plan.disclosures:
        if not _has_ended(one.end_on, on):
            disclosed[program_id, one.subject_id].add((one.kind, one.organisation))
    return tuple(_person(person_id, by_id[person_id], disclosed, on) for person_id in sorted(by_id))


def _person(person_id: str, subjects: Iterable[Subject], disclosed: Mapping[tuple[str, str], set[tuple[str, str]]], on: date) -> Person:
    records = sorted(subjects, key=lambda one: (one.program_id, one.case_id))
    said = {one for record in records for one in disclosed.get((record.program_id, record.subject_id), ())}
    beside = {post.organisation for record in records for post in record.affiliations[1:] if not _has_ended(post.end_on, on)}
    return Person(
        person_id=person_id,
        name=records[0].names[0].text,
        posts=frozenset(body for kind, body in said if kind not in MONEY and kind != "other") | beside,
        money=frozenset(body for kind, body in said if kind in MONEY),
    )


def _has_ended(end_on: str, on: date) -> bool:
    """A partial date ("2026", "2026-04") has passed when all of it has."""
    return bool(end_on) and end_on < on.isoformat()[: len(end_on)]
