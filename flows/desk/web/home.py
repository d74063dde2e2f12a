"""Tonight: what changed with the cases it touches, what waits for the visitor, what is overdue."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Response

from flows.desk.board import Asked, Tonight
from flows.desk.casefile import CaseFile, case_files
from flows.desk.web.access import Seer, Visitor, seeing, to
from flows.desk.web.coverage import coverage_of, missing_of
from flows.desk.web.programs import programs, seen_by
from sources.errors import WarehouseError

router = APIRouter()
_CHANGES = "select * from marts.changes order by program_id, change, case_id, hit_id, source"
_TOUCHED = 30
Files = Mapping[tuple[str, str], CaseFile]


@router.get("/")
def home(visitor: Annotated[Visitor, seeing(None)]) -> Response:
    """The first page: for who may see results, tonight; else the page of what they may do."""
    if not visitor.member.may("see"):
        return to("/start" if visitor.member.may("operate") else "/members" if visitor.member.may("manage") else "/audit")
    try:
        return tonight_page(visitor)
    except WarehouseError as error:
        if error.key != "warehouse.missing":
            raise
        return to("/start") if visitor.member.may("operate") else visitor.page("fault.html", sentence=visitor.say("web.home.no_night"))


@router.get("/tonight")
def tonight_of(visitor: Seer) -> Response:
    return tonight_page(visitor)


def tonight_page(visitor: Visitor) -> Response:
    tonight = visitor.desk.tonight
    seen = seen_by(visitor, tonight)
    files = {key: file for key, file in case_files(visitor.desk.records).items() if key[0] in seen}
    return visitor.page(
        "tonight.html",
        as_of=tonight.evening.night["as_of"],
        programs={one: programs(tonight)[one] for one in seen},
        waits=waits(visitor, tonight, seen),
        changes=_changes(visitor, tonight, seen),
        missing={one: missing_of(coverage_of(tonight.evening, one)) for one in seen},
        overdue=overdue(visitor, files),
        reviews=reviews(visitor, tonight, files),
        today=visitor.desk.today,
    )


def waits(visitor: Visitor, tonight: Tonight, seen: list[str]) -> dict[str, int]:
    """How many possible hits wait: in all, by state, for the visitor, overdue."""

    def number(**asked: Any) -> int:
        return len(tonight.found(Asked(programs=seen, **asked)))

    return {
        "all": number(),
        "new": number(is_new=True),
        "lapsed": number(state="lapsed"),
        "proposed": number(state="proposed"),
        "mine": number(mine=visitor.member.account),
        "overdue": number(overdue=True),
    }


def overdue(visitor: Visitor, files: Files) -> list[tuple[tuple[str, str], Any]]:
    """Measures whose day has passed, with their case, the oldest first."""
    found = [(key, one) for key, file in files.items() for one in file.measures if one.is_overdue(visitor.desk.today)]
    return sorted(found, key=lambda one: (one[1].measure.due, one[1].recorded.sequence))


def reviews(visitor: Visitor, tonight: Tonight, files: Files) -> list[dict[str, Any]]:
    """Concluded cases to look at again: the day has come, another has to sign, or there are possible hits that it did not rest on."""
    found = []
    for (program, case), file in sorted(files.items()):
        concluded = file.conclusion
        if concluded is None:
            continue
        here = tonight.found(Asked(programs=[program], case=case))
        new = [hit for place in here if (hit := tonight.evening.lines[int(place)].hit_id) not in concluded.conclusion.hits]
        if concluded.waits or concluded.is_due(visitor.desk.today) or new:
            found.append({"program": program, "case": case, "concluded": concluded, "new_count": len(new),
                          "is_due": concluded.is_due(visitor.desk.today)})  # fmt: skip
    return found


def _changes(visitor: Visitor, tonight: Tonight, seen: list[str]) -> list[dict[str, Any]]:
    """kind of change -> how many, and the cases touched; of hits as counts, of sources as their sentence."""
    rows = [row for row in tonight.evening.once("changes", lambda ask: ask(_CHANGES)) if row["program_id"] in seen]
    found = []
    for change in ("rules", "held", "new", "reopened", "gone"):
        of_kind = [row for row in rows if row["change"] == change]
        touched = Counter((row["program_id"], row["case_id"]) for row in of_kind if row["case_id"])
        told = sorted({row[f"text_{visitor.language}"] for row in of_kind if row["source"]})
        if of_kind:
            found.append({"change": change, "count": len(of_kind), "cases": sorted(touched.items())[:_TOUCHED], "told": told,
                          "more": max(len(touched) - _TOUCHED, 0)})  # fmt: skip
    return found
