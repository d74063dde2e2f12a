"""The ledger: what people decide, in one SQLite file that is only ever added to.

Several processes may write at once; an entry is on the disk before `append` returns. Reading checks the whole chain, so
that nobody acts on an altered ledger; flows.desk.verify says where one was altered.
"""

import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.crash import crash
from flows.desk.chain import KEY_BYTES, START, Link, Said, link
from flows.desk.entries import Entry, Erasure, texts_of
from flows.desk.recorded import Recorded, recorded, single
from flows.desk.rules import refuse
from flows.desk.store import erase_texts, fold_log, links, opened, tip, transaction, write
from sources.errors import LedgerError


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry's number and hash: who notes them down elsewhere can tell later that nothing before was changed."""

    sequence: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of an office; the first entry makes its file. Holds no connection, so threads may share it.

    `seconds`: how long to wait for other writers.
    """

    path: Path
    seconds: float = 30.0

    def append(self, *entries: Entry, by: str, at: datetime) -> tuple[Recorded, ...]:
        """Write all of these or none, in this order; on the disk before this returns. `at` is aware, and kept in UTC.

        Raises LedgerError for an entry that may not be written (flows.desk.rules), Busy when others write for too long.
        """
        if not by.strip():
            raise LedgerError("ledger.nobody")
        with transaction(self.path, self.seconds) as connection:
            first = tip(connection)[0] + 1
            for entry in entries:
                self._write(connection, entry, by, at)
            crash("ledger:before_commit")
            written = [single(number, one) for number, one in links(connection, "sequence >= ?", first).items()]
        crash("ledger:after_commit")
        if any(isinstance(entry, Erasure) for entry in entries):
            fold_log(self.path, self.seconds)
        return tuple(written)

    def records(self) -> tuple[Recorded, ...]:
        """Every entry, oldest first; none when nothing was ever decided. Raises LedgerError when the chain does not hold."""
        return recorded(self.links())

    def links(self, after: int = 0) -> dict[int, Link]:
        """Every entry behind this number as it is stored, unchecked: for verifying and exporting."""
        if not self.path.exists():
            return {}
        with opened(self.path, self.seconds) as connection:
            connection.execute("begin")
            return links(connection, "sequence > ?", after)

    def head(self) -> Head:
        """Where the chain ends now; cheap, to tell whether anything was added."""
        if not self.path.exists():
            return Head()
        with opened(self.path, self.seconds) as connection:
            sequence, digest = tip(connection)
            return Head(sequence=sequence, hash=digest)

    @staticmethod
    def _write(connection: sqlite3.Connection, entry: Entry, by: str, at: datetime) -> None:
        def find(sequence: int) -> Recorded | None:
            return next((single(number, one) for number, one in links(connection, "sequence = ?", sequence).items()), None)

        def later(sequence: int) -> Sequence[Recorded]:
            return [single(number, one) for number, one in links(connection, "decision = ?", sequence).items()]

        said = texts_of(entry)
        refuse(entry, by, find, later)
        sequence, previous = tip(connection)
        keyed = {name: Said(key=secrets.token_bytes(KEY_BYTES), text=text) for name, text in said.items()}
        write(connection, sequence + 1, link(entry, keyed, sequence=sequence + 1, previous=previous, by=by, at=at.astimezone(UTC)))
        if isinstance(entry, Erasure):
            erase_texts(connection, entry.entries)
