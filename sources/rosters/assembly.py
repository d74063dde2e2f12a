"""Grids -> Roster: every data row ends as accepted or refused, exactly once.

Programs come first, then cases, then institutions and people, then disclosures, so that a row whose program or case was
refused is refused with that reason. The first fault of a row is its rejection; further faults of the same row follow as
warnings, so that one look mends them all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sources.errors import RosterError
from sources.model import Case, Disclosure, Program, Quote, Rejected, Roster, Subject
from sources.rosters.columns import COLUMNS, LEDGERS, SHEETS
from sources.rosters.disclosures import People, read_disclosure
from sources.rosters.grid import Grid
from sources.rosters.header import data_rows, read_header
from sources.rosters.ledgers import read_entry
from sources.rosters.programs import read_case, read_program
from sources.rosters.references import Ids, Pointer
from sources.rosters.row import Row
from sources.rosters.subjects import read_institution, read_person

NEEDED = ("programs", "cases")


class Assembly:
    """What has been read so far, and the account of every row."""

    def __init__(self, grids: Sequence[Grid], notes: Iterable[Rejected]) -> None:
        self.grids = {grid.sheet: grid for grid in grids}
        self.rows_in = dict.fromkeys(SHEETS, 0)
        self.rejected: list[Rejected] = list(notes)
        self.ignored: list[str] = []
        self.programs: list[Program] = []
        self.cases: list[Case] = []
        self.subjects: list[Subject] = []
        self.disclosures: list[Disclosure] = []
        self.refused_people: set[str] = set()

    def rows(self, sheet: str) -> Iterator[Row]:
        """The data rows of a sheet. Each is closed, accepted or refused, when the next one is asked for."""
        grid = self.grids.get(sheet)
        if grid is None or not grid.rows:
            return
        header = read_header(grid)
        self.ignored.extend(header.ignored.values())
        self.rejected.extend(header.warnings)
        warnings: list[Rejected] = []
        for number, cells, is_sample in data_rows(header):
            row = Row(header, number, cells)
            if is_sample:
                row.warn("roster.sample_row")
                self.rejected.extend(row.warnings)
                continue
            self.rows_in[sheet] += 1
            if header.is_ragged(number):
                row.refuse("roster.ragged_row", detail=str(grid.widths[number]))
            elif number in grid.merged and not row.refused:
                row.refuse("roster.merged_cell", detail=grid.locate(number, grid.merged[number]))
            yield row
            self.rejected.extend(row.refused[:1])
            self.rejected.extend(replace(fault, severity="warning") for fault in row.refused[1:])
            warnings.extend(row.warnings)
        self.rejected.extend(_folded(warnings))

    def read(self) -> None:
        """All sheets, in the order in which they refer to each other."""
        program_ids, case_ids = Ids("program"), Ids("case")
        for row in self.rows("programs"):
            program = read_program(row)
            program_ids.add(row, "program_id", program.program_id)
            self.programs.extend([] if row.refused else [program])
        pointer = Pointer(program_ids, "program_id")
        for row in self.rows("cases"):
            found = pointer.read(row)
            if len(found) > 1:
                row.refuse("roster.several_programs", "program_id", detail="; ".join(found))
            case = read_case(row, found[0] if found else "")
            case_ids.add(row, "case_id", case.case_id)
            self.cases.extend([] if row.refused else [case])
        self._read_subjects(case_ids)
        people = People((one for one in self.subjects if one.kind == "person"), self.refused_people)
        for row in self.rows("disclosures"):
            disclosures = read_disclosure(row, people)
            self.disclosures.extend([] if row.refused else disclosures)
        for ledger in self.ledgers:
            self._read_ledger(ledger, people)

    @property
    def ledgers(self) -> tuple[str, ...]:
        """Those handed in."""
        return tuple(ledger for ledger in LEDGERS if ledger in self.grids)

    def _read_ledger(self, ledger: str, people: People) -> None:
        """A ledger may hold everybody of the institution: rows of people who are not in the roster are passed over, and said so."""
        self.rows_in[ledger] = 0
        for row in self.rows(ledger):
            entries = read_entry(row, people)
            if entries is None:
                self.rows_in[ledger] -= 1
                row.refused.clear()
                row.warnings.clear()
                row.warn("roster.other_person", "name" if ("name", 1) in row.columns else "person")
            elif not row.refused:
                self.disclosures.extend(entries)

    def _read_subjects(self, case_ids: Ids) -> None:
        programs, seen = {case.case_id: case.program_id for case in self.cases}, dict[str, str]()
        for sheet, read, field in (("institutions", read_institution, "institution_id"), ("people", read_person, "person_id")):
            pointer = Pointer(case_ids, "case_id")
            for row in self.rows(sheet):
                subjects = read(row, pointer.read(row), programs)
                for subject in subjects:
                    if subject.subject_id in seen:
                        key = "roster.duplicate_id" if row.code(field) else "roster.duplicate_row"
                        row.refuse(key, field, detail=f"{row.code(field)} ({seen[subject.subject_id]})")
                if row.refused:
                    self.refused_people |= {text for text in (row.code(field), row.text("name"), row.text("name_latin")) if text}
                else:
                    self.subjects.extend(subjects)
                    seen |= {subject.subject_id: row.at(field) for subject in subjects}


def assemble(grids: Sequence[Grid], notes: Iterable[Rejected], sha256: str, name: str) -> Roster:
    """The Roster of these grids. Raises RosterError where a sheet cannot be read at all."""
    for key in NEEDED:
        if not any(grid.sheet == key and grid.rows for grid in grids):
            raise RosterError("roster.sheet_missing", document=name, sheet=f"{COLUMNS[key].ja} / {COLUMNS[key].en}")
    assembly = Assembly(grids, notes)
    assembly.read()
    return Roster(
        sha256=sha256,
        programs=tuple(assembly.programs),
        cases=tuple(assembly.cases),
        subjects=tuple(assembly.subjects),
        disclosures=tuple(assembly.disclosures),
        rejected=tuple(assembly.rejected),
        rows_in=assembly.rows_in,
        ignored_columns=tuple(assembly.ignored),
        ledgers=assembly.ledgers,
    )


def _folded(warnings: Iterable[Rejected]) -> Iterator[Rejected]:
    """The same remark on the same column is made once, at its first cell, with how many more cells there are."""
    groups: dict[tuple[str, str], list[Rejected]] = {}
    for warning in warnings:
        column = "".join(letter for letter in warning.quote.locator if not letter.isdigit())
        groups.setdefault((warning.reason, column), []).append(warning)
    for first, *more in groups.values():
        detail = f"{first.detail} (+{len(more)})" if more else first.detail
        yield replace(first, detail=detail, quote=Quote(document=first.quote.document, locator=first.quote.locator, text=""))
