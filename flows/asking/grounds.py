"""Of whom public works may be looked up: persons of a program in tier 2, and persons for whom somebody recorded a request.

Nobody else: of a program in tier 1 only what people stated is compared, however easy it would be to look.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from flows.desk.entries import LookupRequest, Withdrawal
from flows.desk.recorded import Recorded
from sources.model import Program, Subject

TIER_2, REQUEST = "tier2", "request"


def grounds(
    programs: Sequence[Program], subjects: Sequence[Subject], records: Sequence[Recorded], as_of: date
) -> Mapping[tuple[str, str], str]:
    """(program, subject) -> "tier2", or "request:<number of the entry>"; a person who is not here may not be looked up."""
    designated = {program.program_id for program in programs if _is_designated(program, as_of)}
    requests = _requests(records, as_of)
    found = {}
    for subject in subjects:
        key = (subject.program_id, subject.subject_id)
        if subject.kind != "person":
            continue
        if subject.program_id in designated:
            found[key] = TIER_2
        elif key in requests:
            found[key] = f"{REQUEST}:{requests[key]}"
    return found


def _is_designated(program: Program, as_of: date) -> bool:
    """In tier 2 by a record that began and has not run out."""
    record = program.designation
    if program.tier != 2 or record is None or record.designated_on is None:
        return False
    return record.designated_on <= as_of and (record.until is None or record.until >= as_of)


def _requests(records: Sequence[Recorded], as_of: date) -> Mapping[tuple[str, str], int]:
    """(program, subject) -> the entry of the last request that stands and has not run out."""
    withdrawn = {one.entry.decision for one in records if isinstance(one.entry, Withdrawal)}
    return {
        (one.entry.program_id, one.entry.subject_id): one.sequence
        for one in records
        if isinstance(one.entry, LookupRequest) and one.sequence not in withdrawn and one.entry.until >= as_of
    }
