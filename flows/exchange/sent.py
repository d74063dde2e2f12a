"""The store's other half: what left, to whom, and where each recipient's thread stands."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from flows.exchange.canonical import canonical
from flows.exchange.kinds import WITHDRAWALS, Finding
from flows.exchange.owed import Parcel, Stated
from flows.exchange.statement import Link, Statement


def stated(connection: sqlite3.Connection, epochs: Mapping[str, int], own_epoch: int) -> dict[str, Stated]:
    """Every finding that ever left, by its number. A member that begins anew (its epoch rose) has nothing of ours."""
    received: dict[str, dict[str, tuple[int, str]]] = {}
    rows = connection.execute("select finding_id, recipient, epoch, revision, label from received_by where own_epoch = ?", (own_epoch,))
    for number, recipient, epoch, revision, label in rows:
        if epochs.get(recipient) == epoch:
            received.setdefault(number, {})[recipient] = (revision, label)
    findings = connection.execute("select finding_id, kind, revision, said_on, until, body, is_withdrawn from own_findings")
    return {
        number: Stated(
            finding=Finding(kind=kind, finding_id=number, revision=revision, said_on=said_on, until=until, body=json.loads(body)),
            is_withdrawn=bool(is_withdrawn),
            received_by=received.get(number, {}),
        )
        for number, kind, revision, said_on, until, body, is_withdrawn in findings
    }


def last_sequence(connection: sqlite3.Connection, own_epoch: int) -> int:
    """The number of the last statement made in this epoch."""
    row = connection.execute("select max(sequence) from sent where own_epoch = ?", (own_epoch,)).fetchone()
    return int(row[0] or 0)


def link(connection: sqlite3.Connection, recipient: str, epoch: int, own_epoch: int) -> Link:
    """What the next statement to a recipient follows."""
    row = connection.execute(
        "select sequence, digest from sent where recipient = ? and epoch = ? and own_epoch = ? order by sequence desc limit 1",
        (recipient, epoch, own_epoch),
    ).fetchone()
    return Link(epoch=epoch, after=row[0], previous=row[1]) if row else Link(epoch=epoch)


def note(connection: sqlite3.Connection, parcel: Parcel, statement: Statement, digest: str, at: datetime) -> None:
    """Write down that a parcel was made."""
    told = at.astimezone(UTC).isoformat(timespec="seconds")
    connection.executemany(
        "insert into sent (recipient, epoch, own_epoch, sequence, digest, at) values (?, ?, ?, ?, ?, ?)",
        [(name, one.epoch, statement.epoch, statement.sequence, digest, told) for name, one in statement.recipients.items()],
    )
    connection.executemany(
        "insert into own_findings (finding_id, kind, revision, said_on, until, body, is_withdrawn) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (finding_id) do update set kind = excluded.kind, revision = excluded.revision, said_on = excluded.said_on,"
        " until = excluded.until, body = excluded.body, is_withdrawn = excluded.is_withdrawn",
        _rows(parcel.findings),
    )
    connection.executemany(
        "insert or replace into received_by (recipient, epoch, own_epoch, finding_id, revision, label) values (?, ?, ?, ?, ?, ?)",
        [
            (name, to.epoch, statement.epoch, one.finding_id, one.revision, parcel.label)
            for name, to in statement.recipients.items()
            for one in parcel.findings
        ],
    )


def _rows(findings: Iterable[Finding]) -> Iterable[tuple[str, str, int, str, str, str, int]]:
    for one in findings:
        is_withdrawn = one.kind == WITHDRAWALS
        yield (one.finding_id, one.kind, one.revision, one.said_on, one.until, canonical(one.body).decode(), int(is_withdrawn))
