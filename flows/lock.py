"""One night at a time: a file lock that the system frees when its holder dies."""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sources.errors import Busy

_PATIENCE_SECONDS = 1.0  # a holder writes its name within microseconds of taking the lock
_NOBODY = {"pid": "?", "since": "?"}


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the night's lock. Raises Busy, naming who holds it and since when. The file stays; only the system's lock counts."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+") as file:
        _take(file, path)
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def holder(path: Path) -> Mapping[str, Any]:
    """{pid, since} of who holds the lock now; empty when nobody does."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {} if _is_free(file, fcntl.LOCK_SH) else _named(path) or _NOBODY


def _take(file: IO[str], path: Path) -> None:
    """A holder without a name has taken it this very moment, or only looks whether it is free: ask again for a while."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _is_free(file, fcntl.LOCK_EX):
        named = _named(path)
        if named or time.monotonic() > until:
            raise Busy("night.busy", **(named or _NOBODY))
        time.sleep(0.01)


def _is_free(file: IO[Any], kind: int) -> bool:
    """Whether the lock could be taken; it is then held until the file is closed."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _named(path: Path) -> Mapping[str, Any]:
    """Who has written its name and is alive; a killed holder's name stands until the next one writes."""
    try:
        said = json.loads(path.read_bytes())
        found = {"pid": int(said["pid"]), "since": str(said["since"])}
    except (ValueError, KeyError, TypeError):
        return {}
    return found if is_alive(int(said["pid"])) else {}


def is_alive(pid: int) -> bool:
    """Whether a process of this machine has this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
