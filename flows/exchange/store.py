"""The exchange's SQLite file beside the ledger: the members file in force, what was taken from others, one transaction at a time."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows.desk import store as desk
from flows.exchange.canonical import canonical
from flows.exchange.envelope import read_envelope
from flows.exchange.kinds import WITHDRAWALS, Finding
from flows.exchange.members import Members, read_members
from flows.exchange.statement import NOTHING, Statement
from flows.exchange.verifying import Place, Thread, Verified
from sources.errors import ExchangeError

FORM = desk.Form(name="exchange", schema=Path(__file__).with_name("exchange.sql"), version=1)
SECONDS = 30.0
# Whoever begins anew has lost what it said, or what it was told: all that was held before counts as taken back.
_ANEW = """
update findings set state = 'withdrawn', body = '{}', revision = 0, epoch = ?1, own_epoch = ?2
where producer = ?3 and (epoch, own_epoch) <> (?1, ?2)
"""
# A revision that is not newer, or of another kind, changes no row, and is told by that.
_PUT = """
insert into findings (producer, finding_id, kind, revision, state, said_on, until, body, epoch, own_epoch, digest)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
on conflict (producer, finding_id) do update set
    revision = excluded.revision, state = excluded.state, said_on = excluded.said_on, until = excluded.until,
    body = excluded.body, digest = excluded.digest
where excluded.revision > findings.revision and excluded.kind = findings.kind
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A finding of another member as it stands, and under which label and when it came."""

    producer: str
    finding: Finding
    state: str
    tlp: str
    received_at: datetime


def transaction(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    """All or nothing, and on the disk when it ends. Makes the file at need."""
    return desk.transaction(path, SECONDS, FORM)


def pinned(connection: sqlite3.Connection) -> Members:
    """The members file in force. Raises ExchangeError when none was ever trusted."""
    row = connection.execute("select envelope from members order by edition desc limit 1").fetchone()
    if row is None:
        raise ExchangeError("exchange.nobody_trusted")
    return read_members(read_envelope(bytes(row[0])).payload)


def pin(connection: sqlite3.Connection, envelope: bytes, members: Members, at: datetime) -> None:
    """Put an edition in force. Who may sign it is asked before (flows.exchange.members)."""
    connection.execute("insert into members (edition, envelope, at) values (?, ?, ?)", (members.edition, envelope, _text(at)))


def thread(connection: sqlite3.Connection, producer: str, epoch: int, own_epoch: int) -> Thread:
    """What was taken from a producer in these epochs."""
    rows = connection.execute(
        "select sequence, digest from taken where producer = ? and epoch = ? and own_epoch = ? order by sequence",
        (producer, epoch, own_epoch),
    ).fetchall()
    return Thread(last=Place(sequence=rows[-1][0], digest=rows[-1][1]) if rows else Place(digest=NOTHING), taken=dict(rows))


def take(connection: sqlite3.Connection, one: Verified, own_epoch: int, findings: Iterable[Finding], at: datetime) -> dict[str, int]:
    """Write a statement and its findings; kind -> how many. Raises ExchangeError for one that does not follow what is held."""
    statement = one.statement
    connection.execute(
        "insert into taken (producer, epoch, own_epoch, sequence, digest, tlp, created, statement, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (statement.producer, statement.epoch, own_epoch, statement.sequence, one.digest, statement.tlp,
         _text(statement.created), canonical(_coverage(statement)).decode(), _text(at)),
    )  # fmt: skip
    counts: dict[str, int] = {}

    def rows() -> Iterable[tuple[Any, ...]]:
        for finding in findings:
            counts[finding.kind] = counts.get(finding.kind, 0) + 1
            yield (statement.producer, *_row(finding), statement.epoch, own_epoch, one.digest)

    connection.execute(_ANEW, (statement.epoch, own_epoch, statement.producer))
    before = connection.total_changes
    connection.executemany(_PUT, rows())
    if connection.total_changes - before != sum(counts.values()):
        raise ExchangeError("exchange.older_finding", producer=statement.producer, sequence=statement.sequence)
    return counts


def forget_expired(connection: sqlite3.Connection, today: date) -> None:
    """What has run out keeps its number and loses its words."""
    connection.execute("update findings set state = 'expired', body = '{}' where state = 'stated' and until < ?", (str(today),))


def received(path: Path) -> list[Received]:
    """Every finding ever taken, by producer and number; withdrawn and expired ones without words. None when there is no file."""
    if not path.exists():
        return []
    with desk.opened(path, SECONDS, FORM) as connection:
        rows = connection.execute(
            "select f.producer, f.finding_id, kind, revision, state, said_on, until, body, tlp, t.at"
            " from findings as f inner join taken as t using (digest) order by f.producer, f.finding_id"
        ).fetchall()
    return [
        Received(
            producer=producer,
            finding=Finding(kind=kind, finding_id=number, revision=revision, said_on=said_on, until=until, body=json.loads(body)),
            state=state,
            tlp=tlp,
            received_at=datetime.fromisoformat(at),
        )
        for producer, number, kind, revision, state, said_on, until, body, tlp, at in rows
    ]


def _row(finding: Finding) -> tuple[Any, ...]:
    if finding.kind == WITHDRAWALS:
        kind, state, body = finding.body["of_kind"], "withdrawn", b"{}"
    else:
        kind, state, body = finding.kind, "stated", canonical(finding.body)
    return (finding.finding_id, kind, finding.revision, state, finding.said_on, finding.until, body.decode())


def _coverage(statement: Statement) -> Mapping[str, Any]:
    """What stays beside the findings: by what they were screened."""
    return {
        "software": statement.software,
        "ruleset": statement.ruleset,
        "is_complete": statement.is_complete,
        "sources": {one.source: f"{one.state} {one.edition}".strip() for one in statement.sources},
    }


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
