"""One data row, read field by field. Whatever cannot be used is noted with its cell; nothing raises."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from sources.model import Quote, Rejected
from sources.rosters.columns import TABLES, code_of
from sources.rosters.dates import Day, read_day
from sources.rosters.grid import Cell, Value
from sources.rosters.header import Header, Place

MAX_NAME = 512
MAX_TEXT = 10_000
QUOTED = 4_000
INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
JOINERS = frozenset("\u200c\u200d")  # spelling in Arabic and Indic scripts, a trick anywhere else


class Row:
    """`refused` non-empty means the row is not used; `warnings` say what was interpreted on the way."""

    def __init__(self, header: Header, number: int, cells: Mapping[int, Cell]) -> None:
        self.header, self.number = header, number
        self.columns = {place: column for column, place in header.columns.items()}
        self.refused: list[Rejected] = []
        self.warnings: list[Rejected] = []
        self.cells: dict[Place, Cell] = {header.columns[column]: cell for column, cell in cells.items()}
        for place, cell in self.cells.items():
            self._check(place, cell)

    def _check(self, place: Place, cell: Cell) -> None:
        """What is wrong with a cell whatever its column."""
        text = str(cell.value)
        kinds = {unicodedata.category(letter) for letter in set(text) - {"\n", "\r", "\t"}}
        if cell.fault:
            self.refuse(cell.fault, *place, detail=text)
        elif kinds & {"Cc", "Cs"}:
            self.refuse("roster.control_characters", *place, detail=ascii(text))
        elif len(text) > (MAX_NAME if place[0].startswith(("name", "family", "given", "affiliation", "organisation")) else MAX_TEXT):
            self.refuse("roster.too_long", *place, detail=text[:40])
        elif _invisible(text):
            self.warn("roster.invisible_characters", *place, detail=ascii(text))
        elif "Co" in kinds:
            self.warn("roster.private_characters", *place, detail=text)
        if cell.note and not cell.fault:
            self.warn(cell.note, *place, detail=text)

    def at(self, field: str = "", number: int = 1) -> str:
        """Where a field of this row stands; without a field, or for one the sheet has not, the row as a whole."""
        return self.header.grid.locate(self.number, self.columns.get((field, number), 0))

    def _note(self, reason: str, field: str, number: int, detail: str, severity: Literal["rejected", "warning"]) -> Rejected:
        quote = Quote(document=self.header.grid.document, locator=self.at(field, number), text="")
        clean = detail.encode("utf-8", "backslashreplace").decode("utf-8")[:200]
        return Rejected(source="roster", reason=reason, quote=quote, detail=clean, severity=severity)

    def refuse(self, reason: str, field: str = "", number: int = 1, detail: str = "") -> None:
        """The row cannot be used, because of this cell."""
        self.refused.append(self._note(reason, field, number, detail, "rejected"))

    def warn(self, reason: str, field: str = "", number: int = 1, detail: str = "") -> None:
        """The row is read, and the reader should know this about the cell; the same remark is made once."""
        note = self._note(reason, field, number, detail, "warning")
        if note not in self.warnings:
            self.warnings.append(note)

    def quote(self) -> Quote:
        """The row as written, in the columns we read only."""
        grid, columns = self.header.grid, self.header.columns
        parts = (
            f"{self.header.headers[column].splitlines()[0]}: {_text(self.cells[place].value)}"
            for column, place in columns.items()
            if place in self.cells
        )
        return Quote(document=grid.document, locator=self.at(), text=" | ".join(parts)[:QUOTED])

    def text(self, field: str, number: int = 1) -> str:
        """The cell as text, trimmed; "" when blank."""
        cell = self.cells.get((field, number))
        return _text(cell.value) if cell else ""

    def required(self, field: str) -> str:
        """The cell as text; refuses the row when blank."""
        text = self.text(field)
        if not text:
            self.refuse("roster.empty_cell", field)
        return text

    def code(self, field: str) -> str:
        """An identifier of the office's own, in plain-width letters and digits."""
        return self._plain(field, self.text(field))

    def codes(self, field: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
        """Several such identifiers in one cell."""
        text = self._plain(field, self.text(field))
        return tuple(dict.fromkeys(_entries(text, is_known)))

    def _plain(self, field: str, text: str) -> str:
        plain = unicodedata.normalize("NFKC", text).strip()
        if plain != text:
            self.warn("roster.full_width", field, detail=f"{text} → {plain}")
        return plain

    def several(self, field: str, is_known: Callable[[str], bool] = lambda text: False) -> tuple[str, ...]:
        """Entries on lines of their own or separated by ";" — by a comma only where the whole is not itself known."""
        return tuple(dict.fromkeys(_entries(self.text(field), is_known)))

    def choice(self, field: str, *, needed: bool) -> str:
        """The code of a fixed choice. An unknown one refuses the row where the choice is needed, and warns where it is not."""
        text = self.required(field) if needed else self.text(field)
        if not text:
            return ""
        code = code_of(TABLES[self.header.grid.sheet].columns[field].choices, text)
        if code is None:
            (self.refuse if needed else self.warn)("roster.unknown_choice" if needed else "roster.choice_left_out", field, detail=text)
        elif any("０" <= letter <= "９" for letter in text):
            self.warn("roster.full_width", field, detail=text)
        return code or ""

    def day(self, field: str) -> date | None:
        """A whole date; refuses the row for anything else that is not blank."""
        found = self._day(field, 1)
        if found and found.text and not found.day:
            self.refuse("roster.partial_date", field, detail=self.text(field))
        return found.day if found else None

    def partial_day(self, field: str, number: int = 1) -> str:
        """A date of which day or month may be missing, as ISO text."""
        found = self._day(field, number)
        return found.text if found else ""

    def _day(self, field: str, number: int) -> Day | None:
        cell = self.cells.get((field, number))
        if cell is None or cell.fault:
            return None
        found = read_day(cell.value)
        if found is None:
            self.refuse("roster.bad_date", field, number, detail=self.text(field, number))
        elif found.note:
            self.warn(found.note, field, number, detail=f"{self.text(field, number)} → {found.text}")
        return found

    def identifier(self, field: str, read: Callable[[str], str | None]) -> str:
        """A registered identifier. One that fails its own check is left out with a warning; the row stands by its names."""
        text = self.text(field)
        if not text:
            return ""
        value = read(text)
        if value is None:
            rounded = "E+" in text.upper() or isinstance(self.cells[field, 1].value, float)
            self.warn("roster.number_rounded" if rounded else "roster.bad_number", field, detail=text)
        elif len(value) > len(text) and value.lstrip("0") == text.lstrip("0"):
            self.warn("roster.zeros_restored", field, detail=f"{text} → {value}")
        return value or ""


def _text(value: Value) -> str:
    """A value as a person reads it in the cell; whole numbers without a point, midnight without a time."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bool):
        return str(value).upper()
    return str(value).replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def _invisible(text: str) -> bool:
    letters = set(text)
    joined = any("\u0600" <= letter <= "\u0dff" for letter in letters)
    return bool(letters & (INVISIBLE if joined else INVISIBLE | JOINERS))


def _entries(text: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    for line in text.replace("；", ";").replace("\n", ";").split(";"):
        entry = line.strip()
        if entry and not is_known(entry) and any(mark in entry for mark in ",、，"):
            parts = [part.strip() for part in entry.replace("、", ",").replace("，", ",").split(",") if part.strip()]
            yield from parts if any(is_known(part) for part in parts) else [entry]
        elif entry:
            yield entry
