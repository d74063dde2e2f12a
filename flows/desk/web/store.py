"""desk.sqlite: sessions, failed tries, invitations and the log of visits. Every time is passed in, aware, kept in UTC."""

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.desk.chain import START, canonical

SCHEMA = Path(__file__).with_name("store.sql")
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
PAUSE, MOST_TRIES = timedelta(minutes=15), 5
INVITED = timedelta(days=3)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in. `csrf`: what every form of theirs has to bring back."""

    account: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Store:
    """One file; a connection for each use, so threads may share it."""

    path: Path

    def prepare(self) -> None:
        """Make the file for its owner only, with the key that signs cookies."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        with self._open() as connection:
            connection.execute("pragma journal_mode = wal")
            connection.executescript(SCHEMA.read_text(encoding="utf-8"))
            connection.execute("insert or ignore into keys values ('cookie', ?)", [secrets.token_bytes(TOKEN_BYTES)])

    def begin(self, account: str, now: datetime) -> str:
        """A new session; the cookie that opens it."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        row = (_digest(token), account, secrets.token_urlsafe(TOKEN_BYTES), now.isoformat(), now.isoformat())
        with self._open() as connection:
            connection.execute("delete from sessions where begun_at < ?", [(now - LONGEST).isoformat()])
            connection.execute("insert into sessions values (?, ?, ?, ?, ?)", row)
            return f"{token}.{self._signature(connection, token)}"

    def session(self, cookie: str, now: datetime) -> Session | None:
        """Who holds this cookie, unless it is not ours, too old or was left alone for too long."""
        token, _, signature = cookie.partition(".")
        with self._open() as connection:
            if not hmac.compare_digest(signature.encode(), self._signature(connection, token).encode()):
                return None
            since = ((now - LONGEST).isoformat(), (now - IDLE).isoformat())
            row = connection.execute(
                "select account, csrf, seen_at from sessions where digest = ? and begun_at > ? and seen_at > ?", [_digest(token), *since]
            ).fetchone()
            if row and row[2] < (now - timedelta(minutes=1)).isoformat():
                connection.execute("update sessions set seen_at = ? where digest = ?", [now.isoformat(), _digest(token)])
            return Session(account=row[0], csrf=row[1]) if row else None

    def token_for(self, account: str) -> str:
        """What forms bring back of somebody whom a proxy has signed in."""
        with self._open() as connection:
            return self._signature(connection, f"proxy {account}")

    def end(self, cookie: str) -> None:
        with self._open() as connection:
            connection.execute("delete from sessions where digest = ?", [_digest(cookie.partition(".")[0])])

    def end_all(self, account: str) -> None:
        """Whoever is signed in under this account no longer is."""
        with self._open() as connection:
            connection.execute("delete from sessions where account = ?", [account])

    def may_try(self, who: str, now: datetime) -> bool:
        """Whether this account or address has failed less often of late than is allowed."""
        with self._open() as connection:
            found = connection.execute("select count(*) from tries where who = ? and at > ?", [_digest(who), (now - PAUSE).isoformat()])
            return bool(found.fetchone()[0] < MOST_TRIES)

    def failed(self, who: str, now: datetime) -> None:
        with self._open() as connection:
            connection.execute("delete from tries where at < ?", [(now - PAUSE).isoformat()])
            connection.execute("insert into tries values (?, ?)", [_digest(who), now.isoformat()])

    def invite(self, account: str, now: datetime) -> str:
        """A token that lets somebody set the password of this account, once; "" for the first admin, whose account is not there yet."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        with self._open() as connection:
            connection.execute("delete from invitations where account = ? or until < ?", [account, now.isoformat()])
            connection.execute("insert into invitations values (?, ?, ?)", [_digest(token), account, (now + INVITED).isoformat()])
        return token

    def invited(self, token: str, now: datetime) -> str | None:
        """The account that this token is for; None when it is spent, too old or not ours."""
        with self._open() as connection:
            found = connection.execute("select account from invitations where digest = ? and until > ?", [_digest(token), now.isoformat()])
            row = found.fetchone()
            return str(row[0]) if row else None

    def spend(self, token: str) -> bool:
        """Use the token up. False when another has been faster."""
        with self._open() as connection:
            return connection.execute("delete from invitations where digest = ?", [_digest(token)]).rowcount == 1

    def note(self, account: str, action: str, object_id: str, outcome: str, now: datetime) -> None:
        """One more line of the log of visits; ids only, no names."""
        row = [now.isoformat(timespec="seconds"), account, action, object_id, outcome]
        with self._open() as connection:
            connection.execute("begin immediate")
            last = connection.execute("select hash from visits order by sequence desc limit 1").fetchone()
            digest = hashlib.sha256(canonical([last[0] if last else START, *row]).encode()).hexdigest()
            connection.execute("insert into visits (at, account, action, object, outcome, hash) values (?, ?, ?, ?, ?, ?)", [*row, digest])
            connection.execute("commit")

    def visits(self, limit: int, before: int | None = None) -> list[dict[str, Any]]:
        """The newest lines of the log first, with their numbers."""
        with self._open() as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("select * from visits where sequence < ? order by sequence desc limit ?", [before or 2**62, limit])
            return [dict(row) for row in rows]

    def first_broken_visit(self) -> int | None:
        """The number of the first line that does not follow the one before; None when the log is whole."""
        last, number = START, 0
        with self._open() as connection:
            for sequence, *row, digest in connection.execute("select * from visits order by sequence"):
                number += 1
                last = hashlib.sha256(canonical([last, *row]).encode()).hexdigest()
                if digest != last or sequence != number:
                    return number
        return None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
            connection.execute("pragma synchronous = normal")
            yield connection

    @staticmethod
    def _signature(connection: sqlite3.Connection, token: str) -> str:
        key = connection.execute("select value from keys where name = 'cookie'").fetchone()[0]
        return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
