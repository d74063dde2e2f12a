"""The kinds of entry that the office's own work writes into the ledger.

`person` and `about` are the office's own numbers of a person or case; an entry that speaks of a person holds all of it
beside the chain. `decision` is the number of the entry that is spoken of, as in a withdrawal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.desk.entry import Entry, Personal

Form = Literal["confirmation", "deemed_export", "deemed_export_result", "selfcheck"]
Verdict = Literal["accepted", "declined"]
Outcome = Literal["adequate", "correction_asked"]
Stage = Literal["applied", "candidate", "adopted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Entry):
    """A person's word on a proposed technology area of a case ("jp:quantum"). `quotes`: the words it was proposed by."""

    kind = "tag"
    program_id: str
    case_id: str
    area: str
    verdict: Verdict
    quotes: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Entry):
    """From here on a case is worked by this edition of a checklist, whatever edition follows. `sha256`: of its file."""

    kind = "pin"
    program_id: str
    case_id: str
    checklist: str
    edition: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Entry):
    """A person was asked to fill a form. `round`: the year or edition it belongs to; `due`: the day an answer is due."""

    kind = "asked"
    form: Form
    round: str
    due: date
    person: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Entry):
    """What stood in a form that came back, as canonical JSON; for a result of the office, what it entered."""

    kind = "answered"
    form: Form
    round: str
    person: Personal
    answers: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(Entry):
    """The office has compared an answer with its own ledgers and confirms it."""

    kind = "confirmed"
    decision: int
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excepted(Entry):
    """A person need not answer in this round, for a reason (on leave, left, answered elsewhere)."""

    kind = "excepted"
    form: Form
    round: str
    person: Personal
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something happened to a case or a person, after which steps are due or answers are asked for again."""

    kind = "event"
    event: str
    on: date
    about: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectStage(Entry):
    """Where a funder's project stands. Open-source checks begin with "candidate"."""

    kind = "project_stage"
    program_id: str
    case_id: str
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectOutcome(Entry):
    """What a funder concluded on a project's risk management, at its stage; a correction is asked for in words."""

    kind = "project_outcome"
    program_id: str
    case_id: str
    stage: Stage
    outcome: Outcome
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Entry):
    """The purpose of a contract, who takes part on the other side and who pays, as they stood; canonical JSON."""

    kind = "partnership"
    program_id: str
    case_id: str
    facts: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulRequest(Entry):
    """An authority asks for what is held on these cases. `legal_basis`: the provision it names; `reference`: its letter."""

    kind = "lawful_request"
    authority: str
    legal_basis: str
    reference: str
    program_id: str
    cases: tuple[str, ...]
    scope: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulApproval(Entry):
    """Another person than the one who wrote the request down approves that it is answered."""

    kind = "lawful_approval"
    decision: int
    text: Personal = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulRelease(Entry):
    """What leaves on an approved request: written before the file appears. `rows`: how many of each part of the scope."""

    kind = "lawful_release"
    decision: int
    file: str
    sha256: str
    rows: tuple[str, ...]


OFFICE: Mapping[str, type[Entry]] = {
    one.kind: one
    for one in (Tag, Pin, Asked, Answered, Confirmed, Excepted, Event, ProjectStage, ProjectOutcome, Partnership,
                LawfulRequest, LawfulApproval, LawfulRelease)
}  # fmt: skip
