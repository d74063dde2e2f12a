"""NISTEP dictionary of Japanese institutions: names in kanji, kana, rōmaji and English, with ROR and NISTEP numbers.

Being in the dictionary means nothing but to do research in Japan. It is worth its readings: affiliations on papers are often
rōmaji that no registry holds.

Caveats: the records that NISTEP proposed to ROR in 2024, as CSV with ROR's field names, of which the user brings a copy. Names
carry their language after "*" ("Example College*en"), several in one cell parted by ";"; a reading in kana and one in rōmaji
both count as Japanese. It is a part of the dictionary, not the whole. Known from one transcribed edition of 1,215 rows.
"""

from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import unpacked_table
from sources.read.row import Fields, Row

SOURCE = Source(
    name="jp_nistep",
    kind="registry",
    title_en="NISTEP dictionary of Japanese institutions",
    title_ja="NISTEP 機関名辞書（ROR登録分）",
    publisher="National Institute of Science and Technology Policy, Japan",
    url="https://www.nistep.go.jp/research/scisip/rd-and-innovation-on-industry",
    licence="see the publisher's page",
    regime="NISTEP",
    cadence_days=365,
    files=(File(name="nistep.csv", url="https://www.nistep.go.jp/research/scisip/nistep_new_records.csv", max_bytes=100_000_000),),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_NAMES: Mapping[str, NameKind] = {
    "names.types.ror_display": "primary", "names.types.label": "primary", "names.types.alias": "alias", "names.types.acronym": "acronym",
}  # fmt: skip
_NUMBERS = {
    "id": "ror", "NID": "nistep", "external_ids.type.grid.all": "grid", "external_ids.type.isni.all": "isni",
    "external_ids.type.wikidata.all": "wikidata", "external_ids.type.fundref.all": "fundref",
}  # fmt: skip
_NOT_READ = (
    "html_url", "types", "links.type.website", "links.type.wikipedia", "domains", "established", "locations.geonames_id", "status",
    *(f"external_ids.type.{scheme}.preferred" for scheme in ("fundref", "grid", "isni", "wikidata")),
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is the NISTEP number. Documents may bear any name."""
    yield from checked(SOURCE, (item for document in documents.values() for item in _entities(document)))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in unpacked_table(document, SOURCE, (*_NAMES, "id", "NID", "city", "country"), encodings=("utf-8", "cp932")):
        yield _entity(row)
        row.skip(*_NOT_READ)
        yield from fields.spent(row)


def _entity(row: Row) -> Entity:
    own = row.said("NID").strip() or row.said("id").strip()
    city, country = row.need("city"), row.need("country")
    return Entity(
        source=SOURCE.name,
        entity_id=own,
        kind="organisation",
        names=tuple(dict.fromkeys(name for column, kind in _NAMES.items() for name in _names(row.need(column), kind))),
        quote=row.quote,
        identifiers=tuple(
            Identifier(scheme=scheme, value=part.replace(" ", "") if scheme == "isni" else part)
            for column, scheme in _NUMBERS.items()
            for part in _parts(row.one(column))
        ),
        addresses=(Address(text=", ".join(part for part in (city, country) if part), city=city, country=alpha2(country)),),
    )


def _names(cell: str, kind: NameKind) -> Iterator[Name]:
    for part in _parts(cell):
        text, star, language = part.rpartition("*")
        yield Name(text=text if star else part, kind=kind, language=language if star else "")


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
