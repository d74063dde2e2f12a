"""Global Research Identifier Database (GRID), release tables: the registry that ROR grew out of, closed to the public in 2021.

Being in GRID means nothing but to exist. It is kept for its identifiers: papers, grants and older lists cite GRID numbers, and
a GRID number leads to a ROR record.

Caveats: read as the CSV tables of a release, of which the user brings a copy (plain or gzipped). They belong together: an
alias or a relation of an institute that is not in the main table is refused. Countries are English names; addresses are
towns. Old: bodies have been renamed and merged since.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceDamaged
from sources.model import Address, Document, Entity, File, Identifier, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import unpacked_table
from sources.read.raw import whole
from sources.read.row import Fields, Row

_AT = "https://www.grid.ac/downloads/"
_TABLES: Mapping[str, tuple[str, ...]] = {
    "grid": ("ID", "Name", "City", "State", "Country"),
    "institutes": ("grid_id", "name", "wikipedia_url", "email_address", "established"),
    "aliases": ("grid_id", "alias"),
    "acronyms": ("grid_id", "acronym"),
    "relationships": ("grid_id", "relationship_type", "related_grid_id"),
    "external_ids": ("grid_id", "external_id_type", "external_id"),
}
SOURCE = Source(
    name="grid",
    kind="registry",
    title_en="Global Research Identifier Database (GRID)",
    title_ja="研究機関識別子データベース（GRID）",
    publisher="Digital Science",
    url=_AT,
    licence="CC BY 4.0",
    regime="GRID",
    cadence_days=36_500,
    files=tuple(File(name=f"{name}.csv", url=f"{_AT}full_tables/{name}.csv", max_bytes=100_000_000) for name in _TABLES),
    standing="verified",
    by_default=False,
    sub_lists={"": 40_000},
)
_SCHEMES = {"ISNI": "isni", "FundRef": "fundref"}


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per institute; its id is the GRID number ("grid.26999.3")."""
    yield from checked(SOURCE, _entities(*whole(documents, SOURCE)))


def _entities(main: Document, institutes: Document, *further: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    known = set()
    for row in _rows(institutes):
        known.add(row.one("grid_id"))
        row.skip(*_TABLES["institutes"])
        yield from fields.spent(row)
    aliases, acronyms, relations, numbers = (_grouped(document, known) for document in further)
    for row in _rows(main):
        own = row.need("ID")
        if own not in known:
            raise _orphan(row, own)
        names = [Name(text=row.need("Name"))]
        names += [Name(text=other.need("alias"), kind="alias") for other in aliases[own]]
        names += [Name(text=other.need("acronym"), kind="acronym") for other in acronyms[own]]
        yield Entity(
            source=SOURCE.name,
            entity_id=own,
            kind="organisation",
            names=tuple(names),
            quote=row.quote,
            identifiers=(Identifier(scheme="grid", value=own), *_identifiers(numbers[own])),
            addresses=_addresses(row),
            related=tuple(
                (other.need("relationship_type").lower(), Identifier(scheme="grid", value=other.need("related_grid_id")))
                for other in relations[own]
            ),
        )
        for each in (row, *aliases[own], *acronyms[own], *relations[own], *numbers[own]):
            yield from fields.spent(each)


def _rows(document: Document) -> Iterator[Row]:
    return unpacked_table(document, SOURCE, _TABLES[document.name.removesuffix(".csv")])


def _grouped(document: Document, known: set[str]) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(document):
        own = row.need("grid_id")
        if own not in known:
            raise _orphan(row, own)
        grouped[own].append(row)
    return grouped


def _orphan(row: Row, entry: str) -> SourceDamaged:
    return SourceDamaged("source.orphan", source=SOURCE.name, document=row.quote.document, row=row.quote.locator, entry=entry)


def _identifiers(rows: list[Row]) -> Iterator[Identifier]:
    for row in rows:
        scheme, value = row.need("external_id_type"), row.need("external_id")
        if scheme in _SCHEMES:
            yield Identifier(scheme=_SCHEMES[scheme], value=value.replace(" ", ""))


def _addresses(row: Row) -> tuple[Address, ...]:
    city, state, country = row.need("City"), row.need("State"), row.need("Country")
    text = ", ".join(part for part in (city, state, country) if part)
    return (Address(text=text, city=city, country=alpha2(country)),) if text else ()
