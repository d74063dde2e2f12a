"""`sekisho lookups`: a request that public works of one person be looked up, on a legal basis, and taking it back."""

from datetime import UTC, date, datetime

from flows import show
from flows.desk.choices import chosen, load_choices
from flows.desk.entries import LookupRequest, Withdrawal
from flows.desk.ledger import Ledger
from flows.desk.standing import in_japan
from flows.messages import load_messages
from flows.settings import ROOT, Settings
from flows.warehouse import query
from sources.errors import LedgerError

REFERENCE = ROOT / "data" / "reference"
_PERSON = "select 1 as found from raw.subjects where program_id = ? and subject_id = ? and kind = 'person'"
WELL = 0


def allow(settings: Settings, program: str, subject: str, legal_basis: str | None, until: date, reason: str, by: str) -> int:
    """Record the request; the next night asks. Raises LedgerError for a person, basis or day there is not."""
    now = datetime.now(UTC)
    if not query(settings.live, _PERSON, [program, subject]):
        raise LedgerError("lookup.no_such_person", subject=subject, program=program)
    if until < in_japan(now):
        raise LedgerError("desk.until_has_passed", until=until, today=in_japan(now))
    basis = chosen(legal_basis, load_choices(REFERENCE / "desk.toml").lookup_bases, settings.language)
    entry = LookupRequest(program_id=program, subject_id=subject, legal_basis=basis, until=until, text=reason)
    (written,) = Ledger(settings.ledger).append(entry, by=by, at=now)
    return _say(settings, "lookup.allowed", sequence=written.sequence, subject=subject, program=program, until=until)


def withdraw(settings: Settings, entry: int, by: str) -> int:
    """Take a request back. Raises LedgerError when there is none of that number."""
    ledger = Ledger(settings.ledger)
    if not any(one.sequence == entry and isinstance(one.entry, LookupRequest) for one in ledger.records()):
        raise LedgerError("lookup.no_such_request", sequence=entry)
    (written,) = ledger.append(Withdrawal(decision=entry), by=by, at=datetime.now(UTC))
    return _say(settings, "lookup.withdrawn", sequence=written.sequence, entry=entry)


def _say(settings: Settings, key: str, **facts: object) -> int:
    show.say(load_messages(REFERENCE / "messages").text(key, settings.language, **facts))
    return WELL
