"""What a program's results were screened against, for pages, conclusions and dossiers."""

from typing import Any

from flows.desk.chain import canonical
from flows.desk.evening import Evening
from flows.publish import plain
from flows.results.arrange import Coverage, arrange_lists
from flows.results.rows import COLUMNS

_COVERAGE = "select * from marts.coverage where program_id = ?"


def coverage_of(evening: Evening, program: str) -> Coverage:
    """The lists of the program, read once a night."""
    return evening.once(f"coverage {program}", lambda ask: _arranged(ask(_COVERAGE, [program])))


def missing_of(coverage: Coverage) -> tuple[str, ...]:
    """Required lists that were not compared, or in an edition not in good standing; sorted."""
    return tuple(sorted({row["source"] for row in coverage.lists if row["is_required"] and row["state"] != "used"}))


def as_text(coverage: Coverage) -> str:
    """For the ledger: each list with state, edition and how many entries."""
    columns = ("source", "sub_list", "state", "edition", "first_fetched_on", "entity_count")
    return canonical([{column: row[column] for column in columns} for row in coverage.lists])


def _arranged(found: list[dict[str, Any]]) -> Coverage:
    return arrange_lists([{column: plain(row[column]) for column in COLUMNS["coverage"]} for row in found])
