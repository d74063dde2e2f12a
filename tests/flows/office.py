"""An office for one test: a mirror, a home of its own, and nights that run when asked."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from flows import night as steps
from flows.archive import Archive, Edition
from flows.commands import REFERENCE, source_names
from flows.night import Night
from flows.programs import find_programs, load_plan
from flows.settings import load_settings
from flows.warehouse import query

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "data" / "example"
FIRST = date(2026, 11, 20)


@dataclass(frozen=True)
class Office:
    """`mirror` may be changed between nights."""

    home: Path
    mirror: Path
    programs: Path

    def night(self, as_of: date = FIRST, *, keeps: bool = True, verify: Callable[[Night], None] = lambda night: None) -> Night:
        """One whole night without Prefect; unless it `keeps`, everything is read and searched anew."""
        settings = replace(load_settings(self.home, "en", source_names()), mirror=self.mirror)
        plan = load_plan(find_programs(settings, self.programs), REFERENCE / "policies", source_names())
        night = steps.begin(settings, as_of, plan)
        night.keeps, night.verify = keeps, verify
        night.known = night.known if keeps else {}
        steps.run_plainly(night)
        return night

    def rows(self, text: str, *parameters: Any) -> list[dict[str, Any]]:
        return query(self.home / "warehouse.duckdb", text, parameters)

    def file(self, ending: str) -> Path:
        """The one file of the mirror whose path ends so."""
        (found,) = [path for path in self.mirror.rglob("*") if path.as_posix().endswith(ending)]
        return found

    def published(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.home).as_posix(): path.read_bytes() for path in sorted((self.home / "out").rglob("*")) if path.is_file()
        }


def accepted(office: Office) -> None:
    """A person's word on the UN's edition that is on hold."""
    archive = Archive(office.home / "raw")
    held = [line for line in archive.log("un_sc") if line.verdict == "held"][-1]
    archive.note("un_sc", Edition(edition=held.edition, on=FIRST, verdict="accepted", counts=held.counts, by="tester", reason="looked at"))


def without_a_sub_list(content: bytes) -> bytes:
    """The UN's list with everything of one committee gone, the document as well-formed as before."""
    records = re.compile(rb"<(INDIVIDUAL|ENTITY)>(?:(?!</\1>).)*<UN_LIST_TYPE>Libya</UN_LIST_TYPE>.*?</\1>", re.DOTALL)
    return records.sub(b"", content)
