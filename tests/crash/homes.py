"""What homes hold after nights, seen by processes that do nothing else: this one must not open DuckDB, or it could not fork safely."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from reader import content
from tiny import FIRST, SECOND, ended, forked, night, settings_of

from flows.generations import leftovers

NEVER = (".part", ".wal", ".tmp", ".next", ".last", ".next.duckdb")


def reference(folder: Path) -> tuple[dict[str, str], str, float]:
    """Of nights that nobody disturbed: night -> checksum of its database; the checksum of the second one's results; its seconds."""
    base, whole = folder / "base", folder / "whole"
    assert ended(forked(lambda: night(folder, base, FIRST))) == 0
    shutil.copytree(base, whole)
    began = monotonic()
    assert ended(forked(lambda: night(folder, whole, SECOND))) == 0
    seconds = monotonic() - began
    known = told(lambda: [content(home / "warehouse.duckdb") for home in (base, whole)])
    assert [one[0] for one in known] == [str(FIRST), str(SECOND)]
    assert results(base) != results(whole)
    return dict(known), results(whole), seconds


def told(find: Callable[[], Any]) -> Any:
    """What a function returns (as JSON), found in another process."""
    heard, tell = os.pipe()
    child = forked(lambda: os.write(tell, json.dumps(find()).encode()))
    os.close(tell)
    assert ended(child) == 0
    with os.fdopen(heard, "rb") as answer:
        return json.load(answer)


def results(home: Path) -> str:
    """One checksum over everything in data/out."""
    digest = hashlib.sha256()
    for path in sorted(path for path in (home / "out").rglob("*") if path.is_file()):
        digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def strays(folder: Path, home: Path) -> list[str]:
    """What no ended night may leave behind, by name and by what sekisho itself calls left over."""
    found = [path.name for path in home.rglob("*") if path.name.endswith(NEVER)]
    return found + [path.name for path in leftovers(settings_of(folder, home, SECOND))]
