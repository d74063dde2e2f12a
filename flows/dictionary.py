"""sql/README.md out of the SQL itself: layers, grains, columns, types. `python -m flows.dictionary` after a demo night."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from flows.settings import ROOT
from flows.warehouse import LAYERS, files_of, query

_ABOUT = {
    "raw": "what sources and rosters say, as they say it",
    "staging": "the same in comparable form",
    "core": "which entities are one body or person",
    "screened": "what was compared, and what the machine claims",
    "history": "listings and hits in two times: in the world, and known to us",
    "marts": "what people and notebooks read",
}
_HEAD = """# The database

One DuckDB file, `data/warehouse.duckdb`, made anew every night beside the live one and swapped in when all checks pass:
read it while a night runs. Open it read-only:

    duckdb -readonly data/warehouse.duckdb "select * from marts.programs"

Path is name: `sql/marts/hits.sql` is the table `marts.hits`; its first line is its grain. A file reads only earlier
layers (or files of its own layer that come before it). `checks/` return rows only when something is wrong, and then the
night is not published. `questions/` are ready-made questions over the marts.

This page is written from the SQL: `make docs`.
"""


def dictionary(live: Path, sql: Path) -> str:
    """The whole page, as Markdown, for the tables of this file."""
    return "\n".join([_HEAD, *_layers(live, sql), *_questions(sql)]) + "\n"


def _layers(live: Path, sql: Path) -> Iterator[str]:
    columns = query(
        live, "select schema_name, table_name, column_name, data_type from duckdb_columns() where not internal order by column_index"
    )
    meanings = tomllib.loads((sql / "columns.toml").read_text(encoding="utf-8"))
    for layer in LAYERS:
        yield f"## {layer}: {_ABOUT[layer]}\n"
        for path in files_of(sql, layer):
            grain = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ")
            found = [c for c in columns if c["schema_name"] == layer and c["table_name"] == path.stem]
            if layer == "marts":
                yield f"### marts.{path.stem}\n\n{grain}\n\n| column | type | meaning |\n|---|---|---|"
                yield from (f"| {c['column_name']} | {c['data_type'].lower()} | {meanings[c['column_name']]} |" for c in found)
                yield ""
            else:
                yield f"- **{layer}.{path.stem}** {grain} Columns: {', '.join(c['column_name'] for c in found)}."
        yield ""


def _questions(sql: Path) -> Iterator[str]:
    yield "## questions\n"
    for path in files_of(sql, "questions"):
        yield f"- `questions/{path.name}` {path.read_text(encoding='utf-8').splitlines()[0].removeprefix('-- ')}"


if __name__ == "__main__":
    (ROOT / "sql" / "README.md").write_text(dictionary(ROOT / "data" / "demo" / "warehouse.duckdb", ROOT / "sql"), encoding="utf-8")
