"""The office at a glance: decisions over time, freshness of sources, burden; and one A4 for the vice-president, without names."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from statistics import median
from typing import Any

from fastapi import APIRouter, Response

from flows.desk.board import Tonight
from flows.desk.casefile import CaseFile, case_files
from flows.desk.casework import OUTCOMES
from flows.desk.entries import JUDGEMENTS, Decision
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.desk.web.access import Seer, Visitor
from flows.desk.web.coverage import coverage_of, missing_of
from flows.desk.web.home import overdue, waits
from flows.desk.web.programs import programs, seen_by

router = APIRouter()
WEEKS = 12
_FIRST_SEEN = "select program_id, case_id, min(first_seen_on) as first_seen_on from marts.hits group by program_id, case_id"
_CASES = "select program_id, case_id, hit_count, grade from marts.cases"


@router.get("/overview")
def overview(visitor: Seer) -> Response:
    return visitor.page("overview.html", **_facts(visitor))


@router.get("/a4")
def a4(visitor: Seer) -> Response:
    """One page to print: counts only, no name of anybody."""
    return visitor.page("a4.html", **_facts(visitor))


def _facts(visitor: Visitor) -> dict[str, Any]:
    tonight = visitor.desk.tonight
    seen = seen_by(visitor, tonight)
    files = {key: file for key, file in case_files(visitor.desk.records).items() if key[0] in seen}
    cases = [row for row in tonight.evening.once("case_grades", lambda ask: ask(_CASES)) if row["program_id"] in seen]
    known = {one: programs(tonight)[one] for one in seen}
    subject_count = sum(row["subject_count"] for row in known.values())
    question_count = sum(len(file.questions) for file in files.values())
    return {
        "programs": known,
        "as_of": tonight.evening.night["as_of"],
        "weeks": weeks(visitor.desk.records, seen, visitor.desk.today),
        "waits": waits(visitor, tonight, seen),
        "outcomes": outcomes(cases, files),
        "overdue_count": len(overdue(visitor, files)),
        "open_measure_count": sum(one.done is None for file in files.values() for one in file.measures),
        "screened_count": sum(row["screened_count"] for row in known.values()),
        "subject_count": subject_count,
        "question_count": question_count,
        "questions_per_100": round(100 * question_count / subject_count, 1) if subject_count else 0.0,
        "days_to_conclude": days_to_conclude(tonight, files),
        "sources": freshness(tonight, seen),
        "missing": {one: missing_of(coverage_of(tonight.evening, one)) for one in seen},
        "JUDGEMENTS": JUDGEMENTS,
        "OUTCOMES": OUTCOMES,
    }


def weeks(records: Iterable[Recorded], seen: list[str], today: date) -> list[dict[str, Any]]:
    """The last weeks, oldest first: their Monday, and how many decisions of each judgement."""
    monday = today - timedelta(days=today.weekday())
    begins = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    said: Counter[tuple[date, str]] = Counter()
    for one in records:
        if isinstance(one.entry, Decision) and one.entry.program_id in seen:
            on = in_japan(one.at)
            said[on - timedelta(days=on.weekday()), one.entry.judgement] += 1
    counted = [(begin, {one: said[begin, one] for one in JUDGEMENTS}) for begin in begins]
    return [{"begins": begin, "counts": counts, "total": sum(counts.values())} for begin, counts in counted]


def outcomes(cases: list[dict[str, Any]], files: Mapping[tuple[str, str], CaseFile]) -> dict[str, int]:
    """Cases by outcome; "open": with possible hits and no conclusion yet; "none": without possible hits, not concluded."""
    found: Counter[str] = Counter()
    for row in cases:
        concluded = files.get((row["program_id"], row["case_id"]), CaseFile()).conclusion
        found[concluded.conclusion.outcome if concluded else "open" if row["hit_count"] else "none"] += 1
    return {one: found[one] for one in (*OUTCOMES, "open", "none")}


def days_to_conclude(tonight: Tonight, files: Mapping[tuple[str, str], CaseFile]) -> float | None:
    """The median of days from the first possible hit of a case to its conclusion; None where none is concluded."""
    rows = tonight.evening.once("first_seen", lambda ask: ask(_FIRST_SEEN))
    first = {(row["program_id"], row["case_id"]): row["first_seen_on"] for row in rows}
    concluded = {key: file.conclusion for key, file in files.items() if file.conclusion and key in first}
    days = [(in_japan(one.recorded.at) - first[key]).days for key, one in concluded.items() if one]
    return median(days) if days else None


def freshness(tonight: Tonight, seen: list[str]) -> list[dict[str, Any]]:
    """Each list that a program here requires, once: state and age, the oldest first."""
    found: dict[str, dict[str, Any]] = {}
    for program in seen:
        for row in coverage_of(tonight.evening, program).lists:
            if row["is_required"]:
                found.setdefault(row["source"], dict(row))
    return sorted(found.values(), key=lambda row: (row["state"] == "used", -(row["age_days"] or 0), row["source"]))
