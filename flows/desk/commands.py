"""`sekisho queue`, `decide` and `audit`: what the commands do, each in its own few lines."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import show
from flows.archive import Archive
from flows.desk import decide as deciding
from flows.desk import dossier, verify, witness
from flows.desk import queue as queueing
from flows.desk.choices import Choices, chosen, load_choices
from flows.desk.decide import Word
from flows.desk.entries import Decision, Entry, Erasure
from flows.desk.forget import on_same_person
from flows.desk.ledger import Ledger
from flows.desk.live import Live, live_hits, named
from flows.desk.standing import in_japan
from flows.desk.store import damage
from flows.messages import Messages, load_messages
from flows.settings import ROOT, Settings
from sources.errors import LedgerError, SekishoError

REFERENCE = ROOT / "data" / "reference"
WELL, BROKEN = 0, 2


def queue(settings: Settings, program: str | None, capacity: int | None, mine: str | None, overdue: bool, as_json: bool) -> int:
    """What waits, the most urgent first, cut to what the office can do; how much more there is, is always said."""
    rows = [
        queueing.row(hit, _messages(), settings.language)
        for hit in queueing.waiting(_hits(settings, datetime.now(UTC)), program=program, mine=mine, overdue=overdue)
    ]
    shown = rows[:capacity]
    if not as_json:
        words = {name: f"desk.words.{name}" for name in ("grade", "legal_check", "state", "judgement")}
        shown = [row | {name: _word(f"{key}.{row[name]}", settings) for name, key in words.items()} for row in shown]
    show.table("queue", shown, _messages(), settings.language, as_json)
    if not as_json:
        _say(settings, "desk.queue", shown=len(shown), count=len(rows))
    return WELL


def decide_said(settings: Settings, hit: str | None, judgement: str | None, file: Path | None, by: str, **said: Any) -> int:
    """The command's arguments: either a file, or a hit and what is said of it."""
    until, second, same_evidence = said.pop("until"), said.pop("second"), said.pop("same_evidence")
    if file and not (hit or second or same_evidence or until or any(said.values())):
        return decide_file(settings, file, by)
    if file or not hit or not judgement:
        raise LedgerError("desk.how")
    word = Word(hit=hit, judgement=judgement, until=until.date() if until else None, **said)
    return decide(settings, word, by, second=second, same_evidence=same_evidence)


def decide(settings: Settings, word: Word, by: str, *, second: bool, same_evidence: bool) -> int:
    """One hit, or with `same_evidence` every waiting hit on identical evidence; a second signature; or a withdrawal."""
    now = datetime.now(UTC)
    hits = _hits(settings, now)
    hit = named(hits, word.hit)
    chosen_hits = deciding.alike(hit, hits) if same_evidence else [hit]
    if word.judgement == "withdraw":
        entries: list[Entry] = [deciding.withdrawal(word, hit)]
    elif second:
        entries = [deciding.second(word, one) for one in chosen_hits if one is hit or one.standing.state == "proposed"]
    else:
        entries = [_decision(settings, word, one, now) for one in chosen_hits]
    return _append(settings, entries, by, now)


def decide_file(settings: Settings, file: Path, by: str) -> int:
    """Every row of a file, or none."""
    now = datetime.now(UTC)

    def of_row(row: int, error: SekishoError) -> LedgerError:
        return LedgerError("desk.row", file=file.name, row=row, detail=_messages().tell(error, settings.language))

    words = deciding.words_of(file)
    if not words:
        raise LedgerError("desk.empty_file", file=file.name)
    entries = deciding.decisions(words, _hits(settings, now), lambda word, hit: _decision(settings, word, hit, now), of_row)
    return _append(settings, entries, by, now)


def audit_verify(settings: Settings, file: Path | None, as_json: bool) -> int:
    """The ledger's chain, a witness's, and one against the other; exit 2 when anything is not as it was written."""
    ledger = Ledger(settings.ledger)
    places = witness.stored(ledger.links())
    findings = [("ledger", one) for one in verify.walk(places)]
    if settings.ledger.exists():
        findings += [
            ("ledger", verify.Finding(key="file", sequence=0, facts={"detail": one})) for one in damage(ledger.path, ledger.seconds)
        ]
    if file:
        lines = list(witness.read(file))
        findings += [("witness", one) for one in verify.walk(lines)]
        findings += [("comparison", one) for one in verify.compared(places, lines)]
    rows = [
        {"where": where if as_json else _word(f"desk.words.where.{where}", settings), "sequence": one.sequence, "is_fault": one.is_fault}
        | {"key": one.key, "finding": _messages().text(f"verify.{one.key}", settings.language, sequence=one.sequence, **one.facts)}
        for where, one in findings
    ]
    faults = sum(one.is_fault for _, one in findings)
    if rows or as_json:
        show.table("verified", rows, _messages(), settings.language, as_json)
    if not as_json:
        head = ledger.head()
        _say(settings, "desk.verified_faults" if faults else "desk.verified", count=len(places), faults=faults, hash=head.hash)
    return BROKEN if faults else WELL


def audit_export(settings: Settings, file: Path, with_texts: bool) -> int:
    """A whole ledger as JSON Lines. Refuses to write down a chain that does not hold."""
    ledger = Ledger(settings.ledger)
    ledger.records()
    count = witness.export(file, ledger.links(), with_texts=with_texts)
    _say(settings, "desk.exported", file=str(file), count=count)
    return WELL


def audit_erase(settings: Settings, entry: int, legal_basis: str | None, by: str) -> int:
    """The personal text of every entry on the person whom this decision speaks of; of one on entities, its reason."""
    ledger, choices = Ledger(settings.ledger), _choices()
    code = chosen(legal_basis, choices.legal_bases, settings.language)
    records = ledger.records()
    entries = on_same_person(records, entry)
    (written,) = ledger.append(Erasure(entries=entries, legal_basis=code), by=by, at=datetime.now(UTC))
    _say(settings, "desk.erased", count=len(entries), entries=", ".join(map(str, entries)), sequence=written.sequence)
    return WELL


def verify_dossier(settings: Settings, file: Path, as_json: bool) -> int:
    """The seal, every quote against data/raw, the ledger's word; exit 2 when anything is not as it was made."""
    findings = dossier.verify(file, Archive(settings.raw), Ledger(settings.ledger).records())
    rows = [
        {"is_fault": one.is_fault, "key": one.key, "finding": _messages().text(f"dossier.{one.key}", settings.language, **one.facts)}
        for one in findings
    ]
    faults = sum(one.is_fault for one in findings)
    show.table("verified", rows, _messages(), settings.language, as_json)
    if not as_json:
        _say(settings, "dossier.verified_faults" if faults else "dossier.verified", count=len(findings) - 1, faults=faults)
    return BROKEN if faults else WELL


def _decision(settings: Settings, word: Word, hit: Live, now: datetime) -> Decision:
    return deciding.decision(word, hit, _choices(), settings.language, in_japan(now))


def _append(settings: Settings, entries: list[Entry], by: str, now: datetime) -> int:
    written = Ledger(settings.ledger).append(*entries, by=by, at=now)
    _say(settings, "desk.written", count=len(written), first=written[0].sequence, last=written[-1].sequence)
    waits = {one.standing.hit_id for one in _hits(settings, now) if one.standing.state == "proposed"}
    proposed = [one.entry.hit_id for one in written if isinstance(one.entry, Decision) and one.entry.hit_id in waits]
    if proposed:
        _say(settings, "desk.proposed", count=len(proposed))
    return WELL


def _hits(settings: Settings, now: datetime) -> list[Live]:
    return live_hits(settings.live, Ledger(settings.ledger), _choices().rests_on, in_japan(now))


def _say(settings: Settings, key: str, **facts: object) -> None:
    show.say(_messages().text(key, settings.language, **facts))


def _word(key: str, settings: Settings) -> str:
    return "" if key.endswith(".") else _messages().text(key, settings.language)


def _choices() -> Choices:
    return load_choices(REFERENCE / "desk.toml")


def _messages() -> Messages:
    return load_messages(REFERENCE / "messages")
