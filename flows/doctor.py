"""`sekisho doctor`: is the database whole, the manifest true, every source young enough? Each finding with its cure."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flows.archive import Archive
from flows.messages import Messages
from flows.settings import Settings
from flows.warehouse import query
from sources.catalog import CATALOG
from sources.errors import SekishoError, WarehouseError

ERROR, INCOMPLETE = 2, 3
LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """`exit` is 0 when well. `key` and `facts` make the sentence, which names the cure where there is something to cure."""

    what: str
    exit: int
    key: str
    facts: dict[str, Any]


def examine(settings: Settings, messages: Messages) -> list[dict[str, Any]]:
    """All findings, as rows."""
    checks: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_database, _manifest, _archive, _coverage, _disk)
    found = [finding for check in checks for finding in check(settings)]
    return [
        {
            "what": finding.what,
            "is_well": finding.exit == 0,
            "finding": messages.text(finding.key, settings.language, **_told(finding.facts, settings, messages)),
            "exit": finding.exit,
        }
        for finding in found
    ]


def _told(facts: dict[str, Any], settings: Settings, messages: Messages) -> dict[str, Any]:
    """A state in the reader's words."""
    return facts | ({"state": messages.text(f"show.state.{facts['state']}", settings.language)} if "state" in facts else {})


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        night = query(settings.live, "select as_of from raw.night")[0]
    except WarehouseError as error:
        yield Finding("warehouse.duckdb", ERROR, error.key, dict(error.facts))
        return
    if settings.live.with_name(settings.live.name + ".wal").exists():
        yield Finding("warehouse.duckdb", ERROR, "warehouse.wal_left", {"file": settings.live.name})
    else:
        yield Finding("warehouse.duckdb", 0, "doctor.database", {"as_of": night["as_of"]})


def _manifest(settings: Settings) -> Iterator[Finding]:
    if not settings.live.exists():
        return
    try:
        said = json.loads(settings.manifest.read_text(encoding="utf-8"))["warehouse_sha256"]
        is_true = said == hashlib.sha256(settings.live.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError):
        is_true = False
    yield Finding("manifest.json", 0 if is_true else ERROR, "doctor.manifest" if is_true else "doctor.manifest_differs", {})


def _archive(settings: Settings) -> Iterator[Finding]:
    archive = Archive(settings.raw)
    kept = 0
    for reader in CATALOG:
        good = archive.last_good(reader.SOURCE.name)
        if good is None:
            continue
        try:
            kept += len(archive.load(reader.SOURCE.name, good.edition).documents)
        except SekishoError as error:
            yield Finding("data/raw", ERROR, error.key, dict(error.facts))
            return
    yield Finding("data/raw", 0, "doctor.archive", {"count": kept})


def _coverage(settings: Settings) -> Iterator[Finding]:
    try:
        rows = query(settings.live, "select distinct source, state from marts.coverage where is_required order by all")
    except WarehouseError:
        return
    for row in rows:
        well = row["state"] == "used"
        yield Finding(
            row["source"], 0 if well else INCOMPLETE, "doctor.source" if well else "doctor.source_not_in_use", {"state": row["state"]}
        )


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.home if settings.home.exists() else settings.home.parent).free
    well = free >= LEAST_FREE_BYTES
    yield Finding("disk", 0 if well else ERROR, "doctor.disk" if well else "doctor.disk_full", {"free": f"{free / 1e9:.1f}"})
