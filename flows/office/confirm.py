"""`sekisho confirm`: the yearly confirmation of what researchers disclose (tier 1): ask, take in, compare, confirm, remind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows import show
from flows.desk.chain import canonical
from flows.desk.entries import Entry
from flows.disk import write_private
from flows.messages import Messages
from flows.office.books import form_book
from flows.office.entries import Answered, Asked, Confirmed, Excepted, Form
from flows.office.roster import Person
from flows.office.rounds import Place, differences, places
from flows.office.saying import WELL, messages, people_of, records, refuse, say, today, write
from flows.settings import Settings
from sources.errors import LedgerError
from sources.rosters.forms import read_form
from sources.rosters.row import Row

FORM: Form = "confirmation"
LISTED = (("has_posts", "posts"), ("has_money", "money"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One row of a returned sheet; `answers` is None where the person has not answered yet."""

    round: str
    person_id: str
    answers: Mapping[str, Any] | None


def ask(settings: Settings, round_: str, due: date, programs: Path | None, out: Path | None, by: str) -> int:
    """Ask every own researcher not asked yet in this round, and write the sheet for all who have not answered."""
    people = people_of(settings, programs)
    known = places(records(settings), FORM, round_)
    write(
        settings,
        [Asked(form=FORM, round=round_, due=due, person=one.person_id) for one in people if _place(known, one).asked_on is None],
        by,
    )
    if out:
        rows = [
            {"round": round_, "person_id": one.person_id, "name": one.name}
            for one in people
            if _place(known, one).state in ("asked", "not_asked")
        ]
        write_private(out, form_book(FORM, rows, messages(), settings.language, due))
        say(settings, "office.form_written", file=str(out), count=len(rows))
    return WELL


def take(settings: Settings, path: Path, programs: Path | None, by: str) -> int:
    """Take answers in. A file with a cell that cannot be read is not taken in at all; it comes back marked."""
    content, people = path.read_bytes(), {one.person_id: one for one in people_of(settings, programs)}
    seen: set[str] = set()

    def read(row: Row) -> Said:
        said = read_row(row)
        if said.person_id and said.person_id not in people:
            row.refuse("roster.unknown_person", "person_id", detail=said.person_id)
        if said.person_id in seen:
            row.refuse("roster.duplicate_id", "person_id", detail=said.person_id)
        seen.add(said.person_id)
        return said

    returned = read_form(content, path.name, FORM, read)
    if returned.refused:
        return refuse(settings, path, content, FORM, returned)
    stands, entries = records(settings), list[Entry]()
    known = {round_: places(stands, FORM, round_) for round_ in {said.round for said in returned.rows}}
    for said in returned.rows:
        place = known[said.round].get(said.person_id)
        if said.answers is not None and (place is None or place.asked_on is None):
            raise LedgerError("confirm.not_asked", round=said.round, person=said.person_id)
        if said.answers is not None and place and place.answers != said.answers:
            entries.append(Answered(form=FORM, round=said.round, person=said.person_id, answers=canonical(said.answers)))
    write(settings, entries, by)
    differing = sum(bool(differences(said.answers, people[said.person_id])) for said in returned.rows if said.answers is not None)
    say(settings, "confirm.taken", answered=sum(said.answers is not None for said in returned.rows), differing=differing)
    return WELL


def read_row(row: Row) -> Said:
    """Both questions answered, or neither; "yes" names bodies, "no" names none."""
    answers: dict[str, Any] = {}
    for flag, bodies in LISTED:
        answers[flag] = row.choice(flag, needed=bool(row.text(flag)))
        answers[bodies] = sorted(row.several(bodies))
        if (answers[flag] == "yes") != bool(answers[bodies]):
            row.refuse("roster.bodies_missing" if answers[flag] else "roster.answer_missing", bodies if answers[flag] else flag)
    given = [answers[flag] for flag, _ in LISTED]
    if any(given) and not all(given):
        row.refuse("roster.answer_missing", LISTED[given.index("")][0])
    answered_on = row.day("answered_on")
    answers |= {"answered_on": str(answered_on or ""), "note": row.text("note")}
    return Said(round=row.code("round"), person_id=row.code("person_id"), answers=answers if any(given) else None)


def sign(settings: Settings, round_: str, named: tuple[str, ...], agreeing: bool, text: str, programs: Path | None, by: str) -> int:
    """Confirm answers: all that agree with the registers, or those named; one that differs only by its name and with a reason."""
    people = {one.person_id: one for one in people_of(settings, programs)}
    waiting = {key: place for key, place in places(records(settings), FORM, round_).items() if place.state == "answered"}
    if unknown := [one for one in named if one not in waiting]:
        raise LedgerError("confirm.nothing_to_confirm", round=round_, count=len(unknown), people=", ".join(unknown))
    chosen = [waiting[one] for one in named]
    if agreeing:
        chosen += [place for key, place in waiting.items() if key not in named and key in people and not _differ(place, people)]
    if not text.strip() and any(_differ(place, people) for place in chosen):
        raise LedgerError("confirm.differs_without_text", round=round_)
    entries: list[Entry] = [Confirmed(decision=place.answer, text=text) for place in chosen if place.answer is not None]
    return write(settings, entries, by)


def excuse(settings: Settings, round_: str, person: str, text: str, programs: Path | None, by: str) -> int:
    """Somebody need not answer in this round, and why."""
    if person not in {one.person_id for one in people_of(settings, programs)}:
        raise LedgerError("confirm.no_such_person", person=person)
    if not text.strip():
        raise LedgerError("confirm.no_reason")
    return write(settings, [Excepted(form=FORM, round=round_, person=person, text=text.strip())], by)


def overview(settings: Settings, round_: str, programs: Path | None, as_json: bool) -> int:
    """One row a person: asked, answered, confirmed by and on, exception, and what differs from the registers."""
    people, known = people_of(settings, programs, quiet=as_json), places(records(settings), FORM, round_)
    rows = [_row(one, _place(known, one), messages(), settings) for one in people]
    show.table("confirmations", rows, messages(), settings.language, as_json)
    if not as_json:
        say(settings, "confirm.overview", count=len(rows), open=sum(row["answered_on"] is None and not row["exception"] for row in rows),
            confirmed=sum(row["confirmed_on"] is not None for row in rows))  # fmt: skip
    return WELL


def remind(settings: Settings, round_: str, programs: Path | None, out: Path) -> int:
    """The unanswered as a workbook, with a text to each in both languages."""
    people, known = people_of(settings, programs), places(records(settings), FORM, round_)
    asked = [(one, known[one.person_id]) for one in people if one.person_id in known and known[one.person_id].state == "asked"]
    rows = [
        {"person_id": one.person_id, "name": one.name, "due": str(place.due)}
        | {f"text_{language}": messages().text("confirm.reminder", language, name=one.name, round=round_, due=place.due)
           for language in ("ja", "en")}
        for one, place in asked
    ]  # fmt: skip
    due = max((place.due for _, place in asked if place.due), default=today())
    write_private(out, form_book("reminders", rows, messages(), settings.language, due))
    say(settings, "office.form_written", file=str(out), count=len(rows))
    return WELL


def _place(known: Mapping[str, Place], person: Person) -> Place:
    return known.get(person.person_id, Place(person_id=person.person_id))


def _differ(place: Place, people: Mapping[str, Person]) -> bool:
    return place.person_id not in people or bool(differences(place.answers, people[place.person_id]))


def _row(person: Person, place: Place, table: Messages, settings: Settings) -> dict[str, Any]:
    found = differences(place.answers, person) if place.answer is not None else ()
    told = [
        table.text(f"confirm.differs.{one.field}_{side}", settings.language, bodies="; ".join(bodies))
        for one in found
        for side, bodies in (("answer", one.only_answer), ("register", one.only_register))
        if bodies
    ]
    return {
        "person_id": person.person_id, "name": person.name, "asked_on": place.asked_on, "due": place.due, "answered_on": place.answered_on,
        "confirmed_by": place.confirmed_by, "confirmed_on": place.confirmed_on, "exception": place.exception, "differs": " ".join(told),
    }  # fmt: skip
