"""Ids that later sheets point at: programs from cases, cases from institutions and people."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from sources.rosters.row import Row

Referred = Literal["program", "case"]


def derived_id(prefix: str, parts: Iterable[str]) -> str:
    """An id for a row that brings none, from its content alone: the same row gets the same id wherever it stands."""
    return f"{prefix}-{sha256(chr(31).join(parts).encode()).hexdigest()[:10]}"


class Ids:
    """The ids of one sheet: where each stands, and which belong to rows that were refused."""

    def __init__(self, kind: Referred) -> None:
        self.kind = kind
        self.known: dict[str, str] = {}
        self.refused: set[str] = set()

    def add(self, row: Row, field: str, identity: str) -> None:
        """Takes the id of a row, or refuses the row because the id stands already."""
        if identity in self.known:
            row.refuse(
                "roster.duplicate_id" if row.code(field) else "roster.duplicate_row", field, detail=f"{identity} ({self.known[identity]})"
            )
        elif row.refused:
            self.refused.add(identity)
        else:
            self.known[identity] = row.at(field)

    def find(self, text: str) -> str | None:
        """The id meant: itself, or the only one that differs in zeros a spreadsheet took from its front."""
        if text in self.known or text in self.refused:
            return text
        alike = [identity for identity in (*self.known, *self.refused) if identity.lstrip("0") == text.lstrip("0") and text.isdigit()]
        return alike[0] if len(alike) == 1 else None


class Pointer:
    """Reads one sheet's column of references, row by row; a blank means as above, or the only one there is."""

    def __init__(self, ids: Ids, field: str) -> None:
        self.ids, self.field = ids, field
        self.above: tuple[str, ...] = ()

    def read(self, row: Row) -> tuple[str, ...]:
        """The usable ids of the row's cell. Refuses the row when there is none, warns about the others."""
        texts = row.codes(self.field, lambda text: self.ids.find(text) is not None) or self._blank(row)
        self.above = texts
        found = {text: self.ids.find(text) for text in texts}
        usable = tuple(dict.fromkeys(identity for identity in found.values() if identity in self.ids.known))
        for text, identity in found.items():
            self._tell(row, text, identity, is_needed=not usable)
        return usable

    def _blank(self, row: Row) -> tuple[str, ...]:
        if self.above:
            row.warn("roster.as_above", self.field, detail="; ".join(self.above))
            return self.above
        if len(self.ids.known) == 1 and not self.ids.refused:
            only = next(iter(self.ids.known))
            row.warn("roster.only_one", self.field, detail=only)
            return (only,)
        row.refuse("roster.empty_cell", self.field)
        return ()

    def _tell(self, row: Row, text: str, identity: str | None, *, is_needed: bool) -> None:
        note = row.refuse if is_needed else row.warn
        if identity is None:
            note(f"roster.unknown_{self.ids.kind}", self.field, detail=text)
        elif identity in self.ids.refused and identity not in self.ids.known:
            note(f"roster.{self.ids.kind}_refused", self.field, detail=text)
        elif identity != text:
            row.warn("roster.zeros_restored", self.field, detail=f"{text} → {identity}")
