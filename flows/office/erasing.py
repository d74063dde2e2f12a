"""Which entries of the office's work speak of the same person or case: what an erasure takes together."""

from collections.abc import Iterable

from flows.desk.recorded import Recorded
from flows.office.entries import OFFICE, Answered, Asked, Confirmed, Event, Excepted


def on_same_number(records: Iterable[Recorded], sequence: int) -> tuple[int, ...] | None:
    """The entry with this number, every other under the same number of a person or case, and confirmations of their answers.

    None when the entry is none of the office's kinds. Of a kind that bears no such number, the entry alone.
    """
    known = {one.sequence: one for one in records if one.entry.kind in OFFICE}
    if sequence not in known:
        return None
    number = _number(known[sequence])
    found = {one.sequence for one in known.values() if number and _number(one) == number} | {sequence}
    found |= {one.sequence for one in known.values() if isinstance(one.entry, Confirmed) and one.entry.decision in found}
    return tuple(sorted(found))


def _number(one: Recorded) -> str:
    match one.entry:
        case Asked(person=number) | Answered(person=number) | Excepted(person=number) | Event(about=number):
            return number
        case _:
            return ""
