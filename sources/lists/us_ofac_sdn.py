"""OFAC Specially Designated Nationals and Blocked Persons (US Treasury): four delimited files that belong together.

Being listed: property under US jurisdiction is blocked and US persons may not deal with the party; bodies owned 50 % or
more by listed parties are blocked too, though they are not named here. It says nothing of research, and it is foreign law.

Caveats: no header, `-0- ` for null, a closing 0x1A. Remarks are cut at 1,000 characters and go on in sdn_comments.
Weak names ('a.k.a.' in quotes, in the remarks) say little of who is meant. Not read, and left out of quoted rows:
nationality, citizenship, birth place, gender, and the personal documents of natural persons.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceDamaged
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import headless, hide
from sources.read.ofac import WITHHELD, Remarks, named, remarks_of
from sources.read.raw import whole
from sources.read.row import Row

_OLD = "https://www.treasury.gov/ofac/downloads/"
_NEW = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/"
SOURCE = Source(
    name="us_ofac_sdn",
    title_en="OFAC Specially Designated Nationals (SDN)",
    title_ja="米国財務省OFAC 特別指定国民リスト（SDN）",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    url="https://ofac.treasury.gov/specially-designated-nationals-and-blocked-persons-list-sdn-human-readable-lists",
    licence="US Government work, public domain",
    regime="OFAC SDN",
    cadence_days=7,
    files=tuple(
        File(name=f"{name}.csv", url=f"{_OLD}{name}.csv", aliases=(f"{_NEW}{name.upper()}.CSV",))
        for name in ("sdn", "alt", "add", "sdn_comments")
    ),
    hosts=("wc2h-sls-prod-public-published.s3.us-gov-west-1.amazonaws.com",),
    standing="verified",
    sub_lists={"": 4500},
)
_SDN = ("number", "name", "type", "program", "title", "call_sign", "vessel_type", "tonnage", "gross", "flag", "owner", "remarks")
_ALT = ("number", "alt_number", "kind", "name", "remarks")
_ADD = ("number", "add_number", "street", "city", "country", "remarks")
_KINDS: Mapping[str, Kind] = {"": "organisation", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_NAMES: Mapping[str, NameKind] = {"aka": "alias", "fka": "former", "nka": "alias"}
_REMARK_LIMIT = 1000


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per line of sdn.csv, with the names, addresses and remarks that the other three files add to it."""
    yield from checked(SOURCE, _entities(*whole(documents, SOURCE)))


def _entities(sdn: Document, alt: Document, add: Document, comments: Document) -> Iterator[Entity | Rejected]:
    rows = [(_text(row, "number"), row) for row in headless(sdn, SOURCE, _SDN, marked=True)]
    known = {number for number, _ in rows}
    alts = _grouped(headless(alt, SOURCE, _ALT, marked=True), known)
    adds = _grouped(headless(add, SOURCE, _ADD, marked=True), known)
    more = _grouped(headless(comments, SOURCE, ("number", "text"), marked=False), known)
    linkable = _numbers_by_name(rows)
    for number, row in rows:
        kind = _KINDS.get(_text(row, "type"))
        kinds = [_NAMES.get(_text(other, "kind")) for other in alts[number]]
        if kind is None or None in kinds:
            yield row.rejected("rejected.unknown_category", f"{number}: {kind} {kinds}")
            continue
        remarks = remarks_of(_whole_remarks(row, more[number]), is_person=kind == "person")
        hide(row, {"remarks": _own_remarks(row, more[number], is_person=kind == "person")})
        names = [named(_text(row, "name"), "primary", kind)]
        names += [named(_text(other, "name"), as_, kind) for other, as_ in zip(alts[number], kinds, strict=True) if as_]
        names += [Name(text=text, kind="weak") for text in remarks.weak_names]
        names += [named(text, "former", kind) for text in remarks.former_names]
        yield Entity(
            source=SOURCE.name,
            entity_id=number,
            kind=kind,
            names=tuple(names),
            quote=row.quote,
            identifiers=(Identifier(scheme="ofac_uid", value=number), *remarks.identifiers),
            addresses=() if kind == "person" else tuple(_addresses(_text(row, "flag"), adds[number])),
            birth_dates=remarks.birth_dates,
            listings=_listings(number, _text(row, "program"), remarks),
            related=tuple(
                ("linked_to", Identifier(scheme="ofac_uid", value=linkable[name]))
                for text in remarks.linked_to
                for name in (text, f"{text}.")  # a name's own full stop and the remark's are one
                if name in linkable
            ),
        )


def _text(row: Row, name: str) -> str:
    value = row.one(name)
    return "" if value == "-0-" else value


def _grouped(rows: Iterator[Row], known: set[str]) -> Mapping[str, list[Row]]:
    """Rows by the entry they add to. Raises SourceDamaged for one that adds to no entry: the files are of two editions."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        number = _text(row, "number")
        if number not in known:
            raise SourceDamaged("source.orphan", source=SOURCE.name, document=row.quote.document, row=row.quote.locator, entry=number)
        grouped[number].append(row)
    return grouped


def _whole_remarks(row: Row, more: list[Row]) -> str:
    """The remarks with their continuation. Raises SourceDamaged when a cut one has none: sdn_comments is not whole."""
    remarks = row.published["remarks"][0]
    if len(remarks) >= _REMARK_LIMIT and not more and not remarks.endswith("."):
        raise SourceDamaged("source.remarks_cut", source=SOURCE.name, document="sdn_comments.csv", row=row.quote.locator)
    return _text(row, "remarks") if not more else remarks + "".join(other.published["text"][0] for other in more)


def _own_remarks(row: Row, more: list[Row], *, is_person: bool) -> str:
    """The remarks of this row alone, for its quote: without what lies outside our scope, and without a part cut in two."""
    own = row.published["remarks"][0]
    if more:
        own = f"{own.rpartition('; ')[0]}; {WITHHELD}"
    return remarks_of(own, is_person=is_person).quotable


def _numbers_by_name(rows: list[tuple[str, Row]]) -> Mapping[str, str]:
    """Published name -> entry number, for names that only one entry bears: what "Linked To:" can be resolved with."""
    names = Counter(row.published["name"][0] for _, row in rows)
    return {row.published["name"][0]: number for number, row in rows if names[row.published["name"][0]] == 1}


def _addresses(flag: str, adds: list[Row]) -> Iterator[Address]:
    if flag:
        yield Address(text=flag, country=alpha2(flag))
    for add in adds:
        street, city, country = (_text(add, name) for name in ("street", "city", "country"))
        if street or city or country:
            yield Address(text=", ".join(part for part in (street, city, country) if part), city=city, country=alpha2(country))


def _listings(number: str, programs: str, remarks: Remarks) -> tuple[Listing, ...]:
    note = "; ".join(f"Linked To: {name}" for name in remarks.linked_to)
    url = f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={number}"
    codes = [code.strip(" []") for code in programs.split("] [")]
    return tuple(Listing(regime=f"OFAC {code}", categories=(code,), reference=number, url=url, note=note) for code in codes)
