"""The cases of a program, and one case with everything that people need to conclude it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from flows.desk.board import Asked, Tonight
from flows.desk.casefile import CaseFile, case_files, changed_since
from flows.desk.casework import COUNTERSIGNED, OUTCOMES
from flows.desk.standing import in_japan
from flows.desk.web.access import Seer, Visitor
from flows.desk.web.coverage import coverage_of, missing_of
from flows.desk.web.filters import PAGE
from flows.desk.web.programs import case_row, programs, seen_by
from flows.desk.web.queue import row

router = APIRouter()
_CASES = "select * from marts.cases order by program_id, hit_count desc, case_id"
_SUBJECTS = "select * from marts.subjects where program_id = ? and case_id = ? order by kind, subject_id"
_REASONS = """
select distinct reasons.effect, reasons.level, reasons.rule_id, reasons.policy, reasons.policy_edition,
    reasons.citation_en, reasons.citation_ja, reasons.is_verified, reasons.text_en, reasons.text_ja
from marts.reasons as reasons
inner join marts.hits as hits using (program_id, hit_id)
where hits.program_id = ? and hits.case_id = ?
order by all
"""
_MEASURES = """
select measures.measure_id, min(measures.position) as position, measures.text_en, measures.text_ja, count(*) as hit_count
from marts.measures as measures
inner join marts.hits as hits using (program_id, hit_id)
where hits.program_id = ? and hits.case_id = ?
group by measures.measure_id, measures.text_en, measures.text_ja
order by position, measures.measure_id
"""


@router.get("/cases")
def cases(visitor: Seer, program: str = "", page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> Response:
    """The cases that the visitor may see, a page of them, each with its outcome so far."""
    tonight = visitor.desk.tonight
    known = {one: programs(tonight)[one] for one in seen_by(visitor, tonight)}
    files = case_files(visitor.desk.records)
    rows = tonight.evening.once("cases", lambda ask: ask(_CASES))
    found = [one for one in rows if one["program_id"] in known and program in ("", one["program_id"])]
    shown = found[(page - 1) * PAGE : page * PAGE]
    return visitor.page(
        "cases.html",
        rows=[{"case": one, "file": files.get((one["program_id"], one["case_id"]), CaseFile())} for one in shown],
        program=program,
        programs=known,
        today=visitor.desk.today,
        number=page,
        page_count=-(-len(found) // PAGE),
    )


@router.get("/case")
def case(visitor: Seer, program: str, case: str) -> Response:
    tonight = visitor.desk.tonight
    return visitor.page("case_page.html", **facts(visitor, tonight, program, case))


def facts(visitor: Visitor, tonight: Tonight, program: str, case: str) -> dict[str, Any]:
    """All that the page of a case shows."""
    found = case_row(visitor, tonight, program, case)
    hits = hits_of(tonight, program, case)
    file = case_files(visitor.desk.records).get((program, case), CaseFile())
    coverage = coverage_of(tonight.evening, program)
    ask, key = tonight.evening.ask, [program, case]
    subjects = ask(_SUBJECTS, key)
    return {
        "case": found,
        "program": programs(tonight)[program],
        "subjects": subjects,
        "names": {one["subject_id"]: one["display_name"] for one in subjects},
        "rows": [row(visitor, tonight, place) for place in hits],
        "case_reasons": ask(_REASONS, key),
        "measures_offered": ask(_MEASURES, key),
        "file": file,
        "changed": changed_since(file.conclusion, [tonight.evening.lines[place].hit_id for place in hits]) if file.conclusion else (),
        "coverage": coverage,
        "coverage_table": visitor.coverage_table(tonight.evening, program),
        "missing": missing_of(coverage),
        "as_of": tonight.evening.night["as_of"],
        "today": visitor.desk.today,
        "in_japan": in_japan,
        "OUTCOMES": OUTCOMES,
        "COUNTERSIGNED": COUNTERSIGNED,
        "may": {one: visitor.member.may(one, program) for one in ("ask", "conclude", "sign")},
    }


def hits_of(tonight: Tonight, program: str, case: str) -> list[int]:
    """Places of the case's hits, decided ones after those that wait."""
    waiting = tonight.found(Asked(programs=[program], case=case))
    decided = tonight.found(Asked(programs=[program], case=case, state="decided"))
    return [int(place) for place in (*waiting, *decided)]
