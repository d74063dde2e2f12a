"""A reader of its own, as an analyst's program would be: not through sekisho, only DuckDB, again and again while nights run and die."""

import hashlib
import select
from collections.abc import Mapping
from pathlib import Path

import duckdb

BREATH = 0.15  # seconds between two looks
_TABLES = "select schema_name, table_name from duckdb_tables() where not temporary order by all"


def content(live: Path) -> tuple[str, str]:
    """(the night, a checksum over every value of every table) of a database file. Raises duckdb.Error when it cannot be read."""
    with duckdb.connect(str(live), read_only=True, config={"threads": "1"}) as connection:
        night = str(connection.execute("select as_of from raw.night").fetchall()[0][0])
        counted = [
            (schema, name, *connection.execute(f'select count(*), bit_xor(hash(one)) from {schema}."{name}" as one').fetchall()[0])
            for schema, name in connection.execute(_TABLES).fetchall()
        ]
    return night, hashlib.sha256(repr(counted).encode()).hexdigest()


def watch(live: Path, expected: Mapping[str, str], stop: int) -> int:
    """Read until `stop` (a file descriptor) is closed. How often; raises when the file is not whole or goes back in time."""
    looks, latest = 0, ""
    while not looks or not select.select([stop], [], [], BREATH)[0]:
        night, said = content(live)
        assert expected.get(night) == said, f"the file of {night} is not the one that was published"
        assert night >= latest, f"{night} after {latest}"
        looks, latest = looks + 1, night
    return looks
