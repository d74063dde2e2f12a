"""The one door to DuckDB: a night builds a new file beside the live one; flows.generations puts it in its place.

Readers are never locked out, a failed night changes nothing, a killed one leaves the old file whole.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from sources.errors import WarehouseError

LAYERS = ("raw", "staging", "core", "screened", "history", "marts")
# Files that read others of their own layer come after them; all others stand in the order of their names.
ORDER = {
    "core": ("links", "clusters", "listed_clusters", "listed_records"),
    "marts": ("coverage", "hits", "listings", "evidence", "reasons", "measures", "subjects", "cases", "programs", "changes", "alerts"),
}
SPILL = "warehouse.tmp"
_COLUMNS = "-- columns: "


def files_of(sql: Path, layer: str) -> list[Path]:
    """The SQL files of a layer in building order."""
    order = ORDER.get(layer, ())
    found = sorted((sql / layer).glob("*.sql"))
    return sorted(found, key=lambda path: (order.index(path.stem) if path.stem in order else -1, path.stem))


class Warehouse:
    """A file being built. Frames come in as `input_<name>` views; values never enter SQL by formatting."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: Path) -> None:
        self._connection = connection
        self._sql = sql

    def put(self, name: str, frame: pd.DataFrame) -> None:
        """Offer a frame to the SQL as input_<name>."""
        self._connection.register(f"input_{name}", frame)

    def build(self, layer: str, only: Sequence[str] = (), without: Sequence[str] = ()) -> None:
        """Make the tables of a layer (or some of them), each with its grain as comment."""
        self._connection.execute(f"create schema if not exists {layer}")
        for path in files_of(self._sql, layer):
            if (not only or path.stem in only) and path.stem not in without:
                self._table(layer, path)

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """All rows of a query as dicts; the query orders them."""
        return _rows(self._connection, query, parameters)

    def check(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every file of sql/checks -> the rows it returned. A check returns rows only when something is wrong."""
        return {path.stem: self._connection.execute(path.read_text(encoding="utf-8")).fetchall() for path in files_of(self._sql, "checks")}

    def counts(self) -> dict[str, int]:
        """Rows per table, by schema.table."""
        return _counts(self._connection)

    def copy_last(self, layer: str, table: str) -> None:
        """A table of the live file as it is."""
        self._connection.execute(f"create schema if not exists {layer}")
        self._connection.execute(f'create table {layer}."{table}" as select * from last.{layer}."{table}"')  # noqa: S608 - names from the catalogue

    def _table(self, layer: str, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        if layer == "history":
            self._last(path.stem, text)
        name = f'{layer}."{path.stem}"'
        grain = text.splitlines()[0].removeprefix("-- ").replace("'", "''")
        try:
            self._connection.execute(f"create table {name} as {text}")
        except duckdb.Error as error:
            if _is_of_the_disk(error):
                raise
            raise WarehouseError("warehouse.table_failed", table=f"{layer}.{path.stem}", detail=str(error)) from error
        self._connection.execute(f"comment on table {name} is '{grain}'")
        self._connection.unregister(f"input_{path.stem}")  # its rows stand in the table now; the frame need not stay in memory

    def _last(self, table: str, text: str) -> None:
        """What the live file remembers, as last_history_<table>, in the declared columns; those an older file lacks are null."""
        declared = next(line for line in text.splitlines() if line.startswith(_COLUMNS)).removeprefix(_COLUMNS)
        known = self._connection.execute(
            "select count(*) from duckdb_tables() where database_name = 'last' and schema_name = 'history' and table_name = ?", [table]
        ).fetchall()
        self._connection.execute(f"create temp table last_history_{table} ({declared})")
        if known[0][0]:
            self._connection.execute(f'insert into last_history_{table} by name select * from last.history."{table}"')  # noqa: S608 - names from code


@contextmanager
def building(part: Path, live: Path, sql: Path) -> Iterator[Warehouse]:
    """A new file `part`, with the live one attached read-only as `last`. On success it is checkpointed and closed;
    flows.generations.swap puts it in place. On any failure it is removed. Raises WarehouseError when the disk fails."""
    remove(part)
    connection = None
    try:
        connection = duckdb.connect(str(part), config=_config(part.parent))
        if live.exists():
            _attach(connection, live)
        yield Warehouse(connection, sql)
        connection.execute("checkpoint")
        connection.close()
        part.chmod(0o600)
    except BaseException as error:
        if connection:
            with suppress(duckdb.Error):
                connection.close()
        remove(part)
        if said := _said(error, part, live):
            raise said from error
        raise


def remove(part: Path) -> None:
    """A file that was being built, with everything DuckDB keeps beside it."""
    for left in part.parent.glob(f"{part.name}*"):
        left.unlink()
    if (spill := part.parent / SPILL).exists():
        shutil.rmtree(spill)


def read_whole(live: Path) -> dict[str, int]:
    """Read every value of every table: rows per table, by schema.table. Raises WarehouseError when some of it is damaged."""
    with reading(live) as connection:
        return _counts(connection)


def remember(live: Path, part: Path, raw: Sequence[str]) -> None:
    """A small file `part` with the history of the live one and some of its raw tables."""
    with building(part, live, live.parent) as small:
        tables = small.rows(
            "select schema_name, table_name from duckdb_tables() where database_name = 'last' "
            "and (schema_name = 'history' or schema_name = 'raw' and list_contains(?, table_name)) order by all",
            [list(raw)],
        )
        for table in tables:
            small.copy_last(table["schema_name"], table["table_name"])


@contextmanager
def extending(live: Path, sql: Path) -> Iterator[Warehouse]:
    """A file of one's own, to add tables to."""
    connection = duckdb.connect(str(live), config=_config(live.parent))
    try:
        yield Warehouse(connection, sql)
        connection.execute("checkpoint")
    finally:
        connection.close()


@contextmanager
def reading(live: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The live file, read-only and hardened: no files, no extensions, no Python variables. Never creates one."""
    if not live.exists():
        raise WarehouseError("warehouse.missing", file=live.name)
    if live.stat().st_size == 0:
        raise WarehouseError("warehouse.empty", file=live.name)
    connection = None
    try:
        connection = duckdb.connect(str(live), read_only=True, config={"python_enable_replacements": "false"})
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    except duckdb.Error as error:
        if connection and not _is_of_the_disk(error):
            raise
        raise _damaged(error, live) from error
    finally:
        if connection:
            connection.close()


@contextmanager
def over(live: Path) -> Iterator[Warehouse]:
    """The live file as a Warehouse to ask, read-only."""
    with reading(live) as connection:
        yield Warehouse(connection, live.parent)


@contextmanager
def kept_open(live: Path) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """The live file, read-only, for many questions from many threads: (query, parameters) -> rows as dicts."""
    with reading(live) as connection:
        yield lambda text, parameters=(): _rows(connection.cursor(), text, parameters)


def query(live: Path, text: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Rows of the live file as dicts; parameters by place (?) or by name ($name)."""
    with reading(live) as connection:
        return _rows(connection, text, parameters)


def frames_of(live: Path, tables: Sequence[str], sources: Sequence[str] | None = None) -> dict[str, pd.DataFrame]:
    """What the live file's raw layer holds, of these sources or of all: table -> frame."""
    wanted = "" if sources is None else f"where source in ({', '.join('?' for _ in sources)})"
    with reading(live) as connection:
        return {
            table: connection.execute(f'select * from raw."{table}" {wanted}', list(sources or ())).df()  # noqa: S608 - names from code
            for table in tables
        }


def columns_of(live: Path, layer: str) -> dict[str, frozenset[str]]:
    """Table -> the columns that the live file has in a layer."""
    columns = "select table_name, list(column_name) as columns from duckdb_columns()"
    rows = query(live, f"{columns} where database_name = current_database() and schema_name = ? group by all order by all", [layer])
    return {row["table_name"]: frozenset(row["columns"]) for row in rows}


def copy_parquet(live: Path, table: str, program_id: str, path: Path) -> None:
    """One program's rows of a mart as Parquet, in the mart's own order, one thread: same rows, same bytes."""
    connection = duckdb.connect(str(live), read_only=True, config=_config(live.parent, threads=1))
    try:
        rows = f"select * from marts.{table} where program_id = ? order by all"  # noqa: S608 - names from code
        connection.execute(f"copy ({rows}) to ? (format parquet)", [program_id, str(path)])
    except duckdb.Error as error:
        if said := _said(error, path, live):
            raise said from error
        raise
    finally:
        connection.close()


def _attach(connection: duckdb.DuckDBPyConnection, live: Path) -> None:
    try:
        connection.execute("attach ? as last (read_only)", [str(live)])
    except duckdb.Error as error:
        raise _damaged(error, live) from error


def _is_of_the_disk(error: duckdb.Error) -> bool:
    """Whether the file or the disk is at fault and not the SQL. A wrong checksum is a plain Error."""
    kinds = (
        duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException, duckdb.TransactionException,
    )  # fmt: skip
    return type(error) is duckdb.Error or isinstance(error, kinds)


def _damaged(error: duckdb.Error, live: Path) -> WarehouseError:
    detail = str(error).partition("\n")[0]
    return WarehouseError("warehouse.in_use" if "Could not set lock" in detail else "warehouse.damaged", file=live.name, detail=detail)


def _said(error: BaseException, part: Path, live: Path) -> WarehouseError | None:
    """A fault of the disk as people are told of it: the live file damaged, or the new one not written."""
    if not isinstance(error, duckdb.Error) or not _is_of_the_disk(error):
        return None
    if type(error) is duckdb.Error and "Corrupt" in str(error):
        return _damaged(error, live)
    return WarehouseError("warehouse.not_written", file=part.name, detail=str(error).partition("\n")[0])


def _config(folder: Path, threads: int | None = None) -> dict[str, Any]:
    config: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
        "temp_directory": str(folder / SPILL),
    }
    return config | ({"threads": str(threads)} if threads else {})


def _rows(connection: duckdb.DuckDBPyConnection, text: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(text, parameters if isinstance(parameters, Mapping) else list(parameters))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def contents(file: Path) -> dict[str, tuple[int, int]]:
    """Per table: how many rows, and a checksum over all of them in the order in which they stand."""
    with reading(file) as connection:
        found = {}
        for table in _tables(connection):
            row = connection.execute(f"select count(*), coalesce(sum(hash(rowid, t)::hugeint), 0) from {table} as t").fetchone()  # noqa: S608 - names from the catalogue
            found[table] = (int(row[0]), int(row[1])) if row else (0, 0)
        return found


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Counted by reading every value: a plain count looks at no data, and damage would pass unseen."""
    counted = {}
    for table in _tables(connection):
        row = connection.execute(f"select count(*), bit_xor(hash(one)) from {table} as one").fetchone()  # noqa: S608 - names from the catalogue
        counted[table] = int(row[0]) if row else 0
    return counted


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = current_database() and not temporary order by all"
    ).fetchall()
    return [f"{schema}.{table}" for schema, table in rows]
