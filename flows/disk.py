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


def write(path: Path, content: bytes) -> None:
    """All or nothing: beside it, onto the disk, then renamed."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_private(path: Path, content: bytes, *, over: bool = True) -> None:
    """The same for its owner only; makes the folder at need. Raises FileExistsError where one stands that may not be written `over`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            part.replace(path)
        else:
            path.hardlink_to(part)
    finally:
        part.unlink(missing_ok=True)
    to_disk(path.parent)


def append(path: Path, line: str) -> None:
    """One line at the end, on the disk before this returns. A last line that a crash cut short is closed off first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_torn(path):
        whole = path.read_bytes()
        write(path, whole[: whole.rfind(b"\n") + 1])
    with path.open("ab") as file:
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines(path: Path) -> list[bytes]:
    """The whole lines of such a file, without one that was cut short; none when there is no file."""
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def is_torn(path: Path) -> bool:
    """Whether the file ends in the middle of a line."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"
