"""What people do on a case: ask, answer, set measures, consult, conclude, sign."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Response

from flows.desk.casefile import CaseFile, case_files
from flows.desk.casework import OUTCOMES, Conclusion, Consultation, MeasureDone, MeasureSet, Question, Reply
from flows.desk.entries import SecondSignature, Withdrawal
from flows.desk.entry import Entry
from flows.desk.office import Permission
from flows.desk.web.access import Asker, Concluder, Signer, Visitor, to
from flows.desk.web.cases import hits_of
from flows.desk.web.coverage import as_text, coverage_of, missing_of
from flows.desk.web.hits import day_of
from flows.desk.web.places import of_case
from flows.desk.web.programs import case_row
from sources.errors import LedgerError

router = APIRouter()
Text = Annotated[str, Form()]


@router.post("/case/question")
def ask(visitor: Asker, program: Text, case: Text, subject: Text = "", text: Text = "", due: Text = "") -> Response:
    """A question to somebody of the case, as it is sent to them."""
    return _written(visitor, "ask", Question(program_id=program, case_id=case, subject_id=subject, text=_said(text), due=day_of(due)))


@router.post("/case/reply")
def reply(visitor: Asker, program: Text, case: Text, question: Annotated[int, Form()], text: Text = "", evidence: Text = "") -> Response:
    said = Reply(program_id=program, case_id=case, question=question, text=_said(text), evidence=evidence.strip())
    return _written(visitor, "ask", said)


@router.post("/case/measure")
def set_measure(
    visitor: Asker, program: Text, case: Text, measure: Text = "", text: Text = "", owner: Text = "", due: Text = ""
) -> Response:
    """A measure with who sees to it and by when."""
    said = MeasureSet(
        program_id=program, case_id=case, measure=measure or "other", text=_said(text), owner=_said(owner), due=_needed(day_of(due))
    )
    return _written(visitor, "ask", said)


@router.post("/case/done")
def measure_done(visitor: Asker, program: Text, case: Text, measure_set: Annotated[int, Form()], text: Text = "") -> Response:
    return _written(visitor, "ask", MeasureDone(program_id=program, case_id=case, measure_set=measure_set, text=text.strip()))


@router.post("/case/consultation")
def consult(visitor: Asker, program: Text, case: Text, text: Text = "") -> Response:
    return _written(visitor, "ask", Consultation(program_id=program, case_id=case, text=_said(text)))


@router.post("/case/conclusion")
def conclude(
    visitor: Concluder, program: Text, case: Text, outcome: Text = "", reason: Text = "", conditions: Text = "", review_on: Text = "",
    seen: Text = "",
) -> Response:  # fmt: skip
    """What people conclude, with the coverage and the possible hits it rests on."""
    tonight = visitor.desk.tonight
    row = case_row(visitor, tonight, program, case)
    as_of = tonight.evening.night["as_of"]
    if seen != str(as_of):
        raise LedgerError("casework.other_night", seen=seen, as_of=as_of)
    if outcome not in OUTCOMES:
        raise LedgerError("casework.no_outcome")
    coverage = coverage_of(tonight.evening, program)
    said = Conclusion(
        program_id=program, case_id=case, outcome=outcome, reason=reason.strip(), conditions=conditions.strip(),
        review_on=day_of(review_on), grade=row["grade"], legal_check=row["legal_check"],
        hits=tuple(sorted(tonight.evening.lines[place].hit_id for place in hits_of(tonight, program, case))),
        as_of=as_of, missing=missing_of(coverage), coverage=as_text(coverage),
    )  # fmt: skip
    return _written(visitor, "conclude", said)


@router.post("/case/signature")
def sign_conclusion(visitor: Signer, program: Text, case: Text, conclusion: Annotated[int, Form()], text: Text = "") -> Response:
    """Another person's signature under the conclusion."""
    _refuse_others(visitor, program, case, conclusion)
    return _written(visitor, "sign", SecondSignature(decision=conclusion, text=text.strip()), program, case)


@router.post("/case/withdrawal")
def withdraw_conclusion(visitor: Concluder, program: Text, case: Text, conclusion: Annotated[int, Form()], text: Text = "") -> Response:
    _refuse_others(visitor, program, case, conclusion)
    return _written(visitor, "conclude", Withdrawal(decision=conclusion, text=text.strip()), program, case)


def _refuse_others(visitor: Visitor, program: str, case: str, number: int) -> None:
    file = case_files(visitor.desk.records).get((program, case), CaseFile())
    if number not in {one.recorded.sequence for one in file.conclusions}:
        raise LedgerError("casework.nothing_to_answer", case=case)


def _written(visitor: Visitor, permission: Permission, entry: Entry, program: str = "", case: str = "") -> Response:
    """Into the ledger if the visitor may do this in the program of the case, and back to the case."""
    program = program or getattr(entry, "program_id", "")
    case = case or getattr(entry, "case_id", "")
    visitor.require(permission, program)
    case_row(visitor, visitor.desk.tonight, program, case)
    visitor.write(entry)
    return to(of_case(program, case))


def _said(text: str) -> str:
    if not text.strip():
        raise LedgerError("casework.empty")
    return text.strip()


def _needed(day: date | None) -> date:
    if day is None:
        raise LedgerError("casework.no_day")
    return day
