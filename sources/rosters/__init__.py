"""What the institution itself says: programs, cases, institutions, people and disclosures, from a workbook or a folder."""

from collections.abc import Mapping
from hashlib import sha256

from sources.model import Roster
from sources.rosters import folder, workbook
from sources.rosters.assembly import assemble
from sources.rosters.columns import sheet_named

__all__ = ["read", "read_folder", "read_workbook", "sheet_named"]


def read_workbook(content: bytes, name: str) -> Roster:
    """The Roster of an .xlsx file. `name` is the file's, for quotes and errors. Raises RosterError."""
    grids, notes = workbook.read_grids(content, name)
    return assemble(grids, notes, sha256(content).hexdigest(), name)


def read_folder(files: Mapping[str, bytes]) -> Roster:
    """The Roster of programs.toml (or .csv), cases.csv, institutions.csv, people.csv and disclosures.csv. Raises RosterError."""
    grids, notes = folder.read_grids(files)
    lines = "".join(f"{name} {sha256(content).hexdigest()}\n" for name, content in sorted(files.items()))
    return assemble(grids, notes, sha256(lines.encode()).hexdigest(), ", ".join(sorted(files)))


def read(given: bytes | Mapping[str, bytes], name: str = "") -> Roster:
    """A workbook's bytes, or files by name: one workbook, or a folder's TOML and CSV. Raises RosterError."""
    if isinstance(given, bytes):
        return read_workbook(given, name)
    if len(given) == 1 and not next(iter(given)).lower().endswith((".toml", ".csv")):
        only, content = next(iter(given.items()))
        return read_workbook(content, only)
    return read_folder(given)
