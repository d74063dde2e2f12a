"""Taking a bundle in: everything is asked first, then all of it is written in one transaction, or none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.crash import crash
from flows.exchange import store
from flows.exchange.envelope import read_envelope
from flows.exchange.keyring import Keyring
from flows.exchange.keys import unseal
from flows.exchange.kinds import TASKS, Finding
from flows.exchange.members import TYPE as MEMBERS
from flows.exchange.members import Members, first_members, next_members
from flows.exchange.packing import LARGEST, unpack
from flows.exchange.statement import Statement
from flows.exchange.verifying import refuse_misdirected, verified
from sources.errors import ExchangeError

ENVELOPE, CONTENT = ".sekisho.json", ".sekisho.age"
_LARGEST = LARGEST + 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What came in: of which producer, under which label, kind -> how many findings."""

    statement: Statement
    counts: dict[str, int]


def accept(path: Path, keyring: Keyring, envelope: bytes, ciphertext: bytes, now: datetime) -> Accepted:
    """Verify a bundle, open it, write it into the store at `path` (made at need). Raises ExchangeError; then nothing was written."""
    with store.transaction(path) as connection:
        members = store.pinned(connection)
        one = verified(envelope, ciphertext, members, now)
        statement, me = one.statement, members.get(keyring.identity().name)
        producer = members.get(statement.producer)
        refuse_misdirected(one, me, producer, store.thread(connection, producer.name, producer.epoch, me.epoch))
        content = unseal(ciphertext, keyring.secrets())
        findings = _fitting(statement, me.name, unpack(content))
        counts = store.take(connection, one, me.epoch, findings, now)
        if counts != dict(statement.counts):
            raise ExchangeError("exchange.other_content")
        store.forget_expired(connection, now.date())
        crash("exchange:before_commit")
    crash("exchange:after_commit")
    return Accepted(statement=statement, counts=counts)


def accept_members(path: Path, envelope: bytes, now: datetime) -> Members:
    """A newer members file, signed by a steward of the one in force. Raises ExchangeError; then the one before stays."""
    with store.transaction(path) as connection:
        members = next_members(read_envelope(envelope), store.pinned(connection))
        store.pin(connection, envelope, members, now)
    return members


def trust(path: Path, envelope: bytes, told: str, now: datetime) -> Members:
    """The first members file, when its steward's figures are those read out (`told`). Raises ExchangeError."""
    with store.transaction(path) as connection:
        members = first_members(read_envelope(envelope), told)
        if connection.execute("select 1 from members").fetchone():
            raise ExchangeError("exchange.trusted_before", consortium=store.pinned(connection).consortium)
        store.pin(connection, envelope, members, now)
    return members


def is_members_file(envelope: bytes) -> bool:
    return read_envelope(envelope).payload_type == MEMBERS


def bytes_of(path: Path, largest: int = _LARGEST) -> bytes:
    """A file's content, unless it is larger than anything we would take. Raises ExchangeError."""
    size = path.stat().st_size
    if size > largest:
        raise ExchangeError("exchange.too_large", what=path.name, size=size, largest=largest)
    return path.read_bytes()


def _fitting(statement: Statement, me: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Findings that may come in this bundle: said before it was made, and a question to us from whoever asks only of those named."""
    latest = str((statement.created + timedelta(days=1)).date())
    for finding in findings:
        if finding.said_on > latest:
            raise ExchangeError("exchange.bad_field", place=finding.finding_id, field="said_on")
        if finding.kind == TASKS and not ({me, *statement.recipients} <= set(finding.body["named"]) | {statement.producer}):
            raise ExchangeError("exchange.not_named", producer=statement.producer)
        yield finding
