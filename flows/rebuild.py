"""`sekisho rebuild`: the last night once more from data/raw and the inbox, the same exported content byte for byte.

The publishers' bytes are read again by their readers. What they cannot say again, history and how each source stood that
night, comes from data/raw/remembered.duckdb, which every night writes after its results.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from flows import frames
from flows.archive import Archive
from flows.frames import Rows
from flows.generations import sweep
from flows.night import READINGS, SQL, Night, build, check, publish_night, screen
from flows.programs import Plan
from flows.settings import Settings
from flows.unconfirmed import unconfirmed
from flows.warehouse import extending, query
from sources.errors import WarehouseError


def rebuild(settings: Settings, plan: Plan) -> Night:
    """The night that was in use, built and published anew. Raises WarehouseError when data/raw does not hold what it needs.

    The file in use is not read, so that it may be damaged or gone.
    """
    if not settings.history.exists():
        raise WarehouseError("rebuild.no_history", file=settings.history.name)
    sweep(settings)
    last = replace(settings, home=settings.home / "rebuild.next")
    last.home.mkdir(parents=True, mode=0o700)
    try:
        _read_again(settings, last.live)
        as_of = query(last.live, "select as_of from raw.night")[0]["as_of"]
        night = Night(settings=last, as_of=as_of, plan=plan, known={}, part=settings.live.with_name("warehouse.next.duckdb"))
        with night.stack:
            for do in (build, screen, check):
                do(night)
    finally:
        shutil.rmtree(last.home)
    night.settings = settings
    publish_night(night)
    return night


def _read_again(settings: Settings, live: Path) -> None:
    """Make `live` from the history kept and every edition that was in use."""
    shutil.copyfile(settings.history, live)
    standings = query(live, "select source, edition, reader from raw.sources where edition <> '' order by source")
    read = [_rows(Archive(settings.raw), row["source"], row["edition"], row["reader"].partition("+")[2]) for row in standings]
    with extending(live, SQL) as warehouse:
        for table, columns in frames.COLUMNS.items():
            warehouse.put(table, frames.frame(columns, [row for rows in read for row in rows.get(table, ())]))
        warehouse.build("raw", only=tuple(frames.COLUMNS))


def _rows(archive: Archive, name: str, edition: str, held: str) -> Rows:
    """One edition as its reader reads it; `held`: the edition on hold whose additions were screened with it, or ""."""
    reading = READINGS[name]
    if not held:
        return reading.rows(archive.load(name, edition))
    good = next(line for line in archive.log(name) if line.edition == edition and line.verdict == "accepted")
    more = unconfirmed(reading, archive, good, good.on)
    if more is None or more.edition != held:
        raise WarehouseError("rebuild.moved_on", source=name)
    return more.rows
