"""Files that are whole or not there, on the disk before anything is said to be done, for their owner only."""

import os
from pathlib import Path

from flows.disk import to_disk


def put(path: Path, content: bytes, *, over: bool = True) -> None:
    """Write a file and make its folder at need. Raises FileExistsError where one stands that may not be written `over`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if over:
        part.replace(path)
    else:
        path.hardlink_to(part)
        part.unlink()
    to_disk(path.parent)
