"""The programs of tonight that somebody may see."""

from typing import Any

from flows.desk.board import Tonight
from flows.desk.office import Permission
from flows.desk.web.access import Refused, Visitor

_PROGRAMS = "select * from marts.programs order by program_id"


def programs(tonight: Tonight) -> dict[str, dict[str, Any]]:
    """Program id -> its row of marts.programs; read once a night."""
    return tonight.evening.once("programs", lambda ask: {row["program_id"]: row for row in ask(_PROGRAMS)})


def seen_by(visitor: Visitor, tonight: Tonight, permission: Permission = "see") -> list[str]:
    """Ids of the programs in which the visitor may do this."""
    return visitor.member.programs(permission, programs(tonight))


def case_row(visitor: Visitor, tonight: Tonight, program: str, case: str) -> dict[str, Any]:
    """The case's row of marts.cases. Raises Refused where the visitor may not see its program, or there is no such case."""
    visitor.require("see", program)
    found = tonight.evening.ask("select * from marts.cases where program_id = ? and case_id = ?", [program, case])
    if not found:
        raise Refused
    return found[0]
