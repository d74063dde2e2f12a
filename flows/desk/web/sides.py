"""Both sides of a possible hit for its page: rows of the marts, letters compared, points as steps."""

from functools import cache
from typing import Any, cast

from flows.desk.evening import Evening
from flows.desk.letters import Part, parts
from flows.desk.live import Live
from flows.desk.waterfall import waterfall
from flows.desk.web.coverage import coverage_of
from flows.reference import load_tables
from flows.results.arrange import Coverage
from flows.settings import ROOT
from matching.names.tables import Tables
from sources.model import Kind

_OF_HIT = {
    "listings": "select * from marts.listings where program_id = ? and hit_id = ?",
    "evidence": "select * from marts.evidence where program_id = ? and hit_id = ? order by position",
    "reasons_of": "select distinct * from marts.reasons where program_id = ? and hit_id = ? order by effect, position",
    "measures": "select * from marts.measures where program_id = ? and hit_id = ? order by position",
}
_SUBJECT = "select * from marts.subjects where program_id = ? and case_id = ? and subject_id = ?"
_CASE = "select * from marts.cases where program_id = ? and case_id = ?"


def of_hit(evening: Evening, live: Live) -> dict[str, Any]:
    """Everything that stands under the hit, as templates show it."""
    basis = live.basis
    key = [basis.program_id, basis.hit_id]
    under = {name: evening.ask(query, key) for name, query in _OF_HIT.items()}
    hit = live.row
    coverage: Coverage = coverage_of(evening, basis.program_id)
    return {
        **under,
        "hit": hit,
        "subject": evening.ask(_SUBJECT, [basis.program_id, basis.case_id, basis.subject_id])[0],
        "case": evening.ask(_CASE, [basis.program_id, basis.case_id])[0],
        "coverage": coverage,
        "letters": letters(hit["subject_name"], hit["listed_name"], hit["entity_kind"]),
        "waterfall": waterfall([row["points"] for row in under["evidence"]]),
    }


def letters(left: str, right: str, kind: str) -> tuple[Part, ...]:
    """The two names that agreed, part by part."""
    return parts(left, right, cast(Kind, kind), tables())


@cache
def tables() -> Tables:
    """The matcher's, read once: it takes seconds."""
    return load_tables(ROOT / "data" / "reference" / "names")
