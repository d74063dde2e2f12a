"""Switzerland: the whole list of persons, companies, organisations and objects under Swiss sanctions (SECO).

Being listed: an ordinance of the Federal Council freezes assets in Switzerland, bars travel or trade, or another measure of
the named set applies. It binds nobody in Japan; large parts repeat the lists of the United Nations and the European Union.

Caveats: written from SECO's own example of a delta and from public readers of the whole list; no whole list was at hand. Every
target ever listed stays in it: one whose latest change is "de-listed" carries the day of its removal. Each change repeats the
older state of its target, which is not read. Spellings of name parts are paired by their order within a language and script.
A foreign identifier counts as a UN reference only in the form of one. A delta is refused. Not read, and left out of quoted rows:
nationality, birth place, sex, identity documents, and, in quotes only, addresses and free texts, which repeat these.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.lists.ch_seco_names import names_of, without
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.markup import records
from sources.read.raw import whole
from sources.read.row import Fields, Row

_AT = "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml"
SOURCE = Source(
    name="ch_seco",
    title_en="Swiss sanctions: whole list of sanctioned persons, entities and objects",
    title_ja="スイス制裁対象者全リスト（SECO）",
    publisher="State Secretariat for Economic Affairs (SECO), Switzerland",
    url="https://www.sesam.search.admin.ch/sesam-search-web/pages/search.xhtml",
    licence="not stated; see the publisher's page",
    regime="Switzerland",
    cadence_days=14,
    files=(
        File(
            name="whole-list.xml",
            url=f"{_AT}?lang=en&action=downloadXmlGesamtlisteAction",
            aliases=(f"{_AT}?action=downloadXmlGesamtlisteAction&lang=en", f"{_AT}?lang=de&action=downloadXmlGesamtlisteAction"),
            media="xml",
        ),
    ),
    by_default=False,
    sub_lists={"": 4000},
)
_TAGS = ("sanctions-program", "place", "target")
_KINDS: Mapping[str, Kind] = {"individual": "person", "entity": "organisation", "vessel": "vessel", "aircraft": "aircraft"}
_WITHHELD = (
    "added", "removed", "nationality", "place-of-birth", "identification-document", "address", "justification", "other-information",
    "generic-attribute", "@sex",
)  # fmt: skip
_NOT_READ = ("@sex", "generic-attribute")
_REFERENCE = re.compile(r"[A-Z]{2,3}[ie]\.\d{3}")
_IMO = re.compile(r"\bIMO (?:[Nn]umber|[Nn]o\.?)\s*:?\s*(\d{7})\b")
_WHOLE = re.compile(rb"<swiss-sanctions-list\b[^>]*\blist-type=\"([^\"]*)\"")
ALWAYS = (
    "@ssid", "program-key", "program-name", "program-name/@lang", "sanctions-set", "sanctions-set/@ssid", "sanctions-set/@lang",
    "location", "area", "country", "country/@iso-code", "sanctions-set-id", "foreign-identifier", "modification",
    "modification/@modification-type", "modification/@effective-date", "individual", "individual/identity",
    "individual/identity/@main", "individual/identity/name", "individual/identity/name/@name-type",
    "individual/identity/name/@quality", "individual/identity/name/name-part", "individual/identity/name/name-part/@order",
    "individual/identity/name/name-part/@name-part-type", "individual/identity/name/name-part/value",
    "individual/identity/day-month-year", "individual/identity/day-month-year/@year",
    "individual/identity/day-month-year/@month", "individual/identity/day-month-year/@day", "entity", "entity/identity/address",
    "entity/identity/address/@place-id", "entity/identity/address/address-details", "entity/identity/address/zip-code",
    "entity/justification",
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per target; its id is the target's ssid. Raises SourceChanged for a delta."""
    (document,) = whole(documents, SOURCE)
    stated = _WHOLE.search(document.content[:4000])
    if stated and stated[1] != b"whole-list":
        found = f"list-type={stated[1].decode('utf-8', 'replace')}"
        raise SourceChanged("source.root", source=SOURCE.name, document=document.name, found=found, expected="list-type=whole-list")
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields, sets, places, targets = Fields(SOURCE), dict[str, tuple[str, str]](), dict[str, Address](), list[Row]()
    for tag, row in records(document, SOURCE, "swiss-sanctions-list", (), _TAGS, withheld=_WITHHELD):
        if tag == "target":
            targets.append(row)
            continue
        if tag == "place":
            places[row.need("@ssid")] = _place(row)
        else:
            sets.update(_sets(row))
        yield from fields.spent(row)
    for row in targets:
        shapes = [(name, shape) for name in ("individual", "entity", "object") for shape in row.rows(name)]
        written = shapes[0][1].one("@object-type") or shapes[0][0] if len(shapes) == 1 else str([name for name, _ in shapes])
        kind = _KINDS.get(written)
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        yield _entity(row, shapes[0][1], kind, sets, places)
        yield from fields.spent(row)
    fields.require(document.name, ALWAYS)


def _sets(program: Row) -> dict[str, tuple[str, str]]:
    """Set number -> (programme, measure), in English where there is English."""
    program.skip("@ssid", "@version-date", "@predecessor-version-date", "origin", "program-key")
    programs = _english(program.rows("program-name"))
    return {number: (next(iter(programs.values()), ""), text) for number, text in _english(program.rows("sanctions-set")).items()}


def _english(texts: list[Row]) -> dict[str, str]:
    """Number ("" where there is none) -> text."""
    read = sorted((text.need("@lang") == "eng", text.one("@ssid"), text.one("#text")) for text in texts)
    return {number: written for _, number, written in read}


def _place(row: Row) -> Address:
    city, area = row.one("location"), row.one("area")
    countries = row.rows("country")
    codes, names = [country.one("@iso-code") for country in countries], [country.one("#text") for country in countries]
    row.skip("location-variant", "area-variant")
    return Address(text=", ".join(part for part in (city, area, *names) if part), city=city, country=alpha2("".join(codes[:1])))


def _entity(row: Row, shape: Row, kind: Kind, sets: Mapping[str, tuple[str, str]], places: Mapping[str, Address]) -> Entity:
    number, foreign = row.need("@ssid"), row.all("foreign-identifier")
    identities = sorted(shape.rows("identity"), key=lambda identity: identity.one("@main") != "true")
    names = [name for place, identity in enumerate(identities) for name in names_of(identity, kind, is_main=not place)]
    notes = [note.one("#text") for note in without(shape.rows("other-information"))]
    reasons = [reason.one("#text") for reason in without(shape.rows("justification"))]
    related = [(link.need("@relation-type"), link.need("@target-id")) for link in without(shape.rows("relation"), "@ssid", "remark")]
    own = [("ch_seco", number), *(("un_reference", text) for text in foreign if _REFERENCE.fullmatch(text))]
    own += [("imo", imo) for note in notes for imo in _IMO.findall(note) if kind == "vessel"]
    reason = "" if kind == "person" else " ".join(" ".join(reasons).split())
    listings = tuple(_listings(row, number, sets, reason))
    born = dict.fromkeys(date for identity in identities for date in _dates(identity))
    where = [address for identity in identities for address in _addresses(identity, places)]
    shape.skip(*_NOT_READ)
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=tuple(sorted(names, key=lambda name: name.kind != "primary")),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in own),
        addresses=() if kind == "person" else tuple(dict.fromkeys(where)),
        birth_dates=tuple(born) if kind == "person" else (),
        listings=listings,
        related=tuple((relation, Identifier(scheme="ch_seco", value=other)) for relation, other in related),
    )


def _dates(identity: Row) -> Iterator[str]:
    for born in without(identity.rows("day-month-year"), "@quality"):
        year, month, day = born.one("@year"), born.one("@month"), born.one("@day")
        calendar = born.one("@calendar") or "Gregorian"
        text = "-".join([year, *([month.zfill(2)] if month else []), *([day.zfill(2)] if month and day else [])])
        if year:
            yield partial(text) if calendar == "Gregorian" else f"{text} ({calendar})"


def _addresses(identity: Row, places: Mapping[str, Address]) -> Iterator[Address]:
    for address in without(identity.rows("address"), "@quality", "@main", "remarks"):
        place = places.get(address.one("@place-id"), Address())
        box = address.one("p-o-box")
        parts = [address.one("c-o"), address.one("address-details"), f"P.O. Box {box}" if box else "", address.one("zip-code"), place.text]
        if text := ", ".join(" ".join(part.split()) for part in parts if part):
            yield Address(text=text, city=place.city, country=place.country)


def _listings(row: Row, number: str, sets: Mapping[str, tuple[str, str]], reason: str) -> Iterator[Listing]:
    """One for each programme; the first of the changes that are latest decides whether the target is still listed."""
    changes = [_change(change) for change in row.rows("modification")]
    type_, published, effective = max(changes, key=lambda change: change[2] or change[1], default=("", "", ""))
    begun = [change for change in changes if change[0] == "listed"]
    programs: dict[str, list[str]] = {}
    for each in (*row.all("sanctions-set-id"), *row.all("@sanctions-set-id")):
        programs.setdefault(sets.get(each, ("", ""))[0], []).append(sets.get(each, ("", each))[1])
    for program, measures in programs.items() or [("", [])]:
        yield Listing(
            regime=f"{SOURCE.regime}: {program}" if program else SOURCE.regime,
            categories=tuple(dict.fromkeys(measures)),
            reason=reason,
            reference=number,
            url=SOURCE.url,
            announced_on=max((change[1] for change in begun), default=""),
            listed_on=max((change[2] for change in begun), default=""),
            withdrawn_on=(effective or published) if type_ == "de-listed" else "",
        )


def _change(change: Row) -> tuple[str, str, str]:
    """(listed, amended or de-listed; day of publication; day of effect)."""
    change.skip("@enactment-date", "added", "removed", "remark")
    return change.need("@modification-type"), change.one("@publication-date"), change.one("@effective-date")
