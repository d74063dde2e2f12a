"""A workbook that somebody hands in: read as the night will read it, marked where it cannot be read, put into the inbox."""

import os
from dataclasses import dataclass
from pathlib import Path

from flows.disk import to_disk
from flows.template import mark
from sources.errors import RosterError, SekishoError
from sources.model import Rejected, Roster
from sources.rosters import read

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """`marked`: the same workbook with coloured cells, b"" where there is nothing to mark; `error`: why nothing was taken in.

    Counts are of what the night will screen.
    """

    name: str
    marked: bytes = b""
    rejected: tuple[Rejected, ...] = ()
    program_count: int = 0
    case_count: int = 0
    subject_count: int = 0
    error: SekishoError | None = None


def take(name: str, content: bytes, inbox: Path | None) -> Taken:
    """Read a workbook; if it can be read, put it into the inbox (None: only read it), in place of one of the same name."""
    try:
        _refuse_name(name)
        roster: Roster = read({name: content})
    except SekishoError as error:
        return Taken(name=name, error=error)
    if inbox is not None:
        _put(inbox / name, content)
    return Taken(
        name=name,
        marked=mark(content, roster.rejected) if roster.rejected else b"",
        rejected=tuple(roster.rejected),
        program_count=len(roster.programs),
        case_count=len(roster.cases),
        subject_count=len(roster.subjects),
    )


def _refuse_name(name: str) -> None:
    is_plain = name and not name.startswith((".", "~$")) and "/" not in name and "\\" not in name and name.isprintable()
    if not is_plain or len(name) > LONGEST_NAME or not name.lower().endswith((".xlsx", ".xlsm")):
        raise RosterError("intake.name", name=name[:LONGEST_NAME])


def _put(place: Path, content: bytes) -> None:
    """All or nothing: beside it under a name the night passes over, onto the disk, then renamed."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        to_disk(part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    to_disk(place.parent)
