"""The four delimited files of an OFAC list, SDN or not: one shape, one reader.

No header, `-0- ` for null, a closing 0x1A. Remarks are cut at 1,000 characters and go on in the file of comments.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.errors import SourceDamaged
from sources.model import Address, Document, Entity, Kind, Name, NameKind, Rejected, Source
from sources.read.delimited import headless, hide
from sources.read.ofac import WITHHELD, entity, listings, named, new_programmes, remarks_of
from sources.read.raw import whole
from sources.read.row import Row

_SDN = ("number", "name", "type", "program", "title", "call_sign", "vessel_type", "tonnage", "gross", "flag", "owner", "remarks")
_ALT = ("number", "alt_number", "kind", "name", "remarks")
_ADD = ("number", "add_number", "street", "city", "country", "remarks")
_KINDS: Mapping[str, Kind] = {"": "organisation", "individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
_NAMES: Mapping[str, NameKind] = {"aka": "alias", "fka": "former", "nka": "alias"}
_REMARK_LIMIT = 1000


def entities(source: Source, documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per line of the first file, with what the second (aliases), third (addresses) and fourth (remarks) add.

    A source without the sub-list "" has its legal programmes as sub-lists; a programme it does not know is told of.
    Raises SourceDamaged when the files are of two editions.
    """
    primary, alt, add, comments = whole(documents, source)
    rows = [(_text(row, "number"), row) for row in headless(primary, source, _SDN, marked=True)]
    known = {number for number, _ in rows}
    alts = _grouped(headless(alt, source, _ALT, marked=True), known)
    adds = _grouped(headless(add, source, _ADD, marked=True), known)
    more = _grouped(headless(comments, source, ("number", "text"), marked=False), known)
    linkable = _numbers_by_name(rows)
    for number, row in rows:
        kind = _KINDS.get(_text(row, "type"))
        kinds = [_NAMES.get(_text(other, "kind")) for other in alts[number]]
        if kind is None or None in kinds:
            yield row.rejected("rejected.unknown_category", f"{number}: {kind} {kinds}")
            continue
        found = _entity(row, number, kind, _other_names(alts[number], kinds, kind), adds[number], more[number], linkable)
        yield from new_programmes(source, found)
        yield found


def _entity(row: Row, number: str, kind: Kind, others: list[Name], adds: list[Row], more: list[Row], linkable: Mapping[str, str]) -> Entity:
    remarks = remarks_of(_whole_remarks(row, more), is_person=kind == "person")
    hide(row, {"remarks": _own_remarks(row, more, is_person=kind == "person")})
    codes = [code.strip(" []") for code in _text(row, "program").split("] [")]
    note = "; ".join(f"Linked To: {name}" for name in remarks.linked_to)
    names = [named(_text(row, "name"), "primary", kind), *others]
    names += [Name(text=text, kind="weak") for text in remarks.weak_names]
    names += [named(text, "former", kind) for text in remarks.former_names]
    written = (f"{text}{stop}" for text in remarks.linked_to for stop in ("", "."))  # a name's own full stop and the remark's are one
    return entity(
        row,
        number,
        kind,
        names,
        under=listings(row.source, number, dict.fromkeys(codes, ""), note=note),
        numbers=remarks.identifiers,
        places=_addresses(_text(row, "flag"), adds),
        born=remarks.birth_dates,
        linked=[linkable[name] for name in written if name in linkable],
    )


def _other_names(alts: list[Row], kinds: list[NameKind | None], kind: Kind) -> list[Name]:
    return [named(_text(other, "name"), as_, kind) for other, as_ in zip(alts, kinds, strict=True) if as_]


def _text(row: Row, name: str) -> str:
    value = row.one(name)
    return "" if value == "-0-" else value


def _grouped(rows: Iterator[Row], known: set[str]) -> Mapping[str, list[Row]]:
    """Rows by the entry they add to. Raises SourceDamaged for one that adds to no entry: the files are of two editions."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        number = _text(row, "number")
        if number not in known:
            raise SourceDamaged("source.orphan", source=row.source.name, document=row.quote.document, row=row.quote.locator, entry=number)
        grouped[number].append(row)
    return grouped


def _whole_remarks(row: Row, more: list[Row]) -> str:
    """The remarks with their continuation. Raises SourceDamaged when a cut one has none: sdn_comments is not whole."""
    remarks = row.said("remarks")
    if len(remarks) >= _REMARK_LIMIT and not more and not remarks.endswith("."):
        comments = row.source.files[-1].name
        raise SourceDamaged("source.remarks_cut", source=row.source.name, document=comments, row=row.quote.locator)
    return _text(row, "remarks") if not more else remarks + "".join(other.said("text") for other in more)


def _own_remarks(row: Row, more: list[Row], *, is_person: bool) -> str:
    """The remarks of this row alone, for its quote: without what lies outside our scope, and without a part cut in two."""
    own = row.said("remarks")
    if more:
        own = f"{own.rpartition('; ')[0]}; {WITHHELD}"
    return remarks_of(own, is_person=is_person).quotable


def _numbers_by_name(rows: list[tuple[str, Row]]) -> Mapping[str, str]:
    """Published name -> entry number, for names that only one entry bears: what "Linked To:" can be resolved with."""
    names = Counter(row.said("name") for _, row in rows)
    return {row.said("name"): number for number, row in rows if names[row.said("name")] == 1}


def _addresses(flag: str, adds: list[Row]) -> Iterator[Address]:
    if flag:
        yield Address(text=flag, country=alpha2(flag))
    for add in adds:
        street, city, country = (_text(add, name) for name in ("street", "city", "country"))
        if street or city or country:
            yield Address(text=", ".join(part for part in (street, city, country) if part), city=city, country=alpha2(country))
