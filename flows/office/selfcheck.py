"""`sekisho selfcheck`: the checklist of a case as a workbook, and read back by the same rules, whoever fills it."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from flows import show
from flows.commands import REFERENCE
from flows.desk.chain import canonical
from flows.desk.entries import Entry
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.disk import write_private
from flows.messages import Language
from flows.office.books import form_book
from flows.office.entries import Answered
from flows.office.manuals import Edition, edition_of, load_editions, pin_of, pinned
from flows.office.roster import case_of, load_roster
from flows.office.saying import TO_CORRECT, WELL, messages, records, refuse, say, today, write
from flows.settings import Settings
from matching.policy.checklists import Answer, Side, Step, state
from sources.errors import LedgerError
from sources.model import Case
from sources.rosters.columns import CHOICES
from sources.rosters.forms import read_form
from sources.rosters.row import Row

FORM = "selfcheck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One row of a filled checklist."""

    case_id: str
    edition: str
    side: Side
    step: str
    answer: Answer


def write_checklist(settings: Settings, case_id: str, side: str, programs: Path | None, out: Path, by: str) -> int:
    """The steps of the case's tier as a workbook. The first time, the edition is pinned to the case."""
    program, case = case_of(load_roster(settings, programs), case_id)
    pin = pinned(records(settings), case)
    edition = edition_of(load_editions(REFERENCE / "checklists"), pin, today())
    rows = checklist_rows(edition, program.tier, case, cast(Side, side), settings.language)
    if pin is None:
        write(settings, [pin_of(edition, case)], by)
    write_private(out, form_book(FORM, rows, messages(), settings.language, edition.checklist.effective_from))
    if not edition.checklist.is_verified:
        say(settings, "checklist.not_verified", edition=edition.checklist.edition)
    say(settings, "office.form_written", file=str(out), count=len(rows))
    return WELL


def checklist_rows(edition: Edition, tier: int, case: Case, side: Side, language: Language) -> list[dict[str, str]]:
    """One row a step; the question in both languages, the reader's first."""
    other: Language = "en" if language == "ja" else "ja"
    return [
        {"case_id": case.case_id, "edition": edition.checklist.edition, "side": CHOICES["side"][side][0 if language == "ja" else 1],
         "step": step.step_id,
         "question": "\n".join(step.asks[side][one] for one in (language, other))}
        for step in edition.checklist.of_tier(tier)
    ]  # fmt: skip


def read_checklist(settings: Settings, path: Path, programs: Path | None, record: bool, by: str, as_json: bool) -> int:
    """What the filled workbook leaves open; with `record`, its answers go to the ledger. Exit 2 when a cell cannot be read."""
    content = path.read_bytes()
    returned = read_form(content, path.name, FORM, read_answer)
    if returned.refused:
        return refuse(settings, path, content, FORM, returned)
    heads = {(said.case_id, said.side) for said in returned.rows}
    if len(heads) != 1:
        say(settings, "checklist.one_case", cases=", ".join(sorted({case_id for case_id, _ in heads})) or "-")
        return TO_CORRECT
    ((case_id, side),) = heads
    program, case = case_of(load_roster(settings, programs), case_id)
    edition = edition_of(load_editions(REFERENCE / "checklists"), pinned(records(settings), case), today())
    steps = {step.step_id: step for step in edition.checklist.of_tier(program.tier)}
    wrong = [said.step for said in returned.rows if said.step not in steps or said.edition != edition.checklist.edition]
    if wrong:
        say(settings, "checklist.other_edition", steps=", ".join(wrong), edition=edition.checklist.edition)
        return TO_CORRECT
    answers = {said.step: said.answer for said in returned.rows}
    if len(answers) < len(returned.rows):
        raise LedgerError("checklist.step_twice", file=path.name, step=_repeated(said.step for said in returned.rows))
    _tell(settings, edition, steps, answers, side, as_json)
    said = {step: answer for step, answer in answers.items() if answer.value}  # a blank takes no answer back
    return write(settings, [_entry(case, edition, side, said)] if said else [], by) if record else WELL


def read_answer(row: Row) -> Said:
    """An answer that sets a question aside needs its reason."""
    answer = Answer(value=row.choice("answer", needed=bool(row.text("answer"))), note=row.text("note"))
    if answer.value in ("not_applicable", "to_ask") and not answer.note:
        row.refuse("roster.reason_missing", "note", detail=row.text("answer"))
    side = cast(Side, row.choice("side", needed=True))
    return Said(case_id=row.code("case_id"), edition=row.code("edition"), side=side, step=row.code("step"), answer=answer)


def recorded_answers(known: Iterable[Recorded], case: Case, side: Side, since: date = date.min) -> Mapping[str, Answer]:
    """The newest recorded answer of one side to each step, of those recorded on or after a day; none once they were erased."""
    found: dict[str, Answer] = {}
    for one in known:
        entry = one.entry
        if isinstance(entry, Answered) and entry.form == FORM and entry.person == number_of(case) and in_japan(one.at) >= since:
            table = json.loads(entry.answers)
            found |= {step: Answer(**answer) for step, answer in table["steps"].items()} if table["side"] == side else {}
    return found


def number_of(case: Case) -> str:
    """The case as the ledger calls it: its own number is unique within its program only."""
    return f"{case.program_id}:{case.case_id}"


def _repeated(steps: Iterable[str]) -> str:
    return ", ".join(step for step, count in Counter(steps).items() if count > 1)


def _entry(case: Case, edition: Edition, side: Side, answers: Mapping[str, Answer]) -> Entry:
    steps = {step: {"value": answer.value, "note": answer.note} for step, answer in answers.items()}
    said = {"program": case.program_id, "case": case.case_id, "side": side, "steps": steps}
    return Answered(form="selfcheck", round=edition.checklist.edition, person=number_of(case), answers=canonical(said))


def _tell(
    settings: Settings, edition: Edition, steps: Mapping[str, Step], answers: Mapping[str, Answer], side: Side, as_json: bool
) -> None:
    language = settings.language
    rows = [
        {"step": step_id, "step_state": state(answers.get(step_id, Answer())), "question": step.asks[side][language],
         "signs": edition.checklist.roles[step.signs][language], "evidence": step.evidence}
        for step_id, step in steps.items()
    ]  # fmt: skip
    if not as_json:
        rows = [row | {"step_state": messages().text(f"checklist.state.{row['step_state']}", language)} for row in rows]
    show.table("checklist", rows, messages(), language, as_json)
    waits = sum(state(answers.get(step_id, Answer())) != "answered" for step_id in steps)
    if not as_json:
        say(settings, "checklist.read", count=len(steps), open=waits)
