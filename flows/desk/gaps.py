"""`sekisho gaps`: differences of what was told, as questions; and a person's word on one: confirmed, or explained by the answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flows import show
from flows.desk.entries import Entry, Found, GapWord, Withdrawal
from flows.desk.ledger import Ledger
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings
from flows.warehouse import query
from sources.errors import LedgerError

WELL = 0
COLUMNS = ("gap_id", "entry", "judgement", "answered_by", "answered_on")
_SHORTEST = 4
_GAPS = "select * from marts.gaps order by program_id, case_id, subject_id, compared, kind, organisation, gap_id"


def words_on_gaps(records: Iterable[Recorded]) -> Sequence[tuple[Any, ...]]:
    """The newest word on each difference that was not withdrawn, as COLUMNS. A withdrawn one lets the word before it speak again."""
    found: dict[int, tuple[Any, ...]] = {}
    for one in records:
        match one.entry:
            case GapWord(gap_id=gap, judgement=judgement):
                found[one.sequence] = (gap, one.sequence, judgement, one.by, str(in_japan(one.at)))
            case Withdrawal(decision=number):
                found.pop(number, None)
    newest = {row[0]: row for _, row in sorted(found.items())}
    return sorted(newest.values())


def list_gaps(settings: Settings, subject: str | None, everything: bool, as_json: bool) -> int:
    """The questions that are open, with what was tried; all of them with `everything`, explained and answered ones too."""
    messages, language = _messages(), settings.language
    words = {row[0]: row[2] for row in words_on_gaps(Ledger(settings.ledger).records())}
    rows = [_told(row, words.get(row["gap_id"], ""), messages, settings) for row in query(settings.live, _GAPS)]
    wanted = [row for row in rows if (everything or row["is_open"]) and (not subject or subject in row["subject_id"].split(":"))]
    if not wanted and not as_json:
        show.say(messages.text("gaps.none", language))
        return WELL
    show.table("gaps", wanted, messages, language, as_json)
    return WELL


def answer(settings: Settings, gap: str, judgement: Found, reason: str, by: str) -> int:
    """Write down what a person found. Raises LedgerError for a difference of which nothing was asked."""
    if not reason.strip():
        raise LedgerError("gaps.no_reason")
    row = _gap(settings, gap)
    said = GapWord(gap_id=row["gap_id"], program_id=row["program_id"], case_id=row["case_id"], judgement=judgement, text=reason.strip())
    return _write(settings, said, by, f"gaps.{judgement}", gap=row["gap_id"])


def withdraw(settings: Settings, entry: int, by: str) -> int:
    """Take a word on a difference back. Raises LedgerError when the entry is none."""
    known = {one.sequence for one in Ledger(settings.ledger).records() if isinstance(one.entry, GapWord)}
    if entry not in known:
        raise LedgerError("gaps.no_such_word", sequence=entry)
    return _write(settings, Withdrawal(decision=entry), by, "gaps.withdrawn", taken_back=entry)


def _gap(settings: Settings, prefix: str) -> dict[str, Any]:
    wanted = "g-" + prefix.strip().removeprefix("g-").lower()
    found = [row for row in query(settings.live, _GAPS) if row["gap_id"].startswith(wanted) and row["gap_standing"] != "explained"]
    if len(found) != 1 or len(wanted) < 2 + _SHORTEST:
        raise LedgerError("gaps.no_such_gap", gap=prefix, count=len(found), shortest=_SHORTEST)
    return found[0]


def _told(row: Mapping[str, Any], word: str, messages: Messages, settings: Settings) -> dict[str, Any]:
    language = settings.language
    standing = {"confirmed": "confirmed", "explained": "answered"}.get(word, row["gap_standing"])
    return {
        "gap_id": row["gap_id"],
        "subject_id": row["subject_id"],
        "kind_told": messages.text(f"gaps.kind.{row['kind']}", language),
        "standing": messages.text(f"gaps.standing.{standing}", language),
        "question": row[f"question_{language}"],
        "tried": row[f"tried_{language}"],
        "is_open": not word and row["gap_standing"] != "explained",
    } | {name: row[name] for name in ("program_id", "case_id", "kind", "compared", "organisation", "start_on", "end_on", "evidence")}


def _write(settings: Settings, entry: Entry, by: str, key: str, **facts: object) -> int:
    (written,) = Ledger(settings.ledger).append(entry, by=by, at=datetime.now(UTC))
    show.say(_messages().text(key, settings.language, sequence=written.sequence, **facts))
    return WELL


def _messages() -> Messages:
    return load_messages(ROOT / "data" / "reference" / "messages")
