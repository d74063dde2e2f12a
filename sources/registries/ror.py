"""Research Organization Registry (ROR): who is who among universities, institutes, funders and companies that do research.

Being in ROR means nothing but to exist; it says under which names, in which country, and of which body something is part.
Records that ROR has closed carry a listing that says so ("inactive": the body ended; "withdrawn": the record was a mistake);
`related` names the successor.

Caveats: names have types (label, alias, acronym) and mostly a language; both the older schema 1 and schema 2 are read, as
the release zip, as a JSON array, or one record a line, also gzipped. A cut file of lines cannot be told from a short one
but by its count. Addresses are towns; only the country is used to tell bodies apart.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Listing, Name, NameKind, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.packed import objects

SOURCE = Source(
    name="ror",
    kind="registry",
    title_en="Research Organization Registry (ROR)",
    title_ja="研究機関識別子登録簿（ROR）",
    publisher="ROR (California Digital Library, Crossref, DataCite)",
    url="https://ror.readme.io/docs/data-dump",
    licence="CC0 1.0",
    regime="ROR",
    cadence_days=31,
    files=(File(name="ror", url="https://doi.org/10.5281/zenodo.6347574", media="jsonl", max_bytes=1_000_000_000),),
    standing="verified",
    sub_lists={"": 50_000},
)
_TYPES: Mapping[str, NameKind] = {"ror_display": "primary", "label": "primary", "alias": "alias", "acronym": "acronym"}
_SCHEMES = {"grid": "grid", "isni": "isni", "wikidata": "wikidata", "fundref": "fundref"}
_READ_V2 = {"id", "names", "locations", "status", "relationships", "external_ids", "admin"}
_READ_V1 = {"id", "name", "labels", "aliases", "acronyms", "country", "addresses", "status", "relationships", "external_ids"}
_NOT_READ = {"domains", "established", "links", "types", "email_address", "ip_addresses", "wikipedia_url"}
_CLOSED = {"inactive", "withdrawn"}


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per record; its id is the ROR address ("https://ror.org/057zh3y96"). Documents may bear any name."""
    yield from checked(SOURCE, _entities(documents))


def _entities(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    told: set[str] = set()
    for document in documents.values():
        for record, quote in objects(document, SOURCE, wanted="schema_v2"):
            known = _READ_V2 if "names" in record else _READ_V1
            if missing := sorted((known - {"admin"}) - record.keys()):
                where = {"source": SOURCE.name, "document": document.name, "row": quote.locator}
                raise SourceChanged("source.field_missing", **where, field=missing[0])
            for field in sorted(record.keys() - known - _NOT_READ - told):
                told.add(field)
                yield _rejected("rejected.unknown_field", quote, f"{field} = {record[field]}"[:200], severity="warning")
            try:
                yield _entity(record, quote)
            except (KeyError, TypeError, AttributeError, IndexError) as error:
                where = {"source": SOURCE.name, "document": document.name, "row": quote.locator}
                raise SourceChanged("source.field_shape", **where, field=str(error)) from error


def _entity(record: Mapping[str, Any], quote: Quote) -> Entity | Rejected:
    is_new, status = "names" in record, record["status"]
    if status not in _CLOSED | {"active"}:
        return _rejected("rejected.unknown_category", quote, str(status))
    names = _names_v2(record["names"]) if is_new else _names_v1(record)
    own = Identifier(scheme="ror", value=record["id"])
    places = _places_v2(record["locations"]) if is_new else _places_v1(record)
    closed = Listing(regime=SOURCE.regime, sub_list=status, reference=record["id"], url=record["id"], withdrawn_on=_changed_on(record))
    return Entity(
        source=SOURCE.name,
        entity_id=record["id"],
        kind="organisation",
        names=tuple(names),
        quote=quote,
        identifiers=(own, *_identifiers(record["external_ids"], is_new=is_new)),
        addresses=tuple(places),
        listings=(closed,) if status in _CLOSED else (),
        related=tuple((link["type"].lower(), Identifier(scheme="ror", value=link["id"])) for link in record["relationships"]),
    )


def _names_v2(names: list[dict[str, Any]]) -> list[Name]:
    """The displayed name first. A name of several types counts as the best of them."""
    ordered = sorted(names, key=lambda name: "ror_display" not in name["types"])
    best = [next(kind for kind in _TYPES if kind in name["types"]) if _TYPES.keys() & set(name["types"]) else "alias" for name in ordered]
    return [Name(text=name["value"], kind=_TYPES[kind], language=name["lang"] or "") for name, kind in zip(ordered, best, strict=True)]


def _names_v1(record: Mapping[str, Any]) -> list[Name]:
    labels = [Name(text=label["label"], kind="primary", language=label["iso639"] or "") for label in record["labels"]]
    aliases = [Name(text=text, kind="alias") for text in record["aliases"]]
    return [Name(text=record["name"]), *labels, *aliases, *(Name(text=text, kind="acronym") for text in record["acronyms"])]


def _places_v2(locations: list[dict[str, Any]]) -> Iterator[Address]:
    for place in locations:
        details = place["geonames_details"]
        yield _address(details["name"], details["country_name"], details["country_code"])


def _places_v1(record: Mapping[str, Any]) -> Iterator[Address]:
    country = record["country"]
    for place in record["addresses"] or [{"city": ""}]:
        yield _address(place["city"], country["country_name"], country["country_code"])


def _address(city: str | None, country: str | None, code: str | None) -> Address:
    return Address(text=", ".join(part for part in (city, country) if part), city=city or "", country=(code or "").lower())


def _identifiers(external: Any, *, is_new: bool) -> Iterator[Identifier]:
    """Schema 2: [{type, all, preferred}]; schema 1: {GRID: {all: "grid.1" or […], preferred}}."""
    groups = external if is_new else [{"type": scheme, **values} for scheme, values in external.items()]
    for group in groups:
        if scheme := _SCHEMES.get(group["type"].lower()):
            values = [group["all"]] if isinstance(group["all"], str) else group["all"]
            yield from (Identifier(scheme=scheme, value=value.replace(" ", "") if scheme == "isni" else value) for value in values)


def _changed_on(record: Mapping[str, Any]) -> str:
    return str(record["admin"]["last_modified"]["date"]) if "admin" in record else ""


def _rejected(reason: str, quote: Quote, detail: str, **more: Any) -> Rejected:
    return Rejected(source=SOURCE.name, reason=reason, quote=quote, detail=detail, **more)
