"""United Kingdom: the UK Sanctions List, since 28 January 2026 the only one (the consolidated list of OFSI was closed).

Being listed: assets in the UK are frozen, or another measure of the regulation applies (SanctionsImposed says which). It binds
nobody in Japan; parts repeat the United Nations' list, with its references.

Caveats: written from descriptions of the format and from public readers of it; no whole file was at hand. A name comes in
up to six parts, of which Name6 is the family name or a body's whole name. Days may be unknown ("dd/mm/1968"). The number of the
closed list (OFSI group) is kept, because older records cite it. Not read, and left out of quoted rows: nationality, birth
place, gender, passports and national numbers.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import slashed
from sources.read.markup import records
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="uk_fcdo",
    title_en="UK Sanctions List",
    title_ja="英国制裁リスト",
    publisher="Foreign, Commonwealth & Development Office, United Kingdom",
    url="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    licence="Open Government Licence v3.0",
    regime="UK",
    cadence_days=7,
    files=(File(name="list.xml", url="https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml", media="xml"),),
    by_default=False,
    sub_lists={"": 2500},
)
_KINDS: Mapping[str, Kind] = {"individual": "person", "entity": "organisation", "ship": "vessel"}
_NAMES: Mapping[str, NameKind] = {"primary name": "primary", "primary name variation": "alias", "alias": "alias"}
_PARTS = ("Name1", "Name2", "Name3", "Name4", "Name5")
_WITHHELD = ("Nationalities", "Genders", "BirthDetails", "PassportDetails", "NationalIdentifierDetails", "@Gender")
_NOT_READ = (
    "LastUpdated", "OtherInformation", "SanctionsImposedIndicators", "PhoneNumbers", "EmailAddresses", "Websites", "Titles",
    "EntityDetails", "DesignationSource",
)  # fmt: skip
ALWAYS = (
    "UniqueID", "DateDesignated", "Names", "Names/Name", "Names/Name/Name1", "Names/Name/Name2", "Names/Name/Name6",
    "Names/Name/NameType", "Names/Name/AliasStrength", "RegimeName",
    "IndividualEntityShip", "SanctionsImposed", "UNReferenceNumber", "Addresses",
    "Addresses/Address/AddressLine1", "Addresses/Address/AddressLine2", "Addresses/Address/AddressCountry", "IndividualDetails",
    "IndividualDetails/Individual/DOBs/DOB", "NonLatinNames/NonLatinName/NameNonLatinScript", "ShipDetails/Ship/IMONumbers/IMONumber",
)  # fmt: skip
_UNKNOWN_DAY = re.compile(r"(?:dd/)?(?:mm/)?(\d{4})", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per Designation; its id is the UniqueID (AFG0001)."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for _, row in records(document, SOURCE, "Designations", (), ("Designation",), withheld=_WITHHELD, asides=("DateGenerated",)):
        written = row.need("IndividualEntityShip")
        kind = _KINDS.get(written.casefold())
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        yield _entity(row, kind)
        yield from fields.spent(row)
    fields.require(document.name, ALWAYS)


def _entity(row: Row, kind: Kind) -> Entity:
    number, group, un = row.need("UniqueID"), row.one("OFSIGroupID"), row.one("UNReferenceNumber")
    reasons, imposed, regime = row.one("UKStatementofReasons"), row.one("SanctionsImposed"), row.need("RegimeName")
    names = [_name(name, kind) for shelf in row.rows("Names") for name in shelf.rows("Name")]
    ordered = sorted(names, key=lambda name: name.kind != "primary")
    people = [person for shelf in row.rows("IndividualDetails") for person in shelf.rows("Individual")]
    ships = [imo for shelf in row.rows("ShipDetails") for ship in shelf.rows("Ship") for imo in _imos(ship)]
    places = [place for shelf in row.rows("Addresses") for place in shelf.rows("Address")]
    own = [("uk_sanctions", number), ("ofsi_group", group), ("un_reference", un), *(("imo", imo) for imo in ships)]
    listing = Listing(
        regime=f"UK: {regime}",
        categories=tuple(part for text in imposed.split("|") if (part := text.strip())),
        reason="" if kind == "person" else reasons,
        reference=number,
        url=SOURCE.url,
        listed_on=slashed(row.one("DateDesignated"), "dmy"),
    )
    row.skip(*_NOT_READ)
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=(*ordered, *_other_scripts(row)),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in own if value),
        addresses=tuple(address for place in places if (address := _address(place)).text and kind != "person"),
        birth_dates=tuple(dict.fromkeys(date for person in people for date in _birth_dates(person))),
        listings=(listing,),
    )


def _name(name: Row, kind: Kind) -> Name:
    given, family = " ".join(part for each in _PARTS if (part := name.one(each))), name.one("Name6")
    as_ = _NAMES.get(name.one("NameType").casefold(), "alias")
    is_weak = name.one("AliasStrength").casefold().startswith("low")
    known = (family, given) if kind == "person" and family and given else ("", "")
    return Name(text=f"{given} {family}".strip(), kind="weak" if is_weak and as_ == "alias" else as_, family=known[0], given=known[1])


def _other_scripts(row: Row) -> Iterator[Name]:
    for shelf in row.rows("NonLatinNames"):
        for name in shelf.rows("NonLatinName"):
            name.skip("NonLatinScriptType", "NonLatinScriptLanguage")
            if text := name.one("NameNonLatinScript"):
                yield Name(text=text, kind="alias")


def _birth_dates(person: Row) -> Iterator[str]:
    person.skip("Nationalities", "Genders", "BirthDetails", "PassportDetails", "NationalIdentifierDetails", "Positions")
    for shelf in person.rows("DOBs"):
        for text in shelf.all("DOB"):
            unknown = _UNKNOWN_DAY.fullmatch(text)
            yield unknown[1] if unknown else slashed(text, "dmy")


def _imos(ship: Row) -> Iterator[str]:
    for shelf in ship.rows("IMONumbers"):
        yield from shelf.all("IMONumber")
    ship.skip(*list(ship.fields))


def _address(place: Row) -> Address:
    lines = [place.one(f"AddressLine{number}") for number in range(1, 7)]
    code, country = place.one("AddressPostalCode"), place.one("AddressCountry")
    return Address(text=", ".join(part for part in (*lines, code, country) if part), country=alpha2(country))
