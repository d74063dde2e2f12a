"""OFAC's enhanced XML (SDN_ENHANCED.ZIP, CONS_ENHANCED.ZIP): every name in every script it is known in, numbers and relations by kind."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sources.countries import alpha2
from sources.model import Address, Document, Entity, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.dates import partial
from sources.read.markup import hide, records
from sources.read.ofac import LANGUAGES, entity, identifiers_in, listings, named, new_programmes
from sources.read.packed import unpacked
from sources.read.row import Fields, Row

_ROOT = "{https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML}sanctionsData"
_ASIDES = ("publicationInfo", "referenceValues", "featureTypes")
_KINDS: Mapping[str, Kind] = {"Individual": "person", "Entity": "organisation", "Vessel": "vessel", "Aircraft": "aircraft"}
_NAMES: Mapping[str, NameKind] = {"A.K.A.": "alias", "F.K.A.": "former", "N.K.A.": "alias"}
_OF_PERSONS = ("addresses", "features", "identityDocuments", "remarks")
_OTHER_LISTS = ("SDN List", "Consolidated List")
_PAPER = ("@id", "name", "isValid", "issuingLocation", "issuingCountry", "issuingAuthority", "issueDate", "expirationDate", "comments")
_ALWAYS = (
    "@id", "generalInfo", "generalInfo/entityType", "sanctionsLists", "sanctionsLists/sanctionsList", "sanctionsPrograms",
    "sanctionsPrograms/sanctionsProgram", "names", "names/name", "names/name/isPrimary", "names/name/isLowQuality", "names/name/aliasType",
    "names/name/translations", "names/name/translations/translation", "names/name/translations/translation/formattedFullName",
    "names/name/translations/translation/script", "features", "features/feature", "features/feature/type",
)  # fmt: skip


def entities(source: Source, document: Document) -> Iterator[Entity | Rejected]:
    """One Entity per entity element, under OFAC's entry number."""
    plain, fields = unpacked(document, source, suffix=".xml"), Fields(source)
    for _, row in records(plain, source, _ROOT, ("entities",), ("entity",), asides=_ASIDES):
        if plain is not document:  # bytes of what was packed mean nothing in the package
            row.quote = replace(row.quote, start=None, end=None)
        (general,) = row.rows("generalInfo")
        kind = _KINDS.get(written := _label(general, "entityType"))
        general.skip("identityId", "title", "remarks")
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        if kind == "person":
            hide(row, _OF_PERSONS)
            row.skip("addresses", "identityDocuments")
        found = _entity(row, kind)
        yield from new_programmes(source, found)
        yield found
        yield from fields.spent(row)
    fields.require(document.name, _ALWAYS)


def _entity(row: Row, kind: Kind) -> Entity:
    number = row.need("@id")
    names = sorted([name for each in row.inside("names", "name") for name in _names(each, kind)], key=lambda name: name.kind != "primary")
    papers = [_paper(paper) for paper in row.inside("identityDocuments", "identityDocument")]
    features = [_feature(feature) for feature in row.inside("features", "feature")]
    places = [_address(place) for place in row.inside("addresses", "address")]
    flags = [Address(text=text, country=alpha2(text)) for name, text in features if name == "Vessel Flag"]
    others = [_relation(relation) for relation in row.inside("relationships", "relationship")]
    return entity(
        row,
        number,
        kind,
        names,
        under=_listings(row, number, [f"{how}: {name}" for how, name, _ in others]),
        numbers=identifiers_in("; ".join([*papers, *[f"{name} {text}" for name, text in features]])),
        places=[*flags, *places],
        born=[partial(text) for name, text in features if name == "Birthdate"],
        linked=[to for _, _, to in others],
    )


def _labels(row: Row, name: str, *skipped: str) -> list[str]:
    """The texts of elements that have an id of the publisher's besides."""
    found = row.rows(name)
    for each in found:
        each.skip("@refId", "@featureTypeId", *skipped)
    return [each.one("#text") for each in found]


def _label(row: Row, name: str, *skipped: str) -> str:
    return next(iter(_labels(row, name, *skipped)), "")


def _listings(row: Row, number: str, others: list[str]) -> tuple[Listing, ...]:
    """One for each programme, since the entry first stood on a list of this source; lists, their days and `others` are noted."""
    programmes = [code for shelf in row.rows("sanctionsPrograms") for code in _labels(shelf, "sanctionsProgram", "@id")]
    bases = [text for shelf in row.rows("legalAuthorities") for text in _labels(shelf, "legalAuthority", "@id")]
    row.skip("sanctionsTypes")
    lists = [_list(each) for each in row.inside("sanctionsLists", "sanctionsList")]
    own = [(name, day) for name, day in lists if name not in _OTHER_LISTS] or lists
    since = min((partial(day) for _, day in own), default="")
    note = "; ".join([*(f"{name} {day}" for name, day in own), *others])
    return listings(row.source, number, dict.fromkeys(programmes, since), reason="; ".join(bases), note=note)


def _list(each: Row) -> tuple[str, str]:
    each.skip("@refId", "@id")
    return each.one("#text"), each.need("@datePublished")


def _names(name: Row, kind: Kind) -> Iterator[Name]:
    """A name in each script it is given in."""
    is_first, is_weak, written = name.one("isPrimary") == "true", name.one("isLowQuality") == "true", _label(name, "aliasType")
    as_: NameKind = "primary" if is_first else "weak" if is_weak else _NAMES.get(written, "alias")
    name.skip("@id", "comments")
    for form in name.inside("translations", "translation"):
        script, text = _label(form, "script"), form.one("formattedFullName")
        form.skip("@id", "isPrimary", "formattedFirstName", "formattedLastName", "nameParts", "comments")
        yield replace(named(text, as_, kind), language=LANGUAGES.get(script, ""))


def _paper(paper: Row) -> str:
    text = f"{_label(paper, 'type')} {paper.one('documentNumber')}"
    paper.skip(*_PAPER)
    return text


def _feature(feature: Row) -> tuple[str, str]:
    found = _label(feature, "type"), feature.one("value")
    feature.skip("@id", "versionId", "valueRefId", "valueDate", "isPrimary", "reliability", "comments")
    return found


def _address(place: Row) -> Address:
    country, parts = _label(place, "country"), list[tuple[str, str]]()
    for form in place.inside("translations", "translation"):
        script, latin = _label(form, "script"), form.inside("addressParts", "addressPart")
        form.skip("@id", "isPrimary")
        found = [(_label(part, "type"), part.one("value")) for part in latin]
        for part in latin:
            part.skip("@id")
        parts = found if script == "Latin" or not parts else parts
    place.skip("@id")
    text = ", ".join([*(text for _, text in parts), *([country] if country else [])])
    return Address(text=text, city=next((text for name, text in parts if name == "CITY"), ""), country=alpha2(country))


def _relation(relation: Row) -> tuple[str, str, str]:
    """(how, whom, entry number) of another entry."""
    how, (other,) = _label(relation, "type"), relation.rows("relatedEntity")
    relation.skip("@id", "quality", "comments")
    return how, other.one("#text"), other.need("@entityId")
