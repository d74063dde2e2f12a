"""OFAC's plain XML (SDN.XML, CONSOLIDATED.XML): one element for each entry, and at the top how many there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sources.countries import alpha2
from sources.errors import SourceDamaged
from sources.model import Address, Document, Entity, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.dates import partial
from sources.read.markup import hide, records
from sources.read.ofac import identifiers_in, listings, named, new_programmes, remarks_of
from sources.read.row import Fields, Row

_ROOT = "{https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML}sdnList"
_KINDS: Mapping[str, Kind] = {"Individual": "person", "Entity": "organisation", "Vessel": "vessel", "Aircraft": "aircraft"}
_NAMES: Mapping[str, NameKind] = {"a.k.a.": "alias", "f.k.a.": "former", "n.k.a.": "alias"}
_WITHHELD = ("nationalityList", "citizenshipList", "placeOfBirthList")
_OF_PERSONS = ("idList", "addressList", "remarks")
_PLACE = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_ALWAYS = ("uid", "lastName", "sdnType", "programList", "programList/program", "akaList", "akaList/aka", "akaList/aka/lastName")


def entities(source: Source, document: Document) -> Iterator[Entity | Rejected]:
    """One Entity per sdnEntry. Raises SourceDamaged when there are not as many as the list says of itself."""
    fields, rows, announced = Fields(source), list[Row](), ""
    for tag, row in records(document, source, _ROOT, (), ("publshInformation", "sdnEntry"), withheld=_WITHHELD):
        if tag == "sdnEntry":
            rows.append(row)
        else:
            announced = row.need("Record_Count")
    if announced != str(len(rows)):
        raise SourceDamaged("source.count", source=source.name, document=document.name, found=len(rows), expected=announced)
    known = [(row.need("uid"), row, _written(row)) for row in rows]
    often = Counter(name for _, _, name in known)
    linkable = {name: number for number, _, name in known if often[name] == 1}
    for number, row, name in known:
        kind = _KINDS.get(written := row.need("sdnType"))
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        under = listings(source, number, [code for shelf in row.rows("programList") for code in shelf.all("program")])
        yield from new_programmes(row, under)
        yield _entity(row, number, named(name, "primary", kind), kind, under, linkable)
        yield from fields.spent(row)
    fields.require(document.name, _ALWAYS)


def _entity(row: Row, number: str, name: Name, kind: Kind, under: tuple[Listing, ...], linkable: Mapping[str, str]) -> Entity:
    remarks, is_person = remarks_of(row.one("remarks"), is_person=kind == "person"), kind == "person"
    if is_person:
        hide(row, _OF_PERSONS)
    aliases = [_alias(aka, kind) for aka in row.inside("akaList", "aka")]
    papers = "; ".join([_paper(paper) for paper in row.inside("idList", "id")])
    places = [*_flags(row), *(_address(place) for place in row.inside("addressList", "address"))]
    born = [_birth_date(item) for item in row.inside("dateOfBirthList", "dateOfBirthItem")]
    note = "; ".join(f"Linked To: {other}" for other in remarks.linked_to)
    row.skip("title", *_WITHHELD)
    return Entity(
        source=row.source.name,
        entity_id=number,
        kind=kind,
        names=(name, *aliases),
        quote=row.quote,
        identifiers=(Identifier(scheme="ofac_uid", value=number), *(() if is_person else identifiers_in(papers))),
        addresses=() if is_person else tuple(place for place in places if place.text),
        birth_dates=tuple(dict.fromkeys(born)) if is_person else (),
        listings=tuple(replace(listing, note=note) for listing in under),
        related=tuple(("linked_to", Identifier(scheme="ofac_uid", value=linkable[to])) for to in remarks.linked_to if to in linkable),
    )


def _written(row: Row) -> str:
    """As OFAC writes it elsewhere: "FAMILY, Given"."""
    return ", ".join(part for part in (row.one("lastName"), row.one("firstName")) if part)


def _alias(aka: Row, kind: Kind) -> Name:
    as_, strength = _NAMES.get(aka.one("type"), "alias"), aka.one("category")
    aka.skip("uid")
    return named(_written(aka), "weak" if strength == "weak" else as_, kind)


def _paper(paper: Row) -> str:
    text = f"{paper.one('idType')} {paper.one('idNumber')}"
    paper.skip("uid", "idCountry", "issueDate", "expirationDate")
    return text


def _birth_date(item: Row) -> str:
    item.skip("uid", "mainEntry")
    return partial(item.one("dateOfBirth"))


def _flags(row: Row) -> Iterator[Address]:
    for ship in row.rows("vesselInfo"):
        flag = ship.one("vesselFlag")
        ship.skip("callSign", "vesselType", "vesselOwner", "tonnage", "grossRegisteredTonnage")
        yield Address(text=flag, country=alpha2(flag))


def _address(place: Row) -> Address:
    parts = {name: place.one(name) for name in _PLACE}
    place.skip("uid")
    return Address(text=", ".join(part for part in parts.values() if part), city=parts["city"], country=alpha2(parts["country"]))
