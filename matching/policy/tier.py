"""tier_on(program, day): tier 2 holds only on the days of a whole designation; on every other day it is tier 1.

A designation is whole when it says who, when, on which basis, by which of the three triggers, and until when. In place of
a trigger it may name the procedure manual, with its edition and its three conditions answered, each with yes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sources.model import Designation, Program

TRIGGERS = ("partner_request", "parity", "pilot")
MANUAL = "procedure_manual"
CONDITIONS = {
    "is_published": "designation_published",
    "has_listed_area": "designation_listed_area",
    "needs_prevention": "designation_prevention",
}
"""condition -> the column of the workbook that answers it"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The tier of one program on one day. `key`: a message `designation.<key>` where something is to be said, with `columns`
    of the workbook it speaks of and `on`, the day it speaks of. `is_verified`: no text is yet to be seen that it rests on.
    """

    tier: Literal[1, 2] = 1
    key: str = ""
    columns: tuple[str, ...] = ()
    on: date | None = None
    is_verified: bool = True


def tier_on(program: Program, day: date, final_manuals: frozenset[str] = frozenset()) -> Tier:
    """`final_manuals`: editions of the procedure manual whose final text has been loaded. Both ends of the dates count."""
    if program.tier == 1:
        return Tier()
    given = program.designation
    missing = _missing(given)
    if given is None or missing:
        return Tier(key="incomplete" if given else "missing", columns=missing)
    if given.designated_on and day < given.designated_on:
        return Tier(key="not_yet", on=given.designated_on)
    if given.until and given.until < day:
        return Tier(key="expired", on=given.until)
    refused = tuple(column for name, column in CONDITIONS.items() if getattr(given, name) is False)
    if given.trigger == MANUAL and refused:
        return Tier(key="condition_not_met", columns=refused)
    is_final = given.trigger != MANUAL or given.manual_edition in final_manuals
    return Tier(tier=2, key="" if is_final else "manual_not_final", is_verified=is_final)


def _missing(given: Designation | None) -> tuple[str, ...]:
    """Columns that a whole designation needs and this one lacks."""
    mark = given or Designation()
    asked: dict[str, object] = {
        "designated_by": mark.designated_by,
        "designated_on": mark.designated_on,
        "designation_basis": mark.basis,
        "designation_trigger": mark.trigger in (*TRIGGERS, MANUAL),
        "designation_until": mark.until,
    }
    if mark.trigger == MANUAL:
        asked |= {"designation_manual": mark.manual_edition}
        asked |= {column: getattr(mark, name) is not None for name, column in CONDITIONS.items()}
    return tuple(column for column, value in asked.items() if not value)
