"""OFAC's advanced XML (SDN_ADVANCED.XML, CONS_ADVANCED.XML): the United Nations' model, in which everything refers to everything.

Kinds stand in reference sets at the top; places and papers come before the parties, relations and measures after them.
A file has over 100 MB for the SDN list, so a party is made an Entity as soon as it is read and completed at the end.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, Kind, Name, NameKind, Rejected, Source
from sources.read import ofac
from sources.read.dates import partial
from sources.read.markup import hide, shelved, tree
from sources.read.ofac import LANGUAGES, identifiers_in, listings, named, new_programmes, related
from sources.read.row import Fields, Row

_ROOT = "{https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML}Sanctions"
_SHELVES = ("Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries")
_TAGS = ("Location", "IDRegDocument", "DistinctParty", "ProfileRelationship", "SanctionsEntry")
_ASIDES = ("DateOfIssue", "ReferenceValueSets", "SanctionsEntryLinks")
_KINDS: Mapping[str, Kind] = {"Vessel": "vessel", "Aircraft": "aircraft", "Individual": "person", "Entity": "organisation"}
_NAMES: Mapping[str, NameKind] = {"A.K.A.": "alias", "F.K.A.": "former", "N.K.A.": "alias"}
_FAMILY, _OF_PERSONS = "Last Name", ("Feature", "Comment")
_ALWAYS = (
    "@FixedRef", "Profile", "Profile/@PartySubTypeID", "Profile/Identity", "Profile/Identity/Alias", "Profile/Identity/Alias/@AliasTypeID",
    "Profile/Identity/Alias/@Primary", "Profile/Identity/Alias/@LowQuality", "Profile/Identity/Alias/DocumentedName", "@ProfileID",
    "SanctionsMeasure", "SanctionsMeasure/Comment", "EntryEvent",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Edition:
    """What the sections of one edition say, by the publisher's numbers."""

    source: Source
    known: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, Kind]
    places: dict[str, Address] = field(default_factory=dict)
    papers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    others: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    under: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))


def entities(source: Source, document: Document) -> Iterator[Entity | Rejected]:
    """One Entity per DistinctParty, under OFAC's entry number. Raises SourceChanged for a party that no measure is taken against."""
    top = tree(document, source, _ROOT)
    edition, fields, found = _edition(source, document, top), Fields(source), list[Entity]()
    read = {"Location": _place, "IDRegDocument": _paper, "ProfileRelationship": _relation, "SanctionsEntry": _entry}
    for tag, row in shelved(document, source, top, _SHELVES, _TAGS, asides=_ASIDES):
        if tag != "DistinctParty":
            read[tag](row, edition)
        elif (entity := _party(row, edition)) is None:
            yield row.rejected("rejected.unknown_category", row.said("@FixedRef"))
            continue
        else:
            found.append(entity)
        yield from fields.spent(row)
    fields.require(document.name, _ALWAYS)
    for entity in found:  # the rows are let go: a hundred megabytes of them would be looked through again and again
        whole = _completed(entity, edition)
        yield from new_programmes(source, whole)
        yield whole


def _edition(source: Source, document: Document, top: etree._Element) -> _Edition:
    """The reference sets: "Country" -> {"11082": "Cuba"}. Raises SourceChanged when one that we need is not there."""
    sets: dict[str, dict[str, str]] = defaultdict(dict)
    parents: dict[str, str] = {}
    for value in top.iterfind("{*}ReferenceValueSets/{*}*/{*}*"):
        name = etree.QName(value).localname
        sets[name][value.get("ID", "")] = (value.text or "").strip()
        if name == "PartySubType":
            parents[value.get("ID", "")] = value.get("PartyTypeID", "")
    for name in ("AliasType", "Country", "FeatureType", "NamePartType", "PartySubType", "PartyType", "SanctionsType", "Script"):
        if name not in sets:
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="ReferenceValueSets", field=name)
    both = {number: (text, sets["PartyType"].get(parents[number], "")) for number, text in sets["PartySubType"].items()}
    kinds = {number: kind for number, texts in both.items() if (kind := next((_KINDS[text] for text in texts if text in _KINDS), None))}
    return _Edition(source=source, known=sets, kinds=kinds)


def _place(row: Row, edition: _Edition) -> None:
    countries = [
        edition.known["Country"].get(each.need("@CountryID"), "") for each in _stripped(row, "LocationCountry", "@CountryRelevanceID")
    ]
    parts = list[tuple[str, str]]()
    for part in row.rows("LocationPart"):
        kind = edition.known["LocPartType"].get(part.one("@LocPartTypeID"), "")
        values = _stripped(part, "LocationPartValue", "@LocPartValueTypeID", "@LocPartValueStatusID", "Comment")
        parts += [(kind, value.one("Value")) for value in values if value.one("@Primary") != "false"]
    row.skip("LocationAreaCode", "FeatureVersionReference", "IDRegDocumentReference")
    country = countries[0] if countries else ""
    text = ", ".join(text for text in (*(text for _, text in parts), country) if text)
    city = next((text for kind, text in parts if kind == "CITY"), "")
    edition.places[row.need("@ID")] = Address(text=text, city=city, country=alpha2(country))


def _paper(row: Row, edition: _Edition) -> None:
    kind = edition.known["IDRegDocType"].get(row.one("@IDRegDocTypeID"), "")
    edition.papers[row.one("@IdentityID")].append(f"{kind} {row.one('IDRegistrationNo')}")
    row.skip("@ID", "@IssuedBy-CountryID", "@IssuedIn-LocationID", "@ValidityID", "Comment", "IssuingAuthority", "DocumentDate")
    row.skip("DocumentedNameReference", "IDRegDocumentMention", "FeatureVersionReference", "ProfileRelationshipReference")


def _relation(row: Row, edition: _Edition) -> None:
    how = edition.known["RelationType"].get(row.one("@RelationTypeID"), "")
    edition.others[row.need("@From-ProfileID")].append((how, row.need("@To-ProfileID")))
    row.skip("@ID", "@RelationQualityID", "@Former", "@SanctionsEntryID", "Comment", "DatePeriod", "IDRegDocumentReference")


def _entry(row: Row, edition: _Edition) -> None:
    """Programmes with the day of the first event and the list they stand in."""
    dates, name = list[str](), edition.known["List"].get(row.one("@ListID"), "")
    for event in row.rows("EntryEvent"):
        dates += [_day(date) for date in event.rows("Date")]
        event.skip("@ID", "@EntryEventTypeID", "@LegalBasisID", "Comment")
    since = min((date for date in dates if date), default="")
    for measure in _stripped(row, "SanctionsMeasure", "@ID", "DatePeriod"):
        kind, programme = edition.known["SanctionsType"].get(measure.one("@SanctionsTypeID"), ""), measure.one("Comment")
        if kind == "Program" and programme:
            edition.under[row.said("@ProfileID")].append((programme, since, name))
    row.skip("@ID", "@ProfileID", "LimitationsToPublication")


def _party(row: Row, edition: _Edition) -> Entity | None:
    """The party with its names, places and papers; what is done against it comes later in the file."""
    number, (profile,) = row.need("@FixedRef"), row.rows("Profile")
    kind = edition.kinds.get(profile.need("@PartySubTypeID"))
    if kind is None:
        return None
    if kind == "person":
        hide(row, _OF_PERSONS)
    identities = profile.rows("Identity")
    names = sorted((name for each in identities for name in _names(each, edition, kind)), key=lambda name: name.kind != "primary")
    papers = [text for each in identities for text in edition.papers.get(each.one("@ID"), ())]
    born, places = list[str](), list[Address]()
    for feature in profile.rows("Feature"):
        label = edition.known["FeatureType"].get(feature.one("@FeatureTypeID"), "")
        dates, spots, texts = _feature(feature, edition)
        born += dates if label == "Birthdate" else []
        places += spots if label in ("Location", "Vessel Flag") else []
        papers += [f"{label} {text}" for text in texts]
    row.skip("Comment")
    profile.skip("@ID", "SanctionsEntryReference", "ExternalReference")
    return ofac.entity(row, number, kind, names, under=(), numbers=identifiers_in("; ".join(papers)), places=places, born=born)


def _names(identity: Row, edition: _Edition, kind: Kind) -> Iterator[Name]:
    """The names of an identity in each script; the parts' kinds stand at its end."""
    parts = {
        part.need("@ID"): edition.known["NamePartType"].get(part.need("@NamePartTypeID"), "")
        for group in identity.rows("NamePartGroups")
        for master in group.rows("MasterNamePartGroup")
        for part in master.rows("NamePartGroup")
    }
    identity.skip("@FixedRef", "@Primary", "@False")
    for alias in identity.rows("Alias"):
        as_: NameKind = _NAMES.get(edition.known["AliasType"].get(alias.one("@AliasTypeID"), ""), "alias")
        is_first, is_weak = alias.one("@Primary") == "true", alias.one("@LowQuality") == "true"
        alias.skip("@FixedRef")
        for form in _stripped(alias, "DocumentedName", "@ID", "@FixedRef", "@DocNameStatusID"):
            values = [value for part in form.rows("DocumentedNamePart") for value in part.rows("NamePartValue")]
            yield _name(values, parts, edition, "primary" if is_first else "weak" if is_weak else as_, kind)


def _name(values: list[Row], parts: Mapping[str, str], edition: _Edition, as_: NameKind, kind: Kind) -> Name:
    """As OFAC writes it elsewhere, "FAMILY, Given"; of other scripts the order as published."""
    family, others, script = list[str](), list[str](), ""
    for value in values:
        (family if parts.get(value.one("@NamePartGroupID")) == _FAMILY else others).append(value.one("#text"))
        script = edition.known["Script"].get(value.one("@ScriptID"), "")
        value.skip("@ScriptStatusID", "@Acronym")
    text = ", ".join(" ".join(some) for some in (family, others) if some)
    return replace(named(text, as_, kind), language=LANGUAGES.get(script, ""))


def _feature(feature: Row, edition: _Edition) -> tuple[list[str], list[Address], list[str]]:
    """(dates, places, texts) of all versions of a feature."""
    dates, places, texts = list[str](), list[Address](), list[str]()
    for version in _stripped(feature, "FeatureVersion", "@ID", "@ReliabilityID", "Comment", "IDRegDocumentReference"):
        dates += [_period(period) for period in version.rows("DatePeriod")]
        spots = _stripped(version, "VersionLocation")
        places += [place for spot in spots if (place := edition.places.get(spot.need("@LocationID")))]
        texts += [
            text for each in _stripped(version, "VersionDetail", "@DetailTypeID", "@DetailReferenceID") if (text := each.one("#text"))
        ]
    feature.skip("@ID", "IdentityReference")
    return dates, places, texts


def _period(period: Row) -> str:
    """A day, a month, a year, "circa 1958" or "1958 to 1960"."""
    about, days = False, list[str]()
    for end in ("Start", "End"):
        for point in period.rows(end):
            about = about or point.one("@Approximate") == "true"
            days += [_day(point_date) for bound in ("From", "To") for point_date in point.rows(bound)]
            point.skip("@YearFixed", "@MonthFixed", "@DayFixed")
    period.skip("@CalendarTypeID", "@YearFixed", "@MonthFixed", "@DayFixed")
    first, last = min(days, default=""), max(days, default="")
    if first == last or not first:
        text = first
    elif first.endswith("-01-01") and last.endswith("-12-31"):
        text = first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"
    else:
        text = first[:7] if first[:7] == last[:7] else f"{first} to {last}"
    return f"circa {text}" if about and text else text


def _day(date: Row) -> str:
    year, month, day = (date.one(part) for part in ("Year", "Month", "Day"))
    date.skip("@CalendarTypeID")
    return partial("-".join(part.zfill(2) for part in (year, month, day) if part))


def _stripped(row: Row, name: str, *unread: str) -> list[Row]:
    """The nested records without fields that say nothing we need."""
    found = row.rows(name)
    for each in found:
        each.skip(*unread)
    return found


def _completed(entity: Entity, edition: _Edition) -> Entity:
    measures = sorted(edition.under.get(entity.entity_id, ()), key=lambda measure: measure[1])
    if not measures:
        where = {"source": edition.source.name, "document": entity.quote.document, "row": entity.quote.locator}
        raise SourceChanged("source.field_missing", **where, field="SanctionsMeasure")
    days: dict[str, str] = {}
    for programme, since, _ in measures:
        days.setdefault(programme, since)
    note = "; ".join(dict.fromkeys(f"{name} {since}" for _, since, name in measures if name))
    return replace(
        entity,
        listings=listings(edition.source, entity.entity_id, days, note=note),
        related=related(to for _, to in edition.others.get(entity.entity_id, ())),
    )
