"""`sekisho partner`: what a contract is for, who takes part on the other side, who pays; what changed; what events make due."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from flows import show
from flows.commands import REFERENCE
from flows.desk.chain import canonical
from flows.desk.recorded import Recorded
from flows.office.entries import Event, Partnership
from flows.office.manuals import edition_of, load_editions, pinned
from flows.office.roster import case_of, load_roster, own_id, subjects_of
from flows.office.saying import WELL, messages, records, say, today, write
from flows.office.selfcheck import number_of, recorded_answers
from flows.settings import Settings
from matching.policy.checklists import Answer, Side, Step, due, state
from sources.model import Case, Subject

Facts = Mapping[str, tuple[str, ...]]
"""purpose, partners, members, funders -> what is written there; () for what is to ask"""
ROLES: Mapping[str, tuple[str, ...]] = {
    "partners": ("partner", "counterparty", "transferee"),
    "members": ("partner_member", "visitor"),
    "funders": ("funder",),
}
FIELDS = ("purpose", *ROLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line that is new, or no longer there."""

    field: str
    way: Literal["added", "removed"]
    text: str


def facts_of(case: Case, subjects: Iterable[Subject]) -> Facts:
    """As the roster says it today: bodies and people by number, name and first affiliation."""
    known = list(subjects)
    found: dict[str, tuple[str, ...]] = {"purpose": (case.purpose,) if case.purpose else ()}
    for name, roles in ROLES.items():
        found[name] = tuple(sorted(_line(one) for one in known if one.role in roles))
    return found


def changes(then: Facts, now: Facts) -> tuple[Change, ...]:
    """What is new and what has gone, field by field."""
    found = []
    for name in FIELDS:
        before, after = set(then.get(name, ())), set(now.get(name, ()))
        found += [Change(field=name, way="added", text=text) for text in sorted(after - before)]
        found += [Change(field=name, way="removed", text=text) for text in sorted(before - after)]
    return tuple(found)


def record(settings: Settings, case_id: str, programs: Path | None, by: str) -> int:
    """Write down how the partnership stands, to compare with the next time."""
    plan = load_roster(settings, programs)
    _, case = case_of(plan, case_id)
    now = facts_of(case, subjects_of(plan, case))
    last = last_facts(records(settings), case)
    if last is not None and not changes(last, now):
        say(settings, "partner.unchanged", case=case_id)
        return WELL
    return write(settings, [Partnership(program_id=case.program_id, case_id=case.case_id, facts=canonical(now))], by)


def overview(settings: Settings, case_id: str, programs: Path | None, as_json: bool) -> int:
    """Purpose, partners, members, funders; what changed since they were last recorded; what is to ask."""
    plan = load_roster(settings, programs)
    _, case = case_of(plan, case_id)
    now, last = facts_of(case, subjects_of(plan, case)), last_facts(records(settings), case)
    told = {(one.field, one.text): one.way for one in changes(last, now)} if last is not None else {}
    lines = [(name, text) for name in FIELDS for text in now[name]]
    lines += [key for key, way in told.items() if way == "removed"]
    rows: list[dict[str, Any]] = [{"field": name, "text": text, "change": told.get((name, text), "")} for name, text in lines]
    rows += [{"field": name, "text": "", "change": "to_ask"} for name in FIELDS if not now[name]]
    if not as_json:
        rows = [
            {"field": messages().text(f"partner.field.{row['field']}", settings.language), "text": row["text"],
             "change": messages().text(f"partner.change.{row['change']}", settings.language) if row["change"] else ""}
            for row in rows
        ]  # fmt: skip
    show.table("partnership", rows, messages(), settings.language, as_json)
    if last is None and not as_json:
        say(settings, "partner.never_recorded", case=case_id)
    return WELL


def happened(settings: Settings, case_id: str, event: str, on: date, programs: Path | None, by: str) -> int:
    """Write an event down, and say what is due after it."""
    program, case = case_of(load_roster(settings, programs), case_id)
    checklist = edition_of(load_editions(REFERENCE / "checklists"), pinned(records(settings), case), on).checklist
    due(checklist, program.tier, event, on)
    write(settings, [Event(event=event, on=on, about=number_of(case))], by)
    return agenda(settings, case_id, programs, False)


def agenda(settings: Settings, case_id: str, programs: Path | None, as_json: bool) -> int:
    """Every step that a recorded event made due and that was not answered since, the earliest first."""
    program, case = case_of(load_roster(settings, programs), case_id)
    known, language = records(settings), settings.language
    checklist = edition_of(load_editions(REFERENCE / "checklists"), pinned(known, case), today()).checklist
    rows = [
        {"event": event if as_json else checklist.events[event][language], "due": one.on, "step": one.step.step_id,
         "question": one.step.asks["institution"][language], "signs": checklist.roles[one.step.signs][language],
         "is_overdue": one.on < today()}
        for event, on in events_of(known, case) if event in checklist.events
        for one in due(checklist, program.tier, event, on)
        if not is_settled(known, case, one.step, on)
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["due"], row["step"], row["event"]))
    show.table("agenda", rows, messages(), language, as_json)
    return WELL


def events_of(known: Iterable[Recorded], case: Case) -> list[tuple[str, date]]:
    about = number_of(case)
    return [(one.entry.event, one.entry.on) for one in known if isinstance(one.entry, Event) and one.entry.about == about]


def is_settled(known: Iterable[Recorded], case: Case, step: Step, since: date) -> bool:
    """Whether the side that signs the step has answered it in a checklist recorded on or after a day."""
    side: Side = "researcher" if step.signs == "researcher" else "institution"
    return state(recorded_answers(known, case, side, since).get(step.step_id, Answer())) == "answered"


def last_facts(known: Iterable[Recorded], case: Case) -> Facts | None:
    """As last recorded; None where it never was, or was erased."""
    said = [
        one.entry.facts
        for one in known
        if isinstance(one.entry, Partnership) and (one.entry.program_id, one.entry.case_id) == (case.program_id, case.case_id)
    ]
    if not said or not said[-1]:
        return None
    return {name: tuple(texts) for name, texts in json.loads(said[-1]).items()}


def _line(subject: Subject) -> str:
    parts = [own_id(subject), subject.names[0].text, *(one.organisation for one in subject.affiliations[:1])]
    return " / ".join(part for part in parts if part)
