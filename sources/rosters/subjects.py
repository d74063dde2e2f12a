"""Rows of the sheets 機関 and 人 -> Subject, one for each case the row names.

A subject's id is "<case id>:o:<institution id>" or "<case id>:p:<person id>": unique over the roster, and stable as long
as the office keeps its ids (or the row its content).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from sources.countries import alpha2
from sources.model import Affiliation, Identifier, Name, NameKind, Subject, SubjectRole
from sources.rosters import numbers
from sources.rosters.columns import COLUMNS, code_of
from sources.rosters.references import derived_id
from sources.rosters.row import Row

INSTITUTION_NAMES: tuple[tuple[str, NameKind, str], ...] = (
    ("name", "primary", "ja"),
    ("name_en", "primary", "en"),
    ("name_native", "alias", ""),
    ("name_former", "former", ""),
    ("name_short", "acronym", ""),
)


def read_institution(row: Row, case_ids: tuple[str, ...], programs: dict[str, str]) -> list[Subject]:
    """`programs`: case -> program. Empty or worthless where the row has been refused."""
    role = row.choice("role", needed=True)
    names = _distinct(
        Name(text=text, kind=kind, language="" if language == "ja" and text.isascii() else language)
        for field, kind, language in INSTITUTION_NAMES
        for text in _written(row, field)
    )
    if not names:
        row.refuse("roster.empty_cell", "name" if ("name", 1) in row.columns else "name_en")
    identifiers = _identifiers(row, (("ror", numbers.ror), ("corporate_number", numbers.corporate_number)))
    country = _country(row)
    own_id = row.code("institution_id") or derived_id(
        "institution", [*(name.text for name in names), country, *(one.value for one in identifiers)]
    )
    return [
        Subject(
            subject_id=f"{case_id}:o:{own_id}",
            case_id=case_id,
            program_id=programs[case_id],
            kind="organisation",
            role=cast(SubjectRole, role),
            names=names,
            identifiers=identifiers,
            country=country,
            address=row.text("address"),
            quote=row.quote(),
        )
        for case_id in case_ids
    ]


def read_person(row: Row, case_ids: tuple[str, ...], programs: dict[str, str]) -> list[Subject]:
    """`programs`: case -> program. Empty or worthless where the row has been refused."""
    role, names = row.choice("role", needed=True), _distinct(_person_names(row))
    if not names:
        row.refuse("roster.empty_cell", "name" if ("name", 1) in row.columns else "name_latin")
    scheme = (("orcid", numbers.orcid), ("erad", numbers.erad), ("researchmap", numbers.researchmap))
    identifiers, birth_date = _identifiers(row, scheme), row.partial_day("birth_date")
    own_id = row.code("person_id") or derived_id(
        "person", [*(name.text for name in names), birth_date, *(one.value for one in identifiers)]
    )
    affiliations = tuple(_affiliations(row))
    return [
        Subject(
            subject_id=f"{case_id}:p:{own_id}",
            case_id=case_id,
            program_id=programs[case_id],
            kind="person",
            role=cast(SubjectRole, role),
            names=names,
            identifiers=identifiers,
            birth_date=birth_date,
            affiliations=affiliations,
            quote=row.quote(),
        )
        for case_id in case_ids
    ]


def _written(row: Row, field: str) -> tuple[str, ...]:
    """A main name is one name whatever stands in it; the other fields may hold several."""
    whole = row.text(field)
    return ((whole,) if whole else ()) if field in ("name", "name_en") else row.several(field)


def _person_names(row: Row) -> Iterator[Name]:
    """The first one given is the primary name; a family name alone is only ever used together with the given name."""
    family, given = row.text("family"), row.text("given")
    if row.text("name") or (family and given):
        yield Name(text=row.text("name") or f"{family} {given}", family=family if given else "", given=given if family else "")
    latin_family, latin_given = row.text("family_latin"), row.text("given_latin")
    if latin_family and latin_given:
        yield Name(text=f"{latin_given} {latin_family}", family=latin_family, given=latin_given)
    for field in ("name_latin", "name_other"):
        yield from (Name(text=text) for text in row.several(field))
    yield from (Name(text=text, kind="former") for text in row.several("name_former"))
    if former := row.text("family_former"):
        if given_name := given or _given_part(row.text("name")):
            yield Name(text=f"{former} {given_name}", kind="former", family=former, given=given_name)
        else:
            row.warn("roster.family_alone", "family_former", detail=former)
    yield from (Name(text=text, kind="alias") for text in row.several("name_common"))
    yield from (Name(text=text, kind="alias", language="ja") for text in row.several("reading"))


def _given_part(name: str) -> str:
    """The given name of 「姓 名」 written with one space, in a script that puts the family name first."""
    parts = name.split()
    return parts[1] if len(parts) == 2 and not name.isascii() else ""


def _distinct(names: Iterator[Name]) -> tuple[Name, ...]:
    """Each text once; the first is primary, another primary one an alias. A text said in two languages is left without one."""
    by_text: dict[str, Name] = {}
    for name in names:
        first = by_text.get(name.text)
        if first is None:
            kind: NameKind = "primary" if not by_text else "alias" if name.kind == "primary" else name.kind
            by_text[name.text] = replace(name, kind=kind)
        elif first.language != name.language:
            by_text[name.text] = replace(first, language="")
    return tuple(by_text.values())


def _identifiers(row: Row, schemes: tuple[tuple[str, Callable[[str], str | None]], ...]) -> tuple[Identifier, ...]:
    found = ((field, row.identifier(field, read)) for field, read in schemes)
    return tuple(
        Identifier(scheme="jp_corporate_number" if field == "corporate_number" else field, value=value) for field, value in found if value
    )


def _country(row: Row) -> str:
    """Alpha-2 of an institution's country; one we cannot read is left out with a warning."""
    text = row.text("country")
    code = alpha2(text) or code_of("country", text) or ""
    if text and not code:
        row.warn("roster.unknown_country", "country", detail=text)
    return code


def _affiliations(row: Row) -> Iterator[Affiliation]:
    last = max((number for field, number in row.columns if field == "affiliation"), default=COLUMNS["people"].columns["affiliation"].repeat)
    for number in range(1, last + 1):
        start_on, end_on = row.partial_day("affiliation_from", number), row.partial_day("affiliation_to", number)
        if organisation := row.text("affiliation", number):
            yield Affiliation(
                organisation=organisation, role=row.text("affiliation_role", number), start_on=start_on, end_on=end_on, basis="disclosed"
            )
        elif start_on or end_on or row.text("affiliation_role", number):
            row.warn("roster.affiliation_without_name", "affiliation_role", number, detail=row.text("affiliation_role", number))
