"""A folder that is replaced whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.crash import crash
from flows.disk import to_disk


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty sibling folder to fill; at the end of the block it takes the place of `folder`.

    A reader finds the old folder whole or the new one whole, never a mixture. Two renames do it: the old one steps aside,
    the new one in. A kill between the two leaves the old one beside as .<name>.last, from where the next call puts it
    back; an error in the block leaves the old one where it is. Only one process may write a folder at a time.
    Files are readable by their owner only.
    """
    folder = folder.absolute()
    coming, last = folder.with_name(f".{folder.name}.next"), folder.with_name(f".{folder.name}.last")
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if last.exists() and not folder.exists():
        last.rename(folder)
    _remove(coming)
    _remove(last)
    coming.mkdir(mode=0o700)
    try:
        yield coming
        _settle(coming)
        if folder.exists():
            folder.rename(last)
            crash("results_aside")
        coming.rename(folder)
    except BaseException:
        if last.exists() and not folder.exists():
            last.rename(folder)
        _remove(coming)
        raise
    try:
        to_disk(folder.parent)
    finally:
        _remove(last)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _settle(folder: Path) -> None:
    """Everything in the folder to the disk, owner only."""
    for path in sorted(folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        to_disk(path)
    to_disk(folder)
