"""GLEIF: who is who by Legal Entity Identifier (LEI), and who consolidates whose accounts (levels 1 and 2).

Having an LEI means to have traded securities or registered; it says nothing else. Level 2 names the parent that consolidates
a body's accounts, directly and ultimately: control by accounting rules, no percentage of shares. A body that names no parent
gives a reason instead ("reporting exception": natural persons, no known person, not consolidating, a law in the way). Such an
exception is kept as a stake whose owner is unknown; it never means that there is no parent.

Caveats: read from the golden copy's CSV files (plain, gzipped or zipped: "lei2" records, "rr" relations, "repex"
exceptions), or from answers of the interface, a file an LEI. Whatever documents are given are read, under any name; relations
of bodies that the given records do not hold are left aside. The whole "lei2" file unpacks to more than is read at once (2 GB):
bring the part that is needed. Sole proprietors are persons: neither their address nor their trade number is kept. Codes of
successors, funds and branches are kept as relations. The columns are known from GLEIF's published formats and from readers of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Listing, Name, Rejected, Source, Stake
from sources.read.checked import checked
from sources.read.delimited import hide, unpacked_table
from sources.read.numbers import is_lei
from sources.read.ofac import WITHHELD
from sources.read.packed import objects, unpacked
from sources.read.row import Fields, Row
from sources.registries.gleif_api import RECORD_URL, entity_of

_AT = "https://goldencopy.gleif.org/api/v2/golden-copies/publishes/"
SOURCE = Source(
    name="gleif",
    kind="registry",
    title_en="GLEIF: Legal Entity Identifiers, levels 1 and 2",
    title_ja="GLEIF 取引主体識別子（LEI）レベル1・2",
    publisher="Global Legal Entity Identifier Foundation",
    url="https://www.gleif.org/en/lei-data/gleif-golden-copy/download-the-golden-copy",
    licence="CC0 1.0",
    regime="GLEIF",
    cadence_days=30,
    files=tuple(File(name=name, url=f"{_AT}{name}/latest.csv", max_bytes=2_000_000_000) for name in ("lei2", "rr", "repex")),
    hosts=("leidata-preview.gleif.org", "leidata.gleif.org"),
    by_default=False,
    sub_lists={"": 1_000},
)
_OTHER = ("Entity.OtherEntityNames.OtherEntityName.", "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.")
_LEI2 = (
    "LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.LegalAddress.City", "Entity.LegalAddress.Country",
    "Entity.RegistrationAuthority.RegistrationAuthorityID", "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.EntityCategory", "Entity.EntityStatus", "Registration.LastUpdateDate", "Registration.RegistrationStatus",
    *(f"{stem}1{part}" for stem in _OTHER for part in ("", ".xmllang")), f"{_OTHER[0]}1.type",
)  # fmt: skip
_RR = (
    "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID", "Relationship.RelationshipType", "Relationship.RelationshipStatus",
)  # fmt: skip
_REPEX = ("LEI", "Exception.Category", "Exception.Reason.1")
_GROUPS = ("Entity.", "Registration.", "Relationship.", "Exception.", "NextVersion.", "ConformityFlag")
_PARENTS = {"IS_DIRECTLY_CONSOLIDATED_BY": "accounting_parent", "IS_ULTIMATELY_CONSOLIDATED_BY": "ultimate_accounting_parent"}
_LINKS = {"IS_FUND-MANAGED_BY", "IS_SUBFUND_OF", "IS_FEEDER_TO", "IS_INTERNATIONAL_BRANCH_OF"}
_COMPANIES_HOUSE = {"RA000585", "RA000586", "RA000587"}
_CLOSED = {"RETIRED", "MERGED", "DUPLICATE", "ANNULLED"}
_PERSONAL = ("Address", "RegistrationAuthorityEntityID", "ValidationAuthorityEntityID")

_Edges = Mapping[str, list[tuple[str, Identifier]]]


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per LEI record. Raises SourceChanged for a document that is none of the four kinds."""
    tables: dict[str, list[Document]] = defaultdict(list)
    for document in documents.values():
        tables[_kind(document)].append(document)
    yield from checked(SOURCE, _entities(tables))


def _kind(document: Document) -> str:
    """What a document holds, by its first line."""
    plain = unpacked(document, SOURCE, suffix=".csv") if not document.content.lstrip().startswith((b"{", b"[")) else document
    head = plain.content[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        return "api"
    columns = head.partition(b"\n")[0].replace(b'"', b"").decode("utf-8", "replace").strip().split(",")
    for kind, mark in (("rr", _RR[0]), ("repex", _REPEX[1]), ("lei2", _LEI2[1])):
        if mark in columns:
            return kind
    raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="header", field=_LEI2[1])


def _entities(tables: Mapping[str, list[Document]]) -> Iterator[Entity | Rejected]:
    links: dict[str, list[tuple[str, Identifier]]] = defaultdict(list)
    unknown: dict[str, list[Stake]] = defaultdict(list)
    fields = Fields(SOURCE)
    for document in tables.get("rr", ()):
        yield from _relations(document, links, fields)
    for document in tables.get("repex", ()):
        for row in unpacked_table(document, SOURCE, _REPEX):
            own = Identifier(scheme="lei", value=row.need("LEI"))
            exception = Stake(relation=row.need("Exception.Category"), owned=own, state="unknown", reason=row.need("Exception.Reason.1"))
            unknown[own.value].append(exception)
            yield from _spent(row, fields)
    for document in tables.get("lei2", ()):
        for row in unpacked_table(document, SOURCE, _LEI2):
            lei = row.need("LEI")
            yield _entity(row, lei, links, unknown) if is_lei(lei) else row.rejected("rejected.check_digit", lei)
            yield from _spent(row, fields)
    for document in tables.get("api", ()):
        for answer, _ in objects(document, SOURCE):
            yield from entity_of(answer, document, SOURCE)


def _spent(row: Row, fields: Fields) -> Iterator[Rejected]:
    """The publisher's many further columns are known; what stands outside its own groups is not."""
    row.skip(*(name for name in row.fields if name.startswith(_GROUPS)))
    yield from fields.spent(row)


def _relations(document: Document, links: dict[str, list[tuple[str, Identifier]]], fields: Fields) -> Iterator[Rejected]:
    """Fills `links` with the relations in force: LEI -> (type, the other's LEI)."""
    for row in unpacked_table(document, SOURCE, _RR):
        kind, status = row.need("Relationship.RelationshipType"), row.need("Relationship.RelationshipStatus")
        if kind not in _PARENTS.keys() | _LINKS:
            yield row.rejected("rejected.unknown_category", kind)
        elif status == "ACTIVE":
            own, other = row.need("Relationship.StartNode.NodeID"), row.need("Relationship.EndNode.NodeID")
            links[own].append((kind, Identifier(scheme="lei", value=other)))
        yield from _spent(row, fields)


def _entity(row: Row, lei: str, links: _Edges, unknown: Mapping[str, list[Stake]]) -> Entity:
    person = row.need("Entity.EntityCategory") == "SOLE_PROPRIETOR"
    own = Identifier(scheme="lei", value=lei)
    if person:
        hide(row, {name: WITHHELD for name, text in row.raw.items() if text and any(part in name for part in _PERSONAL)})
    related = links.get(lei, [])
    stakes = [Stake(relation=kind, owned=own, owner=other) for kind, other in related if kind in _PARENTS]
    return Entity(
        source=SOURCE.name,
        entity_id=lei,
        kind="person" if person else "organisation",
        names=(Name(text=row.need("Entity.LegalName"), language=row.need("Entity.LegalName.xmllang")), *_others(row)),
        quote=row.quote,
        identifiers=(own,) if person else (own, *_numbers(row)),
        addresses=() if person else tuple(_addresses(row)),
        listings=_closed(row, lei),
        related=tuple((_PARENTS.get(kind, kind.lower()), other) for kind, other in related),
        stakes=(*stakes, *unknown.get(lei, ())),
    )


def _others(row: Row) -> Iterator[Name]:
    for name, text in row.raw.items():
        stem, _, number = name.rpartition(".")
        if text.strip() and number.isdigit() and f"{stem}." in _OTHER:
            kind = row.one(f"{name}.type")
            yield Name(text=text.strip(), kind="former" if kind == "PREVIOUS_LEGAL_NAME" else "alias", language=row.one(f"{name}.xmllang"))


def _numbers(row: Row) -> Iterator[Identifier]:
    authority, number = row.need(_LEI2[5]), row.need(_LEI2[6])
    if authority in _COMPANIES_HOUSE and number:
        yield Identifier(scheme="gb_company_number", value=number.zfill(8))


def _addresses(row: Row) -> Iterator[Address]:
    city, country = row.need("Entity.LegalAddress.City"), row.need("Entity.LegalAddress.Country")
    yield Address(text=", ".join(part for part in (city, country) if part), city=city, country=country.lower())


def _closed(row: Row, lei: str) -> tuple[Listing, ...]:
    status, last = row.need("Registration.RegistrationStatus"), row.need("Registration.LastUpdateDate")
    if status not in _CLOSED and row.need("Entity.EntityStatus") != "INACTIVE":
        return ()
    sub_list = status.lower() if status in _CLOSED else "inactive"
    return (Listing(regime=SOURCE.regime, sub_list=sub_list, reference=lei, url=f"{RECORD_URL}{lei}", withdrawn_on=last[:10]),)
