"""Nights on a disk that fails: `python failing.py every|sizes|full|readonly [COUNT]`, in a process of its own, to fork.

After each fault the command ended with 2 and one sentence; the file in use and every folder of results are those of the
night before or of the night itself, nothing half-written lies about, and the next night ends as one that nothing disturbed.
"""

import contextlib
import ctypes
import errno
import hashlib
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from faulty import FaultyDisk
from homes import reference, results, strays, told
from reader import content
from tiny import SECOND, ended, forked, lay_out, night, warm

from flows import cli, server

CLONE_NEWNS = 0x20000
MS_RDONLY, MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 1, 32, 1 << 12, 1 << 14, 1 << 18
NOT_ALLOWED = "may not mount"
LANGUAGES = ("en", "ja")


def main(how: str, count: int) -> None:
    warm()
    server.prefect_server = lambda home: contextlib.nullcontext(False)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lay_out(folder)
        expected, published, _ = reference(folder)
        parts = [_parts(folder / name) for name in ("base", "whole")]
        tally = {"faults": 0, "survived": 0}
        for number, run in enumerate(FAULTS[how](folder, count)):
            home = folder / "home"
            shutil.copytree(folder / "base", home)
            code, said = told(lambda run=run, home=home, number=number: run(home, LANGUAGES[number % 2]))
            judge(code, said)
            tally["faults" if code == 2 else "survived"] += 1
            night_in_use, checksum = told(lambda home=home: content(home / "warehouse.duckdb"))
            assert expected[night_in_use] == checksum, "the file in use is not whole"
            assert all(checksum in (one.get(name) for one in parts) for name, checksum in _parts(home).items()), "results are not whole"
            assert not strays(folder, home), (said, strays(folder, home))
            assert ended(forked(lambda home=home: night(folder, home, SECOND))) == 0, "the next night fails"
            after = told(lambda home=home: [results(home), content(home / "warehouse.duckdb")[1]])
            assert after == [published, expected[str(SECOND)]], f"the next night says something else after fault {number + 1}"
            shutil.rmtree(home)
    print(json.dumps(tally))


def judge(code: int, said: str) -> None:
    """One sentence of ours and exit 2, or nothing at all happened to the night."""
    assert code in (0, 2, 3), (code, said)
    assert "Traceback" not in said, said
    assert code != 2 or len(said.strip().splitlines()) == 1, said
    assert not re.search("fault of sekisho itself|sekisho 自体の不具合", said), said


def _parts(home: Path) -> dict[str, str]:
    """Folder of results -> one checksum over all of it."""
    found = {}
    for place in (home / "out").iterdir():
        files = sorted(path for path in place.rglob("*") if path.is_file())
        found[place.name] = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()
    return found


def run(folder: Path, home: Path, language: str, before: Callable[[], object] = lambda: None) -> tuple[int, str]:
    """The command as people call it, in this process: its exit code and what it said of errors."""
    os.environ["SEKISHO_CONFIG"] = str(folder / "none.toml")
    arguments = ["--home", str(home), "--lang", language, "nightly", "--mirror", str(folder / str(SECOND))]
    arguments += ["--programs", str(folder / "programs"), "--as-of", str(SECOND), "--json"]
    said = io.StringIO()
    before()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        try:
            code = cli.main(arguments, standalone_mode=False)
        except SystemExit as done:
            code = done.code
    return int(code or 0), said.getvalue()


Fault = Callable[[Path, str], tuple[int, str]]


def every(folder: Path, count: int) -> Iterator[Fault]:
    """The k-th operation, for each k until the night asks for no more."""
    shutil.copytree(folder / "base", folder / "tried")
    asked = told(lambda: _counted(folder))

    def failing(fails_at: int) -> Fault:
        def one(home: Path, language: str) -> tuple[int, str]:
            disk = FaultyDisk(fails_at=fails_at, number=(errno.ENOSPC, errno.EIO)[fails_at % 2])
            code, said = run(folder, home, language, disk.install)
            assert not disk.unraised, (disk.sites[-1], disk.unraised)
            return code, said

        return one

    yield from map(failing, range(1, asked + 2))


def _counted(folder: Path) -> int:
    disk = FaultyDisk()
    run(folder, folder / "tried", "en", disk.install)
    return len(disk.sites)


def sizes(folder: Path, count: int) -> Iterator[Fault]:
    """No file may grow beyond so many bytes: what DuckDB writes by itself fails, too."""
    largest = max(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())

    def limited(size: int) -> Fault:
        def limit() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        return lambda home, language: run(folder, home, language, limit)

    yield from (limited(largest * step // (count - 1)) for step in range(count))


def full(folder: Path, count: int) -> Iterator[Fault]:
    """A disk with so much room beside the home, from none to plenty."""
    used = _size(folder / "base")

    def small(room: int) -> Fault:
        def one(home: Path, language: str) -> tuple[int, str]:
            disk = folder / "small"
            _mount(b"tmpfs", disk, b"tmpfs", 0, f"size={used + room}".encode())
            shutil.copytree(home, disk / "home")
            said = run(folder, disk / "home", language)
            shutil.rmtree(home)
            shutil.copytree(disk / "home", home)
            return said

        return one

    (folder / "small").mkdir()
    most = _size(folder / "whole")
    yield from (small(most * step // (count - 1)) for step in range(count))


def readonly(folder: Path, count: int) -> Iterator[Fault]:
    """A home, and then only its results or its archive, that may not be written."""

    def locked(inside: str) -> Fault:
        def one(home: Path, language: str) -> tuple[int, str]:
            place = home / inside
            _mount(bytes(place), place, b"", MS_BIND)
            _mount(b"", place, b"", MS_REMOUNT | MS_BIND | MS_RDONLY)
            code, said = run(folder, home, language)
            assert code == 2, inside
            return code, said

        return one

    yield from map(locked, ("", "out", "raw"))


def _mount(what: bytes, place: Path, kind: bytes, flags: int, options: bytes = b"") -> None:
    """Seen by this process only, and gone with it. Ends the whole run as not allowed where the system does not let us."""
    system = ctypes.CDLL(None, use_errno=True)
    if system.unshare(CLONE_NEWNS) or system.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None):
        raise OSError(ctypes.get_errno(), NOT_ALLOWED)
    if system.mount(what, bytes(place), kind, flags, options):
        raise OSError(ctypes.get_errno(), NOT_ALLOWED)


def _size(folder: Path) -> int:
    """Bytes in whole pages, as a file system counts."""
    return sum(4096 * (path.stat().st_size // 4096 + 1) for path in folder.rglob("*"))


FAULTS: dict[str, Callable[[Path, int], Iterator[Fault]]] = {"every": every, "sizes": sizes, "full": full, "readonly": readonly}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
