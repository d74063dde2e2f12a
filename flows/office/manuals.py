"""Reads data/reference/checklists, and says by which edition a case is worked: the one the ledger pins, else the newest."""

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.desk.recorded import Recorded
from flows.office.entries import Pin
from flows.settings import ROOT
from matching.policy.checklists import Checklist, in_force, load
from sources.errors import LedgerError, PolicyError
from sources.model import Case

MANUAL = "manual"
Key = tuple[str, str]
"""checklist and edition"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition with the checksum of its file."""

    checklist: Checklist
    sha256: str


def load_editions(folder: Path) -> Mapping[Key, Edition]:
    """Every edition. Raises PolicyError for evidence that is no query or table, or an edition that stands in two files."""
    found: dict[Key, Edition] = {}
    for path in sorted(folder.glob("*.toml")):
        content = path.read_bytes()
        checklist = load(tomllib.loads(content.decode("utf-8")), path.name)
        for step in checklist.steps:
            if not (ROOT / "sql" / f"{step.evidence}.sql").is_file():
                raise PolicyError("checklist.unknown_code", file=path.name, step=step.step_id, path="evidence", found=step.evidence)
        key = (checklist.checklist_id, checklist.edition)
        if key in found:
            raise PolicyError("checklist.edition_twice", file=path.name, step="", found=checklist.edition)
        found[key] = Edition(checklist=checklist, sha256=hashlib.sha256(content).hexdigest())
    return found


def pinned(records: Iterable[Recorded], case: Case) -> Pin | None:
    """The newest pin of a case."""
    pins = [one.entry for one in records if isinstance(one.entry, Pin)]
    return next((pin for pin in reversed(pins) if (pin.program_id, pin.case_id) == (case.program_id, case.case_id)), None)


def edition_of(editions: Mapping[Key, Edition], pin: Pin | None, on: date) -> Edition:
    """The pinned edition, as it was when it was pinned; without a pin, the newest in force. Raises LedgerError."""
    if pin is None:
        newest = in_force((one.checklist for one in editions.values()), MANUAL, on)
        if newest is None:
            raise LedgerError("checklist.none_in_force", on=on)
        return editions[newest.checklist_id, newest.edition]
    found = editions.get((pin.checklist, pin.edition))
    if found is None or found.sha256 != pin.sha256:
        raise LedgerError("checklist.edition_altered", edition=pin.edition, case=pin.case_id)
    return found


def pin_of(edition: Edition, case: Case) -> Pin:
    return Pin(
        program_id=case.program_id,
        case_id=case.case_id,
        checklist=edition.checklist.checklist_id,
        edition=edition.checklist.edition,
        sha256=edition.sha256,
    )
