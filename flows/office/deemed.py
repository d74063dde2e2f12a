"""`sekisho deemed`: the sheet on deemed exports. Questions to every member alike, results that the office enters.

Nothing is derived: not from a name, not from publications, not from the answers. What nobody has said is "to ask".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows import show
from flows.desk.chain import canonical
from flows.desk.entries import Entry
from flows.desk.recorded import Recorded
from flows.disk import write_private
from flows.office.books import form_book
from flows.office.entries import Answered, Event, Form
from flows.office.rounds import places
from flows.office.saying import WELL, messages, people_of, records, refuse, say, today, write
from flows.settings import Settings
from sources.errors import LedgerError
from sources.rosters.columns import CHOICES, code_of
from sources.rosters.forms import read_form
from sources.rosters.row import Row

ASKED: Form = "deemed_export"
RESULT: Form = "deemed_export_result"
ROUND = "standing"
QUESTIONS = ("contract", "income", "instruction")
ENTERED = ("fefa_status", "export_type", "declared_on", "declared_by", "valid_to", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One row of the sheet: the person's answers, the office's result; None where nothing was entered."""

    person_id: str
    answers: Mapping[str, str] | None
    result: Mapping[str, str] | None


def standing(known: Iterable[Recorded], person_ids: Iterable[str], on: date) -> dict[str, dict[str, str]]:
    """Person -> every field of the sheet as it holds on a day; "" for what is to ask, a result whose last day has passed too."""
    entries = tuple(known)
    asked, results = (places(entries, form, ROUND) for form in (ASKED, RESULT))
    found = {}
    for person in person_ids:
        answers = asked[person].answers if person in asked else {}
        result = results[person].answers if person in results else {}
        holds = bool(result) and date.fromisoformat(result["valid_to"]) >= on
        found[person] = {name: answers.get(name, "") for name in (*QUESTIONS, "answered_on")} | {
            name: result[name] if holds else "" for name in ENTERED
        }
    return found


def open_fields(fields: Mapping[str, str]) -> tuple[str, ...]:
    """What is still to ask the person, or to be entered by the office."""
    return tuple(name for name in (*QUESTIONS, "fefa_status", "export_type") if not fields[name])


def sheet(settings: Settings, programs: Path | None, out: Path) -> int:
    """Everybody, with what holds today; what is open is blank."""
    people = people_of(settings, programs)
    known = standing(records(settings), (one.person_id for one in people), today())
    rows = [{"person_id": one.person_id, "name": one.name} | _worded(known[one.person_id], settings) for one in people]
    write_private(out, form_book("deemed_export", rows, messages(), settings.language, today()))
    say(settings, "office.form_written", file=str(out), count=len(rows))
    return WELL


def take(settings: Settings, path: Path, programs: Path | None, by: str) -> int:
    """Take in what was answered and entered; a cell that cannot be read keeps the whole file out."""
    content, people = path.read_bytes(), {one.person_id for one in people_of(settings, programs)}

    def read(row: Row) -> Said:
        said = read_row(row)
        if said.person_id and said.person_id not in people:
            row.refuse("roster.unknown_person", "person_id", detail=said.person_id)
        return said

    returned = read_form(content, path.name, "deemed_export", read)
    if returned.refused:
        return refuse(settings, path, content, "deemed_export", returned)
    known = standing(records(settings), people, today())
    entries: list[Entry] = []
    for said in returned.rows:
        before = known[said.person_id]
        for form, given in ((ASKED, said.answers), (RESULT, said.result)):
            whole = {name: value or before[name] for name, value in (given or {}).items()}  # a blank takes no answer back
            if any(before[name] != value for name, value in whole.items()):
                entries.append(Answered(form=form, round=ROUND, person=said.person_id, answers=canonical(whole)))
    return write(settings, entries, by)


def read_row(row: Row) -> Said:
    """A result is whole or not there: status, type, day, by whom, until when and why."""
    answers = {name: row.choice(name, needed=bool(row.text(name))) for name in QUESTIONS}
    answers["answered_on"] = _day(row, "answered_on")
    result = {"fefa_status": row.choice("fefa_status", needed=bool(row.text("fefa_status"))), "export_type": _types(row)}
    result |= {name: _day(row, name) for name in ("declared_on", "valid_to")}
    result |= {name: row.text(name) for name in ("declared_by", "reason")}
    if any(result.values()):
        for name in ENTERED:
            if not row.text(name):
                row.refuse("roster.result_in_part", name)
        if result["valid_to"] < result["declared_on"]:
            row.refuse("roster.dates_reversed", "valid_to", detail=f"{result['declared_on']} – {result['valid_to']}")
    return Said(
        person_id=row.code("person_id"),
        answers=answers if any(answers[name] for name in QUESTIONS) else None,
        result=result if any(result.values()) else None,
    )


def changed(settings: Settings, person: str, on: date, programs: Path | None, by: str) -> int:
    """A person's status has changed: everything is asked again."""
    if person not in {one.person_id for one in people_of(settings, programs)}:
        raise LedgerError("confirm.no_such_person", person=person)
    return write(settings, [Event(event="status_changed", on=on, about=person)], by)


def overview(settings: Settings, programs: Path | None, as_json: bool) -> int:
    """One row a person, and what is still to ask."""
    people = people_of(settings, programs, quiet=as_json)
    known = standing(records(settings), (one.person_id for one in people), today())
    rows: list[dict[str, Any]] = []
    for one in people:
        fields = known[one.person_id] if as_json else _worded(known[one.person_id], settings)
        to_ask = open_fields(known[one.person_id])
        said = ", ".join(to_ask if as_json else (messages().text(f"show.deemed.{name}", settings.language) for name in to_ask))
        rows.append({"person_id": one.person_id, "name": one.name, **fields, "to_ask": said})
    show.table("deemed", rows, messages(), settings.language, as_json)
    if not as_json:
        say(settings, "deemed.overview", count=len(rows), open=sum(bool(row["to_ask"]) for row in rows))
    return WELL


def _types(row: Row) -> str:
    """Codes joined by ";", or "none" alone."""
    codes = [code_of("export_type", text) for text in row.several("export_type", lambda text: code_of("export_type", text) is not None)]
    if None in codes or ("none" in codes and len(codes) > 1):
        row.refuse("roster.unknown_choice", "export_type", detail=row.text("export_type"))
    return ";".join(sorted(code for code in codes if code))


def _day(row: Row, field: str) -> str:
    return str(row.day(field) or "")


def _worded(fields: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """Codes as the sheet spells them."""
    place = 0 if settings.language == "ja" else 1
    choices = {**dict.fromkeys(QUESTIONS, "yes_no"), "fefa_status": "fefa_status", "export_type": "export_type"}
    worded = dict(fields)
    for name, table in choices.items():
        worded[name] = "; ".join(CHOICES[table][code][place] for code in fields[name].split(";") if code)
    return worded
