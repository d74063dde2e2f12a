"""What has to be on the disk before anything is said to be done."""

import os
from pathlib import Path


def to_disk(path: Path) -> None:
    """A file's content, or what a folder says of its files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
