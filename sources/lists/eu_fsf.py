"""European Union: consolidated list of persons, groups and entities under EU financial sanctions (FSF), XML 1.1.

Being listed: assets in the Union are frozen and nobody there may make funds or economic resources available to the party. It
binds nobody in Japan. Bodies named only in export annexes (such as Annex IV of Regulation 833/2014) are not in it.

Caveats: written from descriptions of the format and from public readers of it; no whole file was at hand. All facts stand
in attributes; a name is repeated in many languages. A party under several programmes has one entry with several regulations.
The token in the address is the one the Commission publishes for everybody. Not read, and left out of quoted rows:
citizenship, birth place, gender, and documents of natural persons.
"""

from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.markup import records
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="eu_fsf",
    title_en="EU Consolidated Financial Sanctions List",
    title_ja="欧州連合（EU）金融制裁対象者統合リスト",
    publisher="European Commission",
    url="https://data.europa.eu/data/datasets/consolidated-list-of-persons-groups-and-entities-subject-to-eu-financial-sanctions",
    licence="European Commission reuse policy (Decision 2011/833/EU)",
    regime="EU",
    cadence_days=7,
    files=(
        File(
            name="full.xml",
            url="https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw",
            media="xml",
        ),
    ),
    by_default=False,
    sub_lists={"": 3000},
)
_KINDS: Mapping[str, Kind] = {"person": "person", "enterprise": "organisation"}
_WITHHELD = ("citizenship", "birthdate", "identification", "@gender")
ALWAYS = (
    "@euReferenceNumber", "@unitedNationId", "@logicalId", "subjectType", "subjectType/@code", "regulation", "regulation/@programme",
    "regulation/@numberTitle", "regulation/@publicationDate", "regulation/@entryIntoForceDate", "regulation/publicationUrl",
    "nameAlias", "nameAlias/@wholeName", "nameAlias/@strong", "nameAlias/@firstName", "nameAlias/@lastName", "nameAlias/@nameLanguage",
    "birthdate", "birthdate/@birthdate", "birthdate/@year", "birthdate/@circa", "address", "address/@countryIso2Code",
    "address/@countryDescription", "address/@city", "address/@street",
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per sanctionEntity; its id is the EU reference (EU.27.28), else the logical id."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    root = "{http://eu.europa.ec/fpi/fsd/export}export"
    for _, row in records(document, SOURCE, root, (), ("sanctionEntity",), withheld=_WITHHELD):
        subjects = row.rows("subjectType")
        codes = [subject.need("@code") for subject in subjects]
        kind = _KINDS.get(codes[0]) if len(codes) == 1 else None
        if kind is None:
            yield row.rejected("rejected.unknown_category", ", ".join(codes))
            continue
        subjects[0].skip("@classificationCode")
        yield _entity(row, kind)
        yield from fields.spent(row)
    fields.require(document.name, ALWAYS)


def _entity(row: Row, kind: Kind) -> Entity:
    reference, number, un = row.one("@euReferenceNumber"), row.need("@logicalId"), row.one("@unitedNationId")
    row.skip("@designationDetails", "@designationDate", "citizenship")
    names = [_name(alias, kind) for alias in row.rows("nameAlias")]
    if not names:
        where = {"source": SOURCE.name, "document": row.quote.document, "row": row.quote.locator}
        raise SourceChanged("source.field_missing", **where, field="nameAlias")
    ordered = sorted(names, key=lambda name: name.kind == "weak")
    places = row.rows("address")
    ships = [text for paper in row.rows("identification") if (text := _imo(paper))]
    own = [("eu_reference", reference), ("un_reference", un), *(("imo", text) for text in ships if kind != "person")]
    listings = tuple(dict.fromkeys(_listing(regulation, reference or number) for regulation in row.rows("regulation")))
    row.skip("remark")
    return Entity(
        source=SOURCE.name,
        entity_id=reference or number,
        kind=kind,
        names=tuple(name if place else Name(text=name.text, family=name.family, given=name.given) for place, name in enumerate(ordered)),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in own if value),
        addresses=tuple(address for place in places if (address := _address(place)) and kind != "person"),
        birth_dates=tuple(dict.fromkeys(text for born in row.rows("birthdate") if (text := _birth_date(born)))),
        listings=listings,
    )


def _name(alias: Row, kind: Kind) -> Name:
    whole_name, family = alias.one("@wholeName"), alias.one("@lastName")
    given = " ".join(part for part in (alias.one("@firstName"), alias.one("@middleName")) if part)
    is_weak, language = alias.one("@strong") == "false", alias.one("@nameLanguage").lower()
    alias.skip("@gender", "@title", "@function", "@regulationLanguage", "@logicalId", "regulationSummary", "remark")
    text = whole_name or f"{given} {family}".strip()
    known = (family, given) if kind == "person" and family and given else ("", "")
    return Name(text=text, kind="weak" if is_weak else "alias", language=language, family=known[0], given=known[1])


def _listing(regulation: Row, reference: str) -> Listing:
    programme, title = regulation.one("@programme"), regulation.one("@numberTitle")
    published, url = regulation.one("@publicationDate"), regulation.one("publicationUrl")
    since = regulation.one("@entryIntoForceDate")
    regulation.skip("@regulationType", "@organisationType", "@logicalId")
    return Listing(
        regime=f"EU {programme}",
        categories=(programme,) if programme else (),
        reference=f"{reference}, {title}" if title else reference,
        url=url or SOURCE.url,
        announced_on=partial(published),
        listed_on=partial(since or published),
    )


def _birth_date(born: Row) -> str:
    day, year = born.one("@birthdate"), born.one("@year")
    since, until, about = born.one("@yearRangeFrom"), born.one("@yearRangeTo"), born.one("@circa")
    born.skip(
        "@calendarType", "@city", "@zipCode", "@dayOfMonth", "@monthOfYear", "@region", "@place", "@countryIso2Code",
        "@countryDescription", "@regulationLanguage", "@logicalId", "regulationSummary", "remark",
    )  # fmt: skip
    if since and until:
        return f"{since} to {until}"
    text = partial(day or year)
    return f"circa {text}" if text and about == "true" else text


def _address(place: Row) -> Address | None:
    names = ("@street", "@poBox", "@zipCode", "@city", "@region", "@place", "@countryDescription")
    parts, code = {name: place.one(name) for name in names}, place.one("@countryIso2Code")
    place.skip("@asAtListingTime", "@regulationLanguage", "@logicalId", "regulationSummary", "remark", "contactInfo")
    text = ", ".join(part for part in parts.values() if part)
    return Address(text=text, city=parts["@city"], country=alpha2(code)) if text or code else None


def _imo(paper: Row) -> str:
    """The number of a ship; other papers are not read."""
    number = paper.one("@number") if paper.one("@identificationTypeCode").lower() == "imo" else ""
    paper.skip(*list(paper.fields))
    return number
