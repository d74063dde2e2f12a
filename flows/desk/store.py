"""The ledger's SQLite file, or the exchange's: made whole or not at all, one transaction at a time, every commit on the disk."""

import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.desk.chain import START, Link, Said
from flows.disk import to_disk
from sources.errors import Busy, LedgerError

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a file must be like: its tables and their edition; `name` begins the keys of what is said when it is not."""

    name: str
    schema: Path
    version: int


LEDGER = Form(name="ledger", schema=Path(__file__).with_name("ledger.sql"), version=1)


@contextmanager
def transaction(path: Path, seconds: float, form: Form = LEDGER) -> Iterator[sqlite3.Connection]:
    """Alone among writers; committed and on the disk when the block ends, undone when it raises. Makes the file at need."""
    if not path.exists():
        _make(path, form)
    with opened(path, seconds, form) as connection:
        connection.execute("begin immediate")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()


@contextmanager
def opened(path: Path, seconds: float, form: Form = LEDGER) -> Iterator[sqlite3.Connection]:
    """The file as it stands; never makes one. Raises LedgerError when it is no ledger or of another version, Busy when locked."""
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True, timeout=seconds, isolation_level=None)) as connection:
            connection.execute("pragma synchronous = full")
            connection.execute("pragma secure_delete = on")
            found = connection.execute("pragma user_version").fetchone()[0]
            if found != form.version:
                raise LedgerError(f"{form.name}.other_version", file=path.name, found=found, version=form.version)
            yield connection
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise Busy(f"{form.name}.busy", file=path.name) from error
        raise LedgerError(f"{form.name}.damaged", file=path.name, detail=str(error)) from error


def write(connection: sqlite3.Connection, sequence: int, new: Link) -> None:
    """One entry with its texts."""
    connection.execute("insert into entries (sequence, line, hash) values (?, ?, ?)", (sequence, new.line, new.hash))
    rows = [(sequence, name, one.key, one.text) for name, one in new.said.items()]
    connection.executemany("insert into texts (sequence, field, key, text) values (?, ?, ?, ?)", rows)


def tip(connection: sqlite3.Connection) -> tuple[int, str]:
    """The last sequence number and hash."""
    row = connection.execute("select sequence, hash from entries order by sequence desc limit 1").fetchone()
    return (row[0], row[1]) if row else (0, START)


def links(connection: sqlite3.Connection, where: str = "true", *parameters: int) -> dict[int, Link]:
    """Stored entries in order, by the number they are stored under; `where` comes from this package only."""
    said: dict[int, dict[str, Said]] = {}
    chosen = f"select sequence from entries where {where}"  # noqa: S608 - conditions from code
    for sequence, name, key, text in connection.execute(
        f"select sequence, field, key, text from texts where sequence in ({chosen}) order by sequence, field",  # noqa: S608
        parameters,
    ):
        said.setdefault(sequence, {})[name] = Said(key=bytes(key), text=text)
    rows = connection.execute(f"select sequence, line, hash from entries where {where} order by sequence", parameters)  # noqa: S608
    return {sequence: Link(line=line, hash=digest, said=said.get(sequence, {})) for sequence, line, digest in rows}


def erase_texts(connection: sqlite3.Connection, sequences: Iterable[int]) -> None:
    """Take away the texts and keys of these entries; their bytes are overwritten."""
    connection.executemany("delete from texts where sequence = ?", [(sequence,) for sequence in sequences])


def fold_log(path: Path, seconds: float) -> None:
    """Bring the write-ahead log into the file and empty it: it may still hold erased text. Raises Busy while a reader needs it."""
    with opened(path, seconds) as connection:
        if connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
            raise Busy("ledger.erased_in_part", file=path.name)


def damage(path: Path, seconds: float, form: Form = LEDGER) -> list[str]:
    """What SQLite itself finds wrong with the file, and every table, index or trigger that is not as its form says."""
    with opened(path, seconds, form) as connection, closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(form.schema.read_text(encoding="utf-8"))
        said = [row[0] for row in connection.execute("pragma integrity_check") if row[0] != "ok"]
        wanted, found = _schema(fresh), _schema(connection)
    return said + sorted({name for name, text in (wanted ^ found)})


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return {(name, text) for name, text in connection.execute("select name, sql from sqlite_master where sql is not null")}


def _make(path: Path, form: Form) -> None:
    """Beside it and then linked into place: two that begin at once agree on one file, and none ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.{os.getpid()}.", suffix=".part", dir=path.parent)  # for its owner only
    os.close(descriptor)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            connection.execute("pragma synchronous = full")
            connection.execute("pragma journal_mode = wal")
            connection.executescript(form.schema.read_text(encoding="utf-8"))
            connection.execute(f"pragma user_version = {form.version}")
        try:
            path.hardlink_to(part)
        except FileExistsError:
            return
        to_disk(path.parent)
    finally:
        part.unlink(missing_ok=True)
