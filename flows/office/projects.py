"""A funder's view of a project's risk management: at application whether the answers are complete, open-source results later.

The unit is the project. Reviewers and programme officers are shown none of it: selection by merit stays apart.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from flows import show
from flows.commands import REFERENCE
from flows.desk.recorded import Recorded
from flows.office.entries import Outcome, ProjectOutcome, ProjectStage, Stage
from flows.office.manuals import edition_of, load_editions, pinned
from flows.office.roster import case_of, load_roster
from flows.office.saying import WELL, messages, records, say, today, write
from flows.office.selfcheck import recorded_answers
from flows.settings import Settings
from flows.warehouse import query
from matching.policy.checklists import SIDES, Answer, Side, Step, state
from sources.errors import LedgerError
from sources.model import Case, Program

STAGES: tuple[Stage, ...] = ("applied", "candidate", "adopted")
OPEN_SOURCE_FROM: Stage = "candidate"
MAY_SEE = {"confirmation": True, "reviewer": False, "programme_officer": False}
_FOUND = """
select grade, legal_check, hit_count, is_complete
from marts.cases
where program_id = ? and case_id = ?
"""


def move(settings: Settings, case_id: str, stage: str, programs: Path | None, by: str) -> int:
    """A project goes on to a stage; never back."""
    _, case = case_of(load_roster(settings, programs), case_id)
    now = stage_of(records(settings), case)
    if STAGES.index(cast(Stage, stage)) < STAGES.index(now):
        raise LedgerError("confirm.stage_back", case=case_id, stage=now)
    return write(settings, [ProjectStage(program_id=case.program_id, case_id=case.case_id, stage=cast(Stage, stage))], by)


def conclude(settings: Settings, case_id: str, outcome: str, text: str, programs: Path | None, by: str) -> int:
    """What the funder concluded at the project's stage; a correction needs words that can be sent."""
    _, case = case_of(load_roster(settings, programs), case_id)
    if outcome == "correction_asked" and not text.strip():
        raise LedgerError("confirm.correction_without_text", case=case_id)
    said = ProjectOutcome(
        program_id=case.program_id, case_id=case.case_id, stage=stage_of(records(settings), case),
        outcome=cast(Outcome, outcome), text=text.strip(),
    )  # fmt: skip
    return write(settings, [said], by)


def view(settings: Settings, case_id: str, reader: str, programs: Path | None, as_json: bool) -> int:
    """The project at its stage. Raises LedgerError for a reader who is shown none of it."""
    if not MAY_SEE[reader]:
        raise LedgerError("confirm.not_shown", reader=messages().text(f"confirm.reader.{reader}", settings.language))
    program, case = case_of(load_roster(settings, programs), case_id)
    row = project_row(settings, program, case)
    shown = [{key: value for key, value in row.items() if value is not None}]
    if not as_json:
        places = {"stage": "confirm", "outcome": "confirm", "grade": "desk.words", "legal_check": "desk.words"}
        words = {name: f"{place}.{name}.{row[name]}" for name, place in places.items() if row[name]}
        shown = [one | {name: messages().text(key, settings.language) for name, key in words.items()} for one in shown]
    show.table("project", shown, messages(), settings.language, as_json)
    if not as_json:
        say(settings, f"confirm.at_{'application' if row['stage'] == 'applied' else 'later'}")
    return WELL


def project_row(settings: Settings, program: Program, case: Case) -> dict[str, Any]:
    """Completeness always; what was found in lists only from the stage on at which it is looked for, and None before."""
    known = records(settings)
    stage, last = stage_of(known, case), _outcome(known, case)
    checklist = edition_of(load_editions(REFERENCE / "checklists"), pinned(known, case), today()).checklist
    steps = checklist.of_tier(program.tier)
    answered = {side: _answered(known, case, side, steps) for side in SIDES}
    row: dict[str, Any] = {
        "case_id": case.case_id, "title": case.title, "stage": stage, "edition": checklist.edition, "step_count": len(steps),
        "researcher_count": answered["researcher"], "institution_count": answered["institution"],
        "outcome": last.outcome if last else "", "correction": last.text if last else "",
        "grade": None, "legal_check": None, "hit_count": None, "is_covered": None,
    }  # fmt: skip
    if STAGES.index(stage) >= STAGES.index(OPEN_SOURCE_FROM):
        found = query(settings.live, _FOUND, [case.program_id, case.case_id])
        if not found:
            raise LedgerError("confirm.not_screened", case=case.case_id)
        row |= {"is_covered": found[0].pop("is_complete"), **found[0]}
    return row


def stage_of(known: Iterable[Recorded], case: Case) -> Stage:
    """A project nobody has spoken of is one that was applied for."""
    stages = [one.entry.stage for one in known if isinstance(one.entry, ProjectStage) and _is_on(one.entry, case)]
    return stages[-1] if stages else "applied"


def _answered(known: Iterable[Recorded], case: Case, side: Side, steps: Iterable[Step]) -> int:
    answers = recorded_answers(known, case, side)
    return sum(state(answers.get(step.step_id, Answer())) == "answered" for step in steps)


def _outcome(known: Iterable[Recorded], case: Case) -> ProjectOutcome | None:
    said = [one.entry for one in known if isinstance(one.entry, ProjectOutcome) and _is_on(one.entry, case)]
    return said[-1] if said else None


def _is_on(entry: ProjectStage | ProjectOutcome, case: Case) -> bool:
    return (entry.program_id, entry.case_id) == (case.program_id, case.case_id)
