"""The night a second time, with nothing taken over from the last one: what a night keeps may not change a single row."""

from dataclasses import replace

from flows import night as steps
from flows.archive import Archive
from flows.ingest import Ingested
from flows.night import READINGS, Night
from flows.unconfirmed import unconfirmed
from flows.warehouse import contents
from sources.errors import WarehouseError


def verify_full(night: Night) -> None:
    """Read every edition in use again and search every name again, into a file of its own; compare that with tonight's.

    Raises WarehouseError naming the tables that differ; then nothing is published, and the live file stays.
    """
    night.step("verify")
    again = Night(
        settings=night.settings,
        as_of=night.as_of,
        plan=night.plan,
        known={},
        records=night.records,
        keeps=False,
        ingested={name: _read_again(night, one) for name, one in night.ingested.items()},
        part=night.part.with_name("warehouse.full.duckdb"),
    )
    try:
        with again.stack:
            for do in (steps.build, steps.screen, steps.check):
                do(again)
        differ = {name for name, _ in contents(night.part).items() ^ contents(again.part).items()}
    finally:
        again.part.unlink(missing_ok=True)
    if differ:
        night.part.unlink()
        raise WarehouseError("night.not_as_full", tables=", ".join(sorted(differ)))


def _read_again(night: Night, one: Ingested) -> Ingested:
    """With the rows of its edition, and of what a held one adds: tonight's own were handed over to its frames."""
    if not one.edition:
        return one
    name, archive = one.source.name, Archive(night.settings.raw)
    last = archive.last_good(name)
    more = unconfirmed(READINGS[name], archive, last, night.as_of) if one.unconfirmed and last else None
    return replace(one, rows=more.rows if more else READINGS[name].rows(archive.load(name, one.edition)))
