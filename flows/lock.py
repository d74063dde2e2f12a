"""One night at a time: a file lock that the system frees when its holder dies."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sources.errors import Busy


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the night's lock. Raises Busy, naming who holds it and since when."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = json.loads(file.read() or "{}")
            raise Busy("night.busy", pid=holder.get("pid", "?"), since=holder.get("since", "?")) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}))
        file.flush()
        yield
