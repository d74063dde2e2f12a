"""The files of an office: database, manifest, earlier nights, what a killed night left, lock, disk, clock."""

import json
import shutil
from collections.abc import Iterator

from flows.doctor.finding import ERROR, WELL, Finding
from flows.generations import earlier, is_as_published, leftovers, log_of, night_of, refuse_to_forget
from flows.lock import holder
from flows.settings import Settings, tonight
from flows.warehouse import query, read_whole
from sources.errors import WarehouseError

LEAST_FREE_BYTES = 1_000_000_000
NIGHTS_ON_DISK = 3  # the file in use, the one being built, and what DuckDB spills


def lock(settings: Settings) -> Iterator[Finding]:
    """A night at work: what it is writing just now is no fault."""
    if found := holder(settings.lock):
        yield Finding("night.lock", WELL, "doctor.running", found)


def database(settings: Settings) -> Iterator[Finding]:
    """Every value of the file in use is read."""
    name = settings.live.name
    try:
        refuse_to_forget(settings)
        if log_of(settings.live).exists():
            yield Finding(name, ERROR, "doctor.foreign_log", {"file": log_of(settings.live).name})
            return
        read_whole(settings.live)
        night = query(settings.live, "select as_of from raw.night")[0]["as_of"]
    except WarehouseError as error:
        yield Finding(name, ERROR, error.key, error.facts)
        return
    if night > tonight():
        yield Finding("clock", ERROR, "doctor.clock", {"as_of": night, "today": tonight()})
    yield Finding(name, WELL, "doctor.database", {"as_of": night})


def manifest(settings: Settings) -> Iterator[Finding]:
    """Whether the night in use came to its end, and whether its file is still the one it published."""
    if not settings.live.exists() or holder(settings.lock):
        return
    name = settings.manifest.name
    if is_as_published(settings.live, settings.manifest):
        yield Finding(name, WELL, "doctor.manifest")
        return
    try:
        night = str(query(settings.live, "select as_of from raw.night")[0]["as_of"])
    except WarehouseError:  # named by the check of the database
        return
    said = night_of(settings.manifest)
    yield Finding(name, ERROR, "doctor.cut_short" if said < night else "doctor.altered", {"as_of": night})


def earlier_nights(settings: Settings) -> Iterator[Finding]:
    """The files that could be put back."""
    for folder in earlier(settings):
        if not is_as_published(folder / settings.live.name, folder / settings.manifest.name):
            yield Finding("generations", ERROR, "doctor.earlier_damaged", {"folder": folder.name})
    if found := [folder.name for folder in earlier(settings)]:
        yield Finding("generations", WELL, "doctor.earlier", {"count": len(found), "nights": ", ".join(found)})


def refused(settings: Settings) -> Iterator[Finding]:
    """A night that was not published: a canary missed, or another check that failed. The one before it is still in use."""
    if not settings.refused.exists():
        return
    try:
        said = json.loads(settings.refused.read_bytes())
        on, why = said["as_of"], WarehouseError(said["key"], **said["facts"])
    except (ValueError, KeyError, TypeError):
        on, why = "?", WarehouseError("archive.unreadable", source="-", edition="-", detail=settings.refused.name)
    yield Finding(settings.refused.name, ERROR, "doctor.night_refused", {"on": on, "why": why})


def left_over(settings: Settings) -> Iterator[Finding]:
    """Half-written files of a night that was killed."""
    if found := [] if holder(settings.lock) else sorted(path.name for path in leftovers(settings)):
        yield Finding("data", ERROR, "doctor.left_over", {"files": ", ".join(found)})


def disk(settings: Settings) -> Iterator[Finding]:
    """Room for the next night."""
    home = settings.home
    free = shutil.disk_usage(next(place for place in (home, *home.parents) if place.exists())).free
    size = settings.live.stat().st_size if settings.live.exists() else 0
    well = free >= max(LEAST_FREE_BYTES, NIGHTS_ON_DISK * size)
    yield Finding("disk", WELL if well else ERROR, "doctor.disk" if well else "doctor.disk_full", {"free": f"{free / 1e9:.1f}"})
