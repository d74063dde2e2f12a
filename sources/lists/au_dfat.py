"""Australia: Consolidated List of all persons and entities under targeted financial sanctions, of the UN and of its own laws.

Being listed: it is an offence in Australia to deal with the party's assets or to make assets available to it. It binds nobody
in Japan; a large part repeats the United Nations' list, the rest are Australia's autonomous sanctions.

Caveats: one row for each name; rows with one number and different letters (12, 12a, 12b1) are one party. The whole file that
was read is of November 2024 and bears the former file name; columns that came with the later one (Alias Strength, IMO
Number, Instrument of Designation) are known from descriptions only, others are told of. UN references in the texts mostly
name other parties, so none is taken as the party's own. Control Date is the day of the last change, not of the listing.
Not read, and left out of quoted rows: citizenship, birth place, and addresses of natural persons.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.raw import whole
from sources.read.row import Fields, Row
from sources.read.sheets import hide, sheet

_AT = "https://www.dfat.gov.au/sites/default/files/"
SOURCE = Source(
    name="au_dfat",
    title_en="Australian Sanctions Consolidated List",
    title_ja="オーストラリア制裁統合リスト",
    publisher="Department of Foreign Affairs and Trade, Australia",
    url="https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list",
    licence="Creative Commons Attribution 4.0",
    regime="Australia",
    cadence_days=21,
    files=(
        File(
            name="list.xlsx",
            url=f"{_AT}Australian_Sanctions_Consolidated_List.xlsx",
            aliases=(f"{_AT}regulation8_consolidated.xlsx",),
            media="xlsx",
            max_bytes=50_000_000,
        ),
    ),
    standing="verified",
    by_default=False,
    sub_lists={
        "Autonomous (Ukraine)": 420, "Autonomous (Russia)": 323, "1267/1989/2253 (ISIL (Da'esh) and Al-Qaida)": 173,
        "Autonomous (Iran)": 103, "1718 (DPRK)": 77, "Autonomous (Syria)": 72, "1988 (Taliban)": 70, "1373 (2001)": 54,
        "Autonomous (Thematic - Human Rights)": 51, "1518 (Iraq)": 41, "Autonomous (DPRK)": 28,
        "1533 (Democratic Republic of the Congo)": 26, "Autonomous (Myanmar)": 14, "1970 (Libya)": 11, "Autonomous (FFRY)": 10,
        "751 (Somalia and Eritrea)": 9, "Autonomous (Libya)": 8, "2127 (Central African Republic)": 7,
        "Autonomous (Thematic - Corruption)": 7, "2140 (Yemen)": 5, "2206 (South Sudan)": 0, "1591 (Sudan)": 0,
        "Autonomous (Zimbabwe)": 0, "Autonomous (Thematic - Cyber)": 0, "2713 (Al-Shabaab)": 0, "1973 (Libya)": 0,
        "1970 (Libya) 1973 (Libya)": 0, "2093 (2013)": 0,
    },
)  # fmt: skip
"""Committees without a floor have few entries."""

COLUMNS = (
    "Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth", "Citizenship", "Address",
    "Additional Information", "Listing Information", "Committees", "Control Date",
)  # fmt: skip
_KINDS: Mapping[str, Kind] = {"individual": "person", "entity": "organisation", "vessel": "vessel"}
_NAMES: Mapping[str, NameKind] = {
    "primary name": "primary", "aka": "alias", "original script": "alias", "formerly known as": "former", "previously listed as": "former",
}  # fmt: skip
_NUMBER = re.compile(r"(\d+)\s*[a-z]*\d*", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|\s)[a-z]\)\s*|;\s*|\s>>\s")
_OUTSIDE = re.compile(r"nationalit|citizen|gender|passport|\bPOB\b|place of birth|\bborn\b|national id|ethnic|tribe", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per number; its id is that number. Raises SourceChanged for a reference that is no number."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields, parties = Fields(SOURCE), dict[str, list[Row]]()
    for row in sheet(document, SOURCE, COLUMNS):
        reference = row.one("Reference")
        if not (match := _NUMBER.fullmatch(reference)):
            where = {"source": SOURCE.name, "document": document.name, "row": row.quote.locator}
            raise SourceChanged("source.field_shape", **where, field="Reference")
        parties.setdefault(match[1], []).append(row)
    for number, rows in parties.items():
        kinds = {_KINDS.get(row.one("Type").casefold()) for row in rows}
        written = [_NAMES.get(row.one("Name Type").casefold()) for row in rows]
        if None in written or len(kinds) != 1 or not (kind := kinds.pop()):
            yield rows[0].rejected("rejected.unknown_category", f"{number}: {[row.said('Type') for row in rows]} {written}")
            continue
        yield from _new(rows[0])
        yield _entity(number, kind, rows, [name for name in written if name])
        for row in rows:
            yield from fields.spent(row)


def _new(row: Row) -> Iterator[Rejected]:
    if (committee := _committee(row)) not in SOURCE.sub_lists:
        yield row.rejected("rejected.new_regulation", committee, severity="warning")


def _entity(number: str, kind: Kind, rows: list[Row], written: list[NameKind]) -> Entity:
    ordered = sorted(zip(rows, written, strict=True), key=lambda pair: pair[1] != "primary")
    names = [_name(row, as_) for row, as_ in ordered]
    first = ordered[0][0]
    _hide(first, is_person=kind == "person")
    born = dict.fromkeys(date for row in rows for date in _dates(row.one("Date of Birth")))
    places = dict.fromkeys(place for row in rows if (place := row.one("Address")) and place.casefold() not in ("na", "n/a"))
    ships = dict.fromkeys(imo for row in rows if (imo := row.one("IMO Number").removeprefix("IMO").strip()))
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=tuple(names),
        quote=first.quote,
        identifiers=tuple(Identifier(scheme="imo", value=imo) for imo in ships),
        addresses=() if kind == "person" else tuple(Address(text=text, country=alpha2(text.rpartition(",")[2])) for text in places),
        birth_dates=tuple(born) if kind == "person" else (),
        listings=(_listing(rows),),
    )


def _name(row: Row, as_: NameKind) -> Name:
    is_weak = row.one("Alias Strength").casefold() in ("weak", "low")
    return Name(text=" ".join(row.one("Name of Individual or Entity").split()), kind="weak" if is_weak and as_ == "alias" else as_)


def _listing(rows: list[Row]) -> Listing:
    committee, first = _committee(rows[0]), rows[0]
    instrument, said = first.one("Instrument of Designation"), first.one("Listing Information")
    changed = max(partial(row.one("Control Date")) for row in rows)
    for row in rows:
        row.skip(
            "Place of Birth", "Citizenship", "Additional Information", "Listing Information", "Committees", "Instrument of Designation"
        )
    return Listing(
        regime=f"{SOURCE.regime}: {committee}",
        sub_list=committee,
        reference=instrument,
        url=SOURCE.url,
        note="; ".join(part for part in (" ".join(said.split()), f"Control Date {changed}" if changed else "") if part),
    )


def _committee(row: Row) -> str:
    return " ".join(str(row.said("Committees")).replace("–", "-").split())


def _dates(text: str) -> Iterator[str]:
    """Of "a) Approximately 1960 b) 1966" -> "Approximately 1960", "1966"."""
    for part in _ITEM.split(text):
        if (date := partial(part.replace(".", " ").strip())) and date.casefold() not in ("na", "n/a"):
            yield date


def _hide(row: Row, *, is_person: bool) -> None:
    personal = ["Place of Birth", "Citizenship", *(["Address"] if is_person else [])]
    loose = [name for name in ("Additional Information", "Listing Information") if is_person and _OUTSIDE.search(row.said(name))]
    hide(row, [*personal, *loose])
