"""Which entries hold text on a person, so that it can be erased everywhere at once. Pure."""

from collections.abc import Sequence

from flows.desk.basis import Basis, of_text, same_subject
from flows.desk.casework import CaseEntry, MeasureDone, Question, Reply
from flows.desk.entries import AcceptedPlan, ClusterDecision, Decision, Entry, GapWord, LookupRequest, SecondSignature, Withdrawal
from flows.desk.office import Membership, Password
from flows.desk.recorded import Recorded
from flows.office.erasing import on_same_number
from sources.errors import LedgerError

_BY_THEMSELVES = (ClusterDecision, GapWord, AcceptedPlan, LookupRequest, CaseEntry, Membership, Password)


def on_same_person(records: Sequence[Recorded], sequence: int) -> tuple[int, ...]:
    """The decision with this number, every other on the same subject, questions to that subject, and what was said later of
    all these: numbers, sorted. Of an entry on entities, a case or a member: that one and what was said of it later; of the office's
    other work: all under the same number of a person or case.

    Raises LedgerError when there is no such entry.
    """
    if (office := on_same_number(records, sequence)) is not None:
        return office
    bases: dict[int, Basis | None] = {
        one.sequence: of_text(one.entry.basis) if one.entry.basis else None for one in records if isinstance(one.entry, Decision)
    }
    known = bases.keys() | {one.sequence for one in records if isinstance(one.entry, _BY_THEMSELVES)}
    if sequence not in known:
        raise LedgerError("ledger.no_such_decision", sequence=sequence)
    asked = bases.get(sequence)
    same = {number: basis for number, basis in bases.items() if asked and basis and same_subject(asked, basis)}
    subjects = {(basis.program_id, basis.case_id, basis.subject_id) for basis in same.values()}
    found = {*same, sequence} | {
        one.sequence
        for one in records
        if isinstance(one.entry, Question) and (one.entry.program_id, one.entry.case_id, one.entry.subject_id) in subjects
    }
    return tuple(sorted(found | {one.sequence for one in records if _speaks_of(one.entry) in found}))


def _speaks_of(entry: Entry) -> int:
    """The number of the entry that this one answers, signs or takes back; 0 for none."""
    match entry:
        case SecondSignature(decision=number) | Withdrawal(decision=number):
            return number
        case Reply(question=number) | MeasureDone(measure_set=number):
            return number
    return 0
