"""UK register of people with significant control (PSC, Companies House): who owns or controls which company, in bands.

Being in the register means to have declared control of a UK company, as its law asks; it is an everyday fact. The bands
(over 25 to 50, over 50 to 75, 75 to 100 percent) are kept as intervals; voting rights and the right to appoint directors are
kept as what they are and not as shares.

Caveats: self-declared and unchecked for long. A line is a controller and a company: a person who controls three companies
stands in it three times. The company's own name is not in the file. Lines which state that nobody was found, or that a
person is protected, name nobody and are counted only: who controls such a company is unknown. Nationality, country of
residence and addresses of persons are neither kept nor quoted; of the date of birth the register gives year and month.
JSON lines, of which the user brings the snapshot or parts of it (zipped or plain, under any name). Known from the
publisher's description and public readers.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Name, Quote, Rejected, Source, Stake
from sources.read.checked import checked
from sources.read.packed import objects
from sources.read.row import QUOTE_LIMIT

SOURCE = Source(
    name="uk_psc",
    kind="registry",
    title_en="UK: people with significant control (PSC)",
    title_ja="英国 実質的支配者登録簿（PSC）",
    publisher="Companies House",
    url="https://download.companieshouse.gov.uk/en_pscdata.html",
    licence="Open Government Licence v3.0",
    regime="UK PSC",
    cadence_days=7,
    files=(
        File(
            name="snapshot",
            url="https://download.companieshouse.gov.uk/persons-with-significant-control-snapshot.zip",
            media="jsonl",
            max_bytes=3_000_000_000,
        ),
    ),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_PERSONS = {"individual-person-with-significant-control", "individual-beneficial-owner"}
_BODIES = {
    f"{kind}-{role}" for kind in ("corporate-entity", "legal-person") for role in ("person-with-significant-control", "beneficial-owner")
}
_NAMELESS = {
    "super-secure-person-with-significant-control", "super-secure-beneficial-owner",
    "persons-with-significant-control-statement", "exemptions",
}  # fmt: skip
_TOTALS = "totals#persons-of-significant-control-snapshot"
_READ = {
    "address",
    "ceased_on",
    "date_of_birth",
    "identification",
    "kind",
    "links",
    "name",
    "name_elements",
    "natures_of_control",
    "notified_on",
}
_NOT_READ = {
    "ceased", "country_of_residence", "description", "etag", "identity_verification_details", "is_sanctioned", "nationality",
    "principal_office_address", "sanctioned",
}  # fmt: skip
_INNER: Mapping[str, set[str]] = {
    "address": {
        "address_line_1", "address_line_2", "care_of", "country", "locality", "po_box", "postal_code", "premises", "region",
    },
    "date_of_birth": {"day", "month", "year"},
    "identification": {"country_registered", "legal_authority", "legal_form", "place_registered", "registration_number"},
    "links": {"self", "statement"},
    "name_elements": {"forename", "honours", "middle_name", "surname", "title"},
}  # fmt: skip
_CORE = ("address.address_line_1", "address.locality", "address.postal_code", "name_elements.forename", "name_elements.surname")
"""No single controller needs them, but some do, where bodies with an address or persons with parted names are found at all."""
_WITHHELD = ("address", "country_of_residence", "nationality", "identity_verification_details")
_SHARE = re.compile(r"(?P<what>.+?)-(?:(?P<least>\d+)-to-(?P<most>\d+)|more-than-(?P<over>\d+))-percent(?P<how>.*)")
_NUMBER = re.compile(r"[A-Z]{0,2}\d{6,8}")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per named controller of a company; its id is company number and the register's own key."""
    yield from checked(SOURCE, _entities(documents))


def _entities(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    told, seen = set[str](), set[str]()
    stated: tuple[int, Quote] | None = None
    count = 0
    for document in documents.values():
        for record, quote in objects(document, SOURCE, wanted="snapshot", suffix=".txt"):
            try:
                data = record["data"]
                kind = data["kind"]
                if kind == _TOTALS:
                    stated = (data["persons_of_significant_control_count"], quote)
                    continue
                count += kind not in ("exemptions", "persons-with-significant-control-statement")
                if kind in _NAMELESS:
                    continue
                quote = _quote(record, quote, is_person=kind in _PERSONS)
                yield from _unknown_fields(record, quote, told, seen)
                known = kind in _PERSONS | _BODIES
                yield _entity(record, quote) if known else _rejected("rejected.unknown_category", quote, str(kind))
            except (KeyError, TypeError, AttributeError) as error:
                where = {"source": SOURCE.name, "document": document.name, "row": quote.locator}
                raise SourceChanged("source.field_shape", **where, field=str(error)) from error
    for field in _CORE:
        if field not in seen and field.partition(".")[0] in seen:
            raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="*", field=field)
    if stated and stated[0] > count:
        yield _rejected("rejected.fewer_than_stated", stated[1], f"{stated[0]} / {count}", severity="warning")


def _unknown_fields(record: Mapping[str, Any], quote: Quote, told: set[str], seen: set[str]) -> Iterator[Rejected]:
    """A warning for each field nobody reads, once, with its first value; `seen` learns of all."""
    data = record["data"]
    inner = {f"{name}.{field}": value for name in _INNER.keys() & data.keys() for field, value in (data[name] or {}).items()}
    known = {f"{name}.{field}" for name, fields in _INNER.items() for field in fields} | _READ | _NOT_READ | {"company_number", "data"}
    found = {**record, **data, **inner}
    seen.update(name for name in found if data["kind"] in _BODIES or not name.startswith("address"))
    for field in sorted(found.keys() - known - told):
        told.add(field)
        yield _rejected("rejected.unknown_field", quote, f"{field} = {found[field]}"[:200], severity="warning")


def _quote(record: Mapping[str, Any], quote: Quote, *, is_person: bool) -> Quote:
    """The line without what lies outside our scope; its bytes still cite the whole of it."""
    data = {name: value for name, value in record["data"].items() if not (is_person and name in _WITHHELD)}
    text = json.dumps({**record, "data": data}, ensure_ascii=False)[:QUOTE_LIMIT]
    return Quote(document=quote.document, locator=quote.locator, text=text, start=quote.start, end=quote.end)


def _entity(record: Mapping[str, Any], quote: Quote) -> Entity:
    data, company = record["data"], Identifier(scheme="gb_company_number", value=record["company_number"])
    is_person = data["kind"] in _PERSONS
    own = Identifier(scheme="gb_psc", value=f"{company.value}/{data['links']['self'].rpartition('/')[2]}")
    return Entity(
        source=SOURCE.name,
        entity_id=own.value,
        kind="person" if is_person else "organisation",
        names=(_name(data),),
        quote=quote,
        identifiers=(own,) if is_person else (own, *_numbers(data.get("identification", {}))),
        addresses=() if is_person else (_address(data["address"]),),
        birth_dates=_birth_dates(data.get("date_of_birth")) if is_person else (),
        stakes=tuple(_stakes(data, own, company)),
    )


def _name(data: Mapping[str, Any]) -> Name:
    """Family and given name where the register parts them; the title is no part of a name."""
    parts = data.get("name_elements") or {}
    given = " ".join(parts[part] for part in ("forename", "middle_name") if parts.get(part))
    family = parts.get("surname", "")
    return Name(text=f"{given} {family}".strip(), family=family, given=given) if family else Name(text=data["name"])


def _birth_dates(born: Mapping[str, int] | None) -> tuple[str, ...]:
    return (f"{born['year']}-{born['month']:02}",) if born else ()


def _stakes(data: Mapping[str, Any], own: Identifier, company: Identifier) -> Iterator[Stake]:
    for nature in data["natures_of_control"]:
        band = _SHARE.fullmatch(nature)
        yield Stake(
            relation=f"{band['what']}{band['how']}" if band else nature,
            owned=company,
            owner=own,
            least=int(band["least"] or band["over"]) if band else None,
            most=int(band["most"] or 100) if band else None,
            since=data.get("notified_on", ""),
            until=data.get("ceased_on", ""),
        )


def _numbers(identification: Mapping[str, str]) -> Iterator[Identifier]:
    """The controller's own company number, where it says that it is in the same register."""
    place, number = identification.get("place_registered", ""), identification.get("registration_number", "").strip().upper()
    if "companies house" in place.casefold() and _NUMBER.fullmatch(number):
        yield Identifier(scheme="gb_company_number", value=number.zfill(8))


def _address(place: Mapping[str, str]) -> Address:
    parts = [
        place.get(part, "") for part in ("premises", "address_line_1", "address_line_2", "locality", "region", "postal_code", "country")
    ]
    return Address(text=", ".join(part for part in parts if part), city=parts[3], country=alpha2(parts[6]))


def _rejected(reason: str, quote: Quote, detail: str, **more: Any) -> Rejected:
    return Rejected(source=SOURCE.name, reason=reason, quote=quote, detail=detail, **more)
