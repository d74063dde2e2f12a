"""Rows of the sheet 開示 -> Disclosure, one for each case the person is a member of."""

from collections.abc import Iterable
from typing import cast

from sources.model import Disclosure, DisclosureKind, Subject
from sources.rosters.row import Row
from sources.rosters.spelling import fold


class People:
    """The persons of the roster, to be found by their own id, a registered number, or a name that only one of them bears."""

    def __init__(self, persons: Iterable[Subject], refused: Iterable[str]) -> None:
        self.by_id: dict[str, list[Subject]] = {}
        self.by_name: dict[str, set[str]] = {}
        self.by_number: dict[str, str] = {}
        self.refused = {fold(text) for text in refused}
        for person in persons:
            own_id = person.subject_id.removeprefix(f"{person.case_id}:p:")
            self.by_id.setdefault(own_id, []).append(person)
            for number in person.identifiers:
                self.by_number[number.value] = own_id
            for name in person.names:
                self.by_name.setdefault(fold(name.text), set()).add(own_id)

    def find(self, row: Row) -> list[Subject]:
        """The person's subjects, one a case; refuses the row when nobody or more than one is meant."""
        text = row.required("person")
        ids = {row.code("person")} & self.by_id.keys() or self.by_name.get(fold(text), set()) or self._without_zeros(text)
        if len(ids) == 1:
            return self.by_id[next(iter(ids))]
        if text:
            known = "roster.person_refused" if fold(text) in self.refused else "roster.unknown_person"
            row.refuse("roster.person_ambiguous" if ids else known, "person", detail=text)
        return []

    def _without_zeros(self, text: str) -> set[str]:
        return {own_id for own_id in self.by_id if text.isdigit() and own_id.lstrip("0") == text.lstrip("0")}


def read_disclosure(row: Row, people: People) -> list[Disclosure]:
    """Empty or worthless where the row has been refused."""
    kind, organisation, subjects = row.choice("kind", needed=True), row.required("organisation"), people.find(row)
    start_on, end_on = row.partial_day("start_on"), row.partial_day("end_on")
    confirmed_by, confirmed_on = row.text("confirmed_by"), row.day("confirmed_on")
    if bool(confirmed_by) != bool(confirmed_on):
        row.warn("roster.half_confirmed", "confirmed_by" if confirmed_by else "confirmed_on")
    return [
        Disclosure(
            subject_id=subject.subject_id,
            case_id=subject.case_id,
            kind=cast(DisclosureKind, kind),
            organisation=organisation,
            told_to=row.text("told_to"),
            start_on=start_on,
            end_on=end_on,
            amount=row.text("amount"),
            note=row.text("note"),
            confirmed_by=confirmed_by,
            confirmed_on=confirmed_on,
            quote=row.quote(),
        )
        for subject in subjects
    ]
