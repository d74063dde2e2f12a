"""Entries on a case: questions and replies, measures, the consultation, the conclusion, the dossier handed over."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from flows.desk.entry import Entry, Personal

Outcome = Literal["proceed", "with_conditions", "consult", "do_not_proceed"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
COUNTERSIGNED: tuple[Outcome, ...] = ("with_conditions", "do_not_proceed")
"""Outcomes that another person signs as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry(Entry):
    """Root of what is said of a case."""

    program_id: str
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(CaseEntry):
    """What somebody of the case is asked, as it was sent. `subject_id`: whom; `due`: by when a reply is hoped for."""

    kind = "question"
    subject_id: str
    text: Personal
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply(CaseEntry):
    """What came back on a question, with the evidence that was brought."""

    kind = "reply"
    question: int
    text: Personal
    evidence: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSet(CaseEntry):
    """Something to be done for a case. `measure`: the id of a policy's measure, or "other"; `owner`: who sees to it."""

    kind = "measure_set"
    measure: str
    text: Personal
    owner: Personal
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDone(CaseEntry):
    """A measure is done. `measure_set`: its entry; `text`: what was done."""

    kind = "measure_done"
    measure_set: int
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(CaseEntry):
    """One word in the consultation between those who run the case and the office."""

    kind = "consultation"
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(CaseEntry):
    """What people concluded; never set by the machine. `hits`: the possible hits it rests on; `coverage`: the lists compared with
    their editions, as text; `missing`: required lists that were not; `as_of`: the night whose results were before them."""

    kind = "conclusion"
    outcome: Outcome
    reason: Personal
    conditions: Personal = ""
    review_on: date | None = None
    grade: str
    legal_check: str
    hits: tuple[str, ...]
    as_of: date
    missing: tuple[str, ...]
    coverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMade(CaseEntry):
    """A dossier was handed over; `sha256` of its bytes."""

    kind = "dossier_made"
    sha256: str


CASEWORK: tuple[type[Entry], ...] = (Question, Reply, MeasureSet, MeasureDone, Consultation, Conclusion, DossierMade)
