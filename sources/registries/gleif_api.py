"""An answer of GLEIF's interface: one LEI record, or several, as JSON. The same body as a line of the golden copy."""

from collections.abc import Iterator, Mapping
from typing import Any

from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, Identifier, Listing, Name, Rejected, Source, Stake
from sources.read.packed import quoted

RECORD_URL = "https://search.gleif.org/#/record/"
_READ = {"lei", "entity", "registration"}
_NOT_READ = {"bic", "mic", "ocid", "spglobal", "qcc", "conformityFlag"}
_PARENTS = {"direct-parent": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "ultimate-parent": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"}
_PERSONAL = ("legalAddress", "headquartersAddress", "otherAddresses", "registeredAs")
_CLOSED = {"RETIRED", "MERGED", "DUPLICATE", "ANNULLED"}


def entity_of(answer: Mapping[str, Any], document: Document, source: Source) -> Iterator[Entity | Rejected]:
    """The entities of one answer. Raises SourceChanged when a field that every record has is not there."""
    data: Any = answer.get("data")
    for record in data if isinstance(data, list) else [data]:
        try:
            unknown = sorted(record["attributes"].keys() - _READ - _NOT_READ)
            entity = _entity(record, document, source)
        except (KeyError, TypeError, AttributeError) as error:
            where = {"source": source.name, "document": document.name, "row": "data"}
            raise SourceChanged("source.field_shape", **where, field=str(error)) from error
        yield entity
        if unknown:
            quote = entity.quote
            yield Rejected(source=source.name, reason="rejected.unknown_field", quote=quote, detail=unknown[0], severity="warning")


def _entity(record: Mapping[str, Any], document: Document, source: Source) -> Entity:
    attributes = record["attributes"]
    lei, body, registration = attributes["lei"], attributes["entity"], attributes["registration"]
    own, person = Identifier(scheme="lei", value=lei), body["category"] == "SOLE_PROPRIETOR"
    shown = {name: value for name, value in body.items() if not (person and name in _PERSONAL)}
    place = body["legalAddress"]
    names = [body["legalName"], *body["otherNames"], *body["transliteratedOtherNames"]]
    status = registration["status"]
    closed = Listing(
        regime=source.regime,
        sub_list=status.lower() if status in _CLOSED else "inactive",
        reference=lei,
        url=f"{RECORD_URL}{lei}",
        withdrawn_on=registration["lastUpdateDate"][:10],
    )
    return Entity(
        source=source.name,
        entity_id=lei,
        kind="person" if person else "organisation",
        names=tuple(_name(name, first=name is body["legalName"]) for name in names),
        quote=quoted(document, f"record {lei}", {"lei": lei, "entity": shown, "status": status}),
        identifiers=(own,),
        addresses=() if person else (_address(place),),
        listings=(closed,) if status in _CLOSED or body["status"] == "INACTIVE" else (),
        stakes=tuple(_unknown(record["relationships"], own)),
    )


def _name(name: Mapping[str, Any], *, first: bool) -> Name:
    former = name.get("type") == "PREVIOUS_LEGAL_NAME"
    return Name(text=name["name"], kind="primary" if first else "former" if former else "alias", language=name["language"] or "")


def _address(place: Mapping[str, Any]) -> Address:
    city, country = place["city"] or "", place["country"] or ""
    return Address(text=", ".join(part for part in (city, country) if part), city=city, country=country.lower())


def _unknown(relationships: Mapping[str, Any], own: Identifier) -> Iterator[Stake]:
    """A reporting exception leaves the owner unknown; the answer only links to its reason, and to a parent that is known."""
    for name, relation in _PARENTS.items():
        if "reporting-exception" in relationships.get(name, {}).get("links", {}):
            yield Stake(relation=relation, owned=own, state="unknown")
