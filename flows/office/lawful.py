"""`sekisho lawful`: what leaves for an authority. Asked on a legal basis, approved by another person, written down, then made.

Nothing leaves without an approved request, and only the parts and cases it names. The ledger holds the checksum of the file
before the file appears: a crash between the two leaves an entry without a file, never a file without an entry.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows import show
from flows.crash import crash
from flows.desk.entries import Decision, Withdrawal
from flows.desk.ledger import Ledger
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.disk import write_private
from flows.office.entries import LawfulApproval, LawfulRelease, LawfulRequest
from flows.office.saying import WELL, messages, records, say, write
from flows.publish import rows_of
from flows.settings import Settings
from flows.warehouse import query
from sources.errors import LedgerError

SCOPE = ("cases", "subjects", "hits", "listings", "decisions")
_OF_HITS = ("listings",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as the ledger has it: who wrote it down, who approved it, what left."""

    sequence: int
    recorded: Recorded
    entry: LawfulRequest
    approval: Recorded | None = None
    release: LawfulRelease | None = None
    is_withdrawn: bool = False

    @property
    def state(self) -> str:
        if self.release:
            return "left"
        return "withdrawn" if self.is_withdrawn else "approved" if self.approval else "asked"


def request(
    settings: Settings,
    authority: str,
    legal_basis: str,
    reference: str,
    program: str,
    cases: tuple[str, ...],
    scope: tuple[str, ...],
    by: str,
) -> int:
    """Write a request down. Raises LedgerError where authority, basis or scope are missing, or a case does not exist."""
    if not all(text.strip() for text in (authority, legal_basis, reference)) or not cases or not scope:
        raise LedgerError("lawful.in_part")
    known = {row["case_id"] for row in query(settings.live, "select case_id from marts.cases where program_id = ?", [program])}
    for case in cases:
        if case not in known:
            raise LedgerError("office.no_such_case", case=case)
    said = LawfulRequest(
        authority=authority.strip(), legal_basis=legal_basis.strip(), reference=reference.strip(), program_id=program,
        cases=tuple(sorted(set(cases))), scope=tuple(sorted(set(scope))),
    )  # fmt: skip
    return write(settings, [said], by)


def approve(settings: Settings, sequence: int, text: str, by: str) -> int:
    """The second person's approval; the ledger refuses the first one's."""
    return write(settings, [LawfulApproval(decision=sequence, text=text)], by)


def release(settings: Settings, sequence: int, out: Path, by: str) -> int:
    """The file of an approved request, once. Its entry is on the disk before the file appears."""
    asked = _request(records(settings), sequence)
    if out.exists():
        raise LedgerError("lawful.file_exists", file=out.name)
    parts = contents(settings, asked.entry)
    content = _bytes(asked, parts)
    said = LawfulRelease(
        decision=sequence,
        file=out.name,
        sha256=hashlib.sha256(content).hexdigest(),
        rows=tuple(f"{name}={len(rows)}" for name, rows in sorted(parts.items())),
    )
    (written,) = Ledger(settings.ledger).append(said, by=by, at=datetime.now(UTC))
    crash("lawful:before_file")
    write_private(out, content)
    say(settings, "lawful.left", file=str(out), sequence=written.sequence, sha256=said.sha256)
    return WELL


def overview(settings: Settings, as_json: bool) -> int:
    """Every request with its state, the newest last."""
    rows = [
        {"entry": one.sequence, "authority": one.entry.authority, "legal_basis": one.entry.legal_basis, "reference": one.entry.reference,
         "cases": ", ".join(one.entry.cases), "scope": ", ".join(one.entry.scope), "by": one.recorded.by,
         "approved_by": one.approval.by if one.approval else "",
         "lawful_state": one.state if as_json else messages().text(f"lawful.state.{one.state}", settings.language),
         "rows": ", ".join(one.release.rows) if one.release else "", "sha256": one.release.sha256 if one.release else ""}
        for one in requests(records(settings))
    ]  # fmt: skip
    show.table("lawful", rows, messages(), settings.language, as_json)
    return WELL


def requests(known: Iterable[Recorded]) -> list[Request]:
    """From the ledger's entries, by number."""
    entries = tuple(known)
    later: dict[int, list[Recorded]] = {}
    for one in entries:
        if isinstance(one.entry, LawfulApproval | LawfulRelease | Withdrawal):
            later.setdefault(one.entry.decision, []).append(one)
    return [
        Request(
            sequence=one.sequence, recorded=one, entry=one.entry,
            approval=next((two for two in later.get(one.sequence, ()) if isinstance(two.entry, LawfulApproval)), None),
            release=next((two.entry for two in later.get(one.sequence, ()) if isinstance(two.entry, LawfulRelease)), None),
            is_withdrawn=any(isinstance(two.entry, Withdrawal) for two in later.get(one.sequence, ())),
        )
        for one in entries
        if isinstance(one.entry, LawfulRequest)
    ]  # fmt: skip


def contents(settings: Settings, asked: LawfulRequest) -> dict[str, list[Mapping[str, Any]]]:
    """The parts asked for, of the cases asked for; with possible hits, what they were compared with."""
    rows = rows_of(settings.live, asked.program_id)
    hits = {row["hit_id"] for row in rows.hits if row["case_id"] in asked.cases}
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for name in asked.scope:
        if name == "decisions":
            parts[name] = _decisions(records(settings), asked)
        elif name in _OF_HITS:
            parts[name] = [row for row in getattr(rows, name) if row["hit_id"] in hits]
        else:
            parts[name] = [row for row in getattr(rows, name) if row["case_id"] in asked.cases]
    return parts | ({"coverage": list(rows.coverage)} if "hits" in asked.scope else {})


def _decisions(known: Iterable[Recorded], asked: LawfulRequest) -> list[Mapping[str, Any]]:
    return [
        {"entry": one.sequence, "hit_id": one.entry.hit_id, "case_id": one.entry.case_id, "judgement": one.entry.judgement,
         "reason": one.entry.reason, "by": one.by, "on": str(in_japan(one.at))}
        for one in known
        if isinstance(one.entry, Decision) and one.entry.program_id == asked.program_id and one.entry.case_id in asked.cases
    ]  # fmt: skip


def _bytes(asked: Request, parts: Mapping[str, Any]) -> bytes:
    """The same ledger and night give the same bytes."""
    head = {
        "request": asked.sequence, "authority": asked.entry.authority, "legal_basis": asked.entry.legal_basis,
        "reference": asked.entry.reference, "cases": list(asked.entry.cases), "scope": list(asked.entry.scope),
        "approved_by": asked.approval.by if asked.approval else "",
        "note": messages().texts["lawful.note"],
    }  # fmt: skip
    return (json.dumps(head | {"parts": parts}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _request(known: Iterable[Recorded], sequence: int) -> Request:
    for one in requests(known):
        if one.sequence == sequence:
            return one
    raise LedgerError("ledger.no_such_decision", sequence=sequence)
