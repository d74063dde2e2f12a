"""On hold for what it lacks: the last good edition stays whole, and what only the held one names is screened with it, marked.

Such an edition may be cut or may be right. Removals wait for a person; an addition that waited could let a listed body pass.
"""

from dataclasses import dataclass
from datetime import date

from flows.archive import Archive, Edition
from flows.frames import COLUMNS, Rows
from flows.readings import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """`rows`: the good edition's and the additions, each under its own edition. `added`, `removed`: entities."""

    edition: str
    rows: Rows
    added: int
    removed: int


def unconfirmed(reading: Reading, archive: Archive, good: Edition, as_of: date) -> Unconfirmed | None:
    """The good edition with the additions of the one on hold for what it lacks; None where none is, or it cannot be read any more.
    Raises what reading the good edition raises.
    """
    name = reading.source.name
    held = archive.held(name)
    if held is None or reading.source.kind != "list":
        return None
    try:
        new = reading.rows(archive.load(name, held.edition))
    except Exception:  # the hold itself is told anyway; the good edition must not fall with the other
        return None
    rows = reading.rows(archive.load(name, good.edition))
    before, after = _ids(rows), _ids(new)
    added = after - before
    merged: Rows = {table: [*found, *_of(table, new, added)] for table, found in rows.items()}
    merged |= {table: _of(table, new, added) for table in new if table not in rows}
    merged["held_editions"] = [(name, held.edition, str(archive.first_seen(name, held.edition) or as_of))]
    merged["held_removals"] = [(name, held.edition, entity_id) for entity_id in sorted(before - after)]
    return Unconfirmed(edition=held.edition, rows=merged, added=len(added), removed=len(before - after))


def _ids(rows: Rows) -> set[str]:
    return {row[COLUMNS["entities"].index("entity_id")] for row in rows.get("entities", ())}


def _of(table: str, rows: Rows, added: set[str]) -> list[tuple[object, ...]]:
    """What a table says of the additions; documents all, as quotes point into them. Quarantined rows are counted for the edition in use."""
    if table == "documents":
        return list(rows[table])
    if "entity_id" not in COLUMNS[table]:
        return []
    place = COLUMNS[table].index("entity_id")
    return [row for row in rows[table] if row[place] in added]
