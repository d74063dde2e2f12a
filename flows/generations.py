"""Which database file is in use, and those of earlier nights: swapped in whole, kept for a few nights, put back when need be.

data/warehouse.duckdb                            the one in use; manifest.json says its checksum
data/generations/<night>/                        the files of earlier nights, each with its manifest
data/raw/remembered.duckdb                          what cannot be read again from the publishers' bytes, for `sekisho rebuild`

Retention: KEPT earlier nights. What a night no longer holds is gone from the disk KEPT complete nights later.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flows.crash import crash
from flows.disk import to_disk
from flows.lock import is_alive
from flows.settings import Settings
from flows.warehouse import read_whole, remember, remove
from sources.errors import WarehouseError

KEPT = 3
_ASIDE = "screened.{process}."
STANDINGS = ("night", "sources", "sub_lists")


def swap(settings: Settings, part: Path, counts: Mapping[str, int]) -> None:
    """Verify the finished file by reading all of it back, keep the one in use, and put the new one in its place.
    Raises WarehouseError or OSError, and leaves the old one in use.
    """
    live = settings.live
    try:
        if log_of(part).exists():
            raise WarehouseError("warehouse.wal_left", file=part.name)
        if read_whole(part) != dict(counts):
            raise WarehouseError("warehouse.not_read_back", file=part.name)
        to_disk(part)
        _keep(settings)
        crash("kept")
        drop_log(live)
        part.replace(live)
    finally:
        remove(part)
    to_disk(live.parent)


def _keep(settings: Settings) -> None:
    """The file in use joins the earlier nights, if it is as it was published; those beyond KEPT are removed."""
    if not is_as_published(settings.live, settings.manifest):
        return
    place, coming = settings.generations / night_of(settings.manifest), settings.generations / ".next"
    _remove(coming)
    coming.mkdir(parents=True, mode=0o700)
    try:
        _link(settings.live, coming / settings.live.name)
        _copy(settings.manifest, coming / settings.manifest.name)
        to_disk(coming)
        _remove(place)
        coming.rename(place)
    except BaseException:
        _remove(coming)
        raise
    to_disk(settings.generations)
    for old in earlier(settings)[KEPT:]:
        _remove(old)


def earlier(settings: Settings) -> list[Path]:
    """Folders of earlier nights, the last first."""
    return sorted((path for path in settings.generations.glob("[0-9]*") if path.is_dir()), reverse=True)


def restore(settings: Settings, night: str = "") -> str:
    """Put an earlier night's file back: that of `night`, or the last good one. Its night. Raises WarehouseError when there is none.

    The last good one is the file in use, once what others wrote beside it is dropped, if that is as it was published.
    """
    drop_log(settings.live)
    if night in ("", night_of(settings.manifest)) and is_as_published(settings.live, settings.manifest):
        return night_of(settings.manifest)
    for folder in earlier(settings):
        kept, manifest = folder / settings.live.name, folder / settings.manifest.name
        if night in ("", folder.name) and is_as_published(kept, manifest):
            _copy(manifest, settings.manifest)
            crash("restoring")
            _copy(kept, settings.live)
            return folder.name
    raise WarehouseError("restore.none", folder=settings.generations.name)


def is_as_published(live: Path, manifest: Path) -> bool:
    """Whether a file is, byte for byte, what its manifest says; that it can be read whole was seen at its swap."""
    try:
        return not log_of(live).exists() and json.loads(manifest.read_bytes())["warehouse_sha256"] == sha256_of(live)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def night_of(manifest: Path) -> str:
    """The night a manifest speaks of, as YYYY-MM-DD; "" when it cannot be read."""
    try:
        return str(json.loads(manifest.read_bytes())["as_of"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def remember_history(settings: Settings) -> None:
    """Keep in data/raw what a rebuild needs besides the publishers' bytes: history, and how each source stood."""
    part = settings.history.with_name(settings.history.name + ".part")
    try:
        remember(settings.live, part, STANDINGS)
        to_disk(part)
        part.replace(settings.history)
    finally:
        remove(part)
    to_disk(settings.raw)


def refuse_to_forget(settings: Settings) -> None:
    """Raises WarehouseError when the file in use is gone although nights were kept: a new one would silently forget them."""
    if not settings.live.exists() and (earlier(settings) or settings.history.exists()):
        raise WarehouseError("warehouse.lost", file=settings.live.name)


def drop_log(live: Path) -> None:
    """A night leaves no log: one beside the live file is of another program, and would make the next file unreadable.
    Raises WarehouseError while that program still has the file open.
    """
    if not log_of(live).exists():
        return
    if live.exists():
        with live.open("rb") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError as error:
                raise WarehouseError("warehouse.in_use", file=live.name, detail=str(error)) from error
    log_of(live).unlink()


@contextmanager
def aside(settings: Settings) -> Iterator[Path]:
    """A folder for a file that stands beside nothing, gone at the end. A killed process's is removed by the next one, or by a night."""
    for left in settings.home.glob(_ASIDE.format(process="*") + "*.part"):
        if not _is_being_made(left):
            _remove(left)
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=_ASIDE.format(process=os.getpid()), suffix=".part", dir=settings.home) as folder:
        yield Path(folder)


def leftovers(settings: Settings) -> Iterator[Path]:
    """What a killed night may leave: files half written, folders half filled or stepped aside. The next night removes them."""
    yield from settings.home.glob("warehouse.next.duckdb*")
    yield from settings.home.glob("warehouse.tmp")
    yield from (path for path in settings.home.glob("*.part") if not _is_being_made(path))
    yield from (path for place in ("remembered.duckdb.part*", "*/*.part", "*/*/snapshot.json.part") for path in settings.raw.glob(place))
    yield from (path for path in settings.raw.glob("*/*/*.part") if not (path.parent / "snapshot.json").exists())
    yield from settings.home.glob("rebuild.next")
    yield from settings.generations.glob(".next")
    yield from settings.out.glob(".*.next")
    yield from (path for path in settings.out.glob(".*.last") if path.with_name(path.name[1:-5]).exists())


def _is_being_made(part: Path) -> bool:
    """Whether a ledger's first file, or a folder aside, <name>.<process>.<random>.part, is that of a living process."""
    process = part.name.split(".")[-3:-2]
    return process != [] and process[0].isdigit() and is_alive(int(process[0]))


def sweep(settings: Settings) -> None:
    """Remove what a killed night left. Only under the night's lock."""
    for path in list(leftovers(settings)):
        _remove(path)


def log_of(live: Path) -> Path:
    """Where DuckDB keeps what was written into a file and is not yet part of it."""
    return live.with_name(live.name + ".wal")


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _link(source: Path, place: Path) -> None:
    """A second name for the same bytes, at no cost; a copy where the file system has no such thing."""
    try:
        place.hardlink_to(source)
    except OSError:
        _copy(source, place)


def _copy(source: Path, place: Path) -> None:
    """All or nothing: beside it, onto the disk, then renamed."""
    part = place.with_name(place.name + ".part")
    try:
        shutil.copyfile(source, part)
        part.chmod(0o600)
        to_disk(part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    to_disk(place.parent)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
