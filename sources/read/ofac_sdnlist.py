"""OFAC's plain XML (SDN.XML, CONSOLIDATED.XML): one element for each entry, and at the top how many there are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sources.countries import alpha2
from sources.errors import SourceDamaged
from sources.model import Address, Document, Entity, Kind, Name, NameKind, Rejected, Source
from sources.read.dates import partial
from sources.read.markup import hide, records
from sources.read.ofac import entity, identifiers_in, linked_to, listings, named, new_programmes, related
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
    fields, entries, announced, found = Fields(source), 0, "", list[tuple[Entity, tuple[str, ...]]]()
    for tag, row in records(document, source, _ROOT, (), ("publshInformation", "sdnEntry"), withheld=_WITHHELD):
        if tag != "sdnEntry":
            announced = row.need("Record_Count")
            continue
        entries += 1
        kind = _KINDS.get(written := row.need("sdnType"))
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        found.append(_entity(row, kind))
        yield from fields.spent(row)
    if announced != str(entries):
        raise SourceDamaged("source.count", source=source.name, document=document.name, found=entries, expected=announced)
    fields.require(document.name, _ALWAYS)
    often = Counter(each.names[0].text for each, _ in found)
    linkable = {each.names[0].text: each.entity_id for each, _ in found if often[each.names[0].text] == 1}
    for each, links in found:
        yield from new_programmes(source, each)
        numbers = [linkable[name] for name in links if name in linkable]
        yield replace(each, related=related(numbers)) if numbers else each


def _entity(row: Row, kind: Kind) -> tuple[Entity, tuple[str, ...]]:
    """The entity, and the names of those it is linked to."""
    number, links = row.need("uid"), linked_to(row.one("remarks"))
    row.skip("title", *_WITHHELD)
    if kind == "person":
        hide(row, _OF_PERSONS)
        row.skip(*_OF_PERSONS)
    codes = [code for shelf in row.rows("programList") for code in shelf.all("program")]
    found = entity(
        row,
        number,
        kind,
        (named(_written(row), "primary", kind), *[_alias(aka, kind) for aka in row.inside("akaList", "aka")]),
        under=listings(row.source, number, dict.fromkeys(codes, ""), note="; ".join([f"Linked To: {other}" for other in links])),
        numbers=identifiers_in("; ".join([_paper(paper) for paper in row.inside("idList", "id")])),
        places=[*_flags(row), *(_address(place) for place in row.inside("addressList", "address"))],
        born=[_birth_date(item) for item in row.inside("dateOfBirthList", "dateOfBirthItem")],
    )
    return found, links


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
