"""Which open or running cases a listed body touches, over all programs; signed contracts count until their last day."""

from itertools import groupby
from pathlib import Path
from typing import Any

from flows.messages import Language, Messages
from flows.warehouse import query
from matching.policy.grading import LEVELS

_ALERTS = "select * from marts.alerts order by cluster_id, program_id, case_id, hit_id"


def touched(live: Path, program: str | None, messages: Messages, language: Language, as_json: bool) -> list[dict[str, Any]]:
    """One row per listed body, the highest level first; with `program`, those that touch one of its cases, and then all they touch."""
    found = [_body(list(rows), messages, language, as_json) for _, rows in groupby(query(live, _ALERTS), key=lambda row: row["cluster_id"])]
    return sorted(
        (row for row in found if program is None or any(case["program_id"] == program for case in row["touches"])),
        key=lambda row: (-LEVELS.index(row["care"]), row["cluster_id"]),
    )


def _body(rows: list[dict[str, Any]], messages: Messages, language: Language, as_json: bool) -> dict[str, Any]:
    care = max((row["grade"] for row in rows), key=LEVELS.index)
    cases = {(row["program_id"], row["case_id"]): row for row in rows}
    touches = [{name: row[name] for name in ("program_id", "case_id", "stage", "end_on")} for row in cases.values()]
    told = [_told(row, messages, language) for row in touches]
    return {
        "cluster_id": rows[0]["cluster_id"],
        "name": rows[0]["name"],
        "grade": care if as_json else messages.text(f"desk.words.grade.{care}", language),
        "care": care,
        "is_new": any(row["change"] for row in rows),
        "cases": "; ".join(told),
        "touches": touches,
    }


def _told(row: dict[str, Any], messages: Messages, language: Language) -> str:
    words = [messages.text(f"results.stage.{row['stage']}", language)] if row["stage"] else []
    words += [messages.text("alerts.until", language, on=row["end_on"])] if row["end_on"] else []
    return f"{row['program_id']} {row['case_id']}" + (f" ({', '.join(words)})" if words else "")
