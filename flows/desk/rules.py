"""Which entries may be written, told inside the writing transaction: nobody can slip in between asking and writing."""

from collections.abc import Callable, Sequence

from flows.desk.casework import Conclusion, MeasureDone, MeasureSet, Question, Reply
from flows.desk.entries import ClusterDecision, Decision, Entry, Erasure, SecondSignature, Withdrawal
from flows.desk.recorded import Recorded
from sources.errors import LedgerError

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
            _standing_decision(entry.decision, find, later, Decision, ClusterDecision, Conclusion)
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
