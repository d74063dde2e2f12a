"""Which entries may be written, told inside the writing transaction: nobody can slip in between asking and writing."""

from collections.abc import Callable, Sequence

from flows.desk.casework import Conclusion, MeasureDone, MeasureSet, Question, Reply
from flows.desk.entries import (
    AcceptedPlan,
    ClusterDecision,
    Decision,
    Entry,
    Erasure,
    GapWord,
    LookupRequest,
    SecondSignature,
    Withdrawal,
)
from flows.desk.recorded import Recorded
from flows.office.entries import Answered, Confirmed, LawfulApproval, LawfulRelease, LawfulRequest
from sources.errors import LedgerError

_MAY_BE_TAKEN_BACK = (Decision, ClusterDecision, GapWord, AcceptedPlan, LookupRequest, LawfulRequest, Conclusion)
Find = Callable[[int], Recorded | None]
"""an entry by its number"""
Later = Callable[[int], Sequence[Recorded]]
"""what was said later of a decision: signatures, withdrawals"""


def refuse(entry: Entry, by: str, find: Find, later: Later) -> None:
    """Raises LedgerError, in one sentence, for an entry that may not be written now by this person."""
    match entry:
        case SecondSignature():
            decided = _standing_decision(entry.decision, find, later, Decision, Conclusion)
            if any(isinstance(one.entry, SecondSignature) for one in later(entry.decision)):
                raise LedgerError("ledger.already_signed", sequence=entry.decision)
            if decided.by == by:
                raise LedgerError("ledger.same_signer", sequence=entry.decision, by=by)
        case Withdrawal():
            _standing_decision(entry.decision, find, later, *_MAY_BE_TAKEN_BACK)
        case Conclusion(reason=reason, outcome=outcome, conditions=conditions):  # asked when written: both may be erased later
            if not reason.strip():
                raise LedgerError("casework.no_reason")
            if outcome == "with_conditions" and not conditions.strip():
                raise LedgerError("casework.no_conditions")
        case Reply():
            _of_same_case(entry, find(entry.question), Question)
        case MeasureDone():
            _of_same_case(entry, find(entry.measure_set), MeasureSet)
        case Erasure():
            for sequence in entry.entries:
                if find(sequence) is None:
                    raise LedgerError("ledger.no_such_entry", sequence=sequence)
        case Confirmed():
            _standing_decision(entry.decision, find, later, Answered)
            if any(isinstance(one.entry, Confirmed) for one in later(entry.decision)):
                raise LedgerError("confirm.already", sequence=entry.decision)
        case LawfulApproval() | LawfulRelease():
            _refuse_unlawful(entry, by, find, later)


def _refuse_unlawful(entry: LawfulApproval | LawfulRelease, by: str, find: Find, later: Later) -> None:
    """Nothing leaves without a request that another person approved, and on one approval it leaves once."""
    asked = _standing_decision(entry.decision, find, later, LawfulRequest)
    approved = any(isinstance(one.entry, LawfulApproval) for one in later(entry.decision))
    if isinstance(entry, LawfulApproval):
        if asked.by == by:
            raise LedgerError("lawful.same_signer", sequence=entry.decision, by=by)
        if approved:
            raise LedgerError("lawful.already_approved", sequence=entry.decision)
    elif not approved:
        raise LedgerError("lawful.not_approved", sequence=entry.decision)
    elif any(isinstance(one.entry, LawfulRelease) for one in later(entry.decision)):
        raise LedgerError("lawful.already_left", sequence=entry.decision)


def _of_same_case(entry: Reply | MeasureDone, found: Recorded | None, kind: type[Question] | type[MeasureSet]) -> None:
    asked = found.entry if found else None
    if not isinstance(asked, kind) or (asked.program_id, asked.case_id) != (entry.program_id, entry.case_id):
        raise LedgerError("casework.nothing_to_answer", case=entry.case_id)


def _standing_decision(sequence: int, find: Find, later: Later, *kinds: type[Entry]) -> Recorded:
    found = find(sequence)
    if found is None or not isinstance(found.entry, kinds):
        raise LedgerError("ledger.no_such_decision", sequence=sequence)
    if any(isinstance(one.entry, Withdrawal) for one in later(sequence)):
        raise LedgerError("ledger.already_withdrawn", sequence=sequence)
    return found
