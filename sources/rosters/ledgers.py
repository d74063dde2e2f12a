"""Rows of a ledger (e-Rad, or the institution's own) -> Disclosure, one for each case the person is a member of."""

import re
import unicodedata
from typing import cast

from sources.model import Disclosure, DisclosureKind, Subject
from sources.rosters.columns import TABLES
from sources.rosters.disclosures import People
from sources.rosters.row import Row
from sources.rosters.spelling import fold

WITHHELD = re.compile("非開示|守秘|秘密保持|withheld|confidential|nda", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")


def read_entry(row: Row, people: People) -> list[Disclosure] | None:
    """None: somebody who is not in the roster. Empty or worthless where the row has been refused."""
    subjects = _subjects(row, people)
    if subjects is None:
        return None
    table = TABLES[row.header.grid.sheet]
    kind = table.kind or row.choice("kind", needed=True)
    organisation, is_withheld = _party(row)
    payer = row.text("payer")
    start_on = row.partial_day("start_on")
    return [
        Disclosure(
            subject_id=subject.subject_id,
            case_id=subject.case_id,
            kind=cast(DisclosureKind, "funding" if payer else kind),
            organisation=payer or organisation,
            told_to=table.key,
            start_on=start_on,
            end_on=start_on if table.is_one_day else row.partial_day("end_on"),
            amount=row.text("amount"),
            note=row.text("note"),
            role=row.text("role"),
            share=_share(row),
            is_withheld=is_withheld,
            is_paid={"yes": True, "no": False}.get(row.choice("paid", needed=False)),
            quote=row.quote(),
        )
        for subject in subjects
    ]


def _subjects(row: Row, people: People) -> list[Subject] | None:
    """By number where there is one: a ledger of thousands has namesakes. Else by a name that one person of the roster bears."""
    if number := row.code("person"):
        own_id = people.by_number.get(number.zfill(8), number)
        return people.by_id.get(own_id)
    ids = people.by_name.get(fold(row.text("name")), set())
    if len(ids) > 1:
        row.refuse("roster.person_ambiguous", "name", detail=row.text("name"))
        return []
    return people.by_id[next(iter(ids))] if ids else None


def _party(row: Row) -> tuple[str, bool]:
    """The other party, and whether it is withheld because of an agreement."""
    text = row.text("organisation")
    if row.choice("nda", needed=False) == "yes" and (not text or WITHHELD.search(text)):
        return "", True
    return text or row.required("organisation"), False


def _share(row: Row) -> float | None:
    """Percent. A cell that a spreadsheet shows as 30 % holds .3."""
    cell = row.cells.get(("share", 1))
    if cell is None or not row.text("share"):
        return None
    if isinstance(cell.value, float) and 0 < cell.value < 1:
        return round(cell.value * 100, 6)
    found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", row.text("share")))
    if found is None or float(found[1]) > 100:
        row.warn("roster.bad_share", "share", detail=row.text("share"))
        return None
    return float(found[1])
