"""OFAC's way of writing, in its own files and in the Consolidated Screening List: "FAMILY, Given" and the remarks.

A remark is one text of parts separated by "; ", as in "DOB 02 May 1971; a.k.a. 'BNC'; Linked To: HAMAS."
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.model import Address, Entity, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.dates import partial
from sources.read.row import Row

WITHHELD = "[…]"
LANGUAGES = {"Chinese Simplified": "zh", "Chinese Traditional": "zh", "Japanese": "ja", "Korean": "ko"}
"""Of the scripts that OFAC names, those that say which language it is."""
_PERSONAL = re.compile(r"(?:alt\. )?(?:nationality|citizen|POB|Gender)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:Passport|No\b|Number|ID\b|#|License|SSN|D\.N\.I|C\.U\.R\.P|R\.F\.C|I\.F\.E|Phone|Fax|Email|Address)", re.IGNORECASE
)
_KNOWN_AS = re.compile(r"\b([afn])\.k\.a\. '(.*?)'(?=;|\.?$|\.?\))")
_LINKED = re.compile(r"\(Linked To: (?P<bracketed>.+)\)|Linked To: (?P<plain>.+)")
_BORN = re.compile(r"(?:alt\. )?DOB (.+)")
_BETWEEN = re.compile(r";\s+")
_SCHEMES = (
    ("imo", re.compile(r"Vessel Registration Identification IMO (\d{7})\b")),
    ("imo", re.compile(r"Identification Number IMO (\d{7})\b")),
    ("uscc", re.compile(r"Unified Social Credit Code \(USCC\) ([0-9A-Z]{18})\b")),
    ("lei", re.compile(r"LEI ([0-9A-Z]{20})\b")),
    ("lei", re.compile(r"Legal Entity Number ([0-9A-Z]{20})\b")),
    ("bic", re.compile(r"SWIFT/BIC ([A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?)\b")),
    ("duns", re.compile(r"D-U-N-S Number ([\d-]{9,11})\b")),
)
"""Each pattern begins with plain letters: where they do not stand, nothing is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What we read of a remark. `quotable`: its text without what lies outside our scope."""

    quotable: str
    birth_dates: tuple[str, ...]
    weak_names: tuple[str, ...]
    former_names: tuple[str, ...]
    linked_to: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


def named(text: str, kind: NameKind, of: Kind) -> Name:
    """A name as OFAC writes it; "FAMILY, Given" of a natural person says which part is which."""
    family, comma, given = text.partition(", ")
    return Name(text=text, kind=kind, family=family, given=given) if of == "person" and comma else Name(text=text, kind=kind)


def remarks_of(text: str, *, is_person: bool) -> Remarks:
    """Read a remark; never fails, what it does not know stays in the quoted text alone."""
    born = [match[1] for part in _parts(text) if (match := _BORN.fullmatch(part))]
    known = _KNOWN_AS.findall(text)
    return Remarks(
        quotable=quotable(text, is_person=is_person),
        birth_dates=tuple(dict.fromkeys(partial(date) for date in born)) if is_person else (),
        weak_names=tuple(dict.fromkeys(name for kind, name in known if kind != "f")),
        former_names=tuple(dict.fromkeys(name for kind, name in known if kind == "f")),
        linked_to=linked_to(text),
        identifiers=() if is_person else identifiers_in(text),
    )


def quotable(text: str, *, is_person: bool) -> str:
    """A remark without what lies outside our scope."""
    return "; ".join(WITHHELD if _outside(part, is_person) else part for part in _parts(text)) + "." * text.endswith(".")


def linked_to(text: str) -> tuple[str, ...]:
    """The names of those whom a remark links an entry to."""
    found = [_LINKED.fullmatch(part) for part in _parts(text)] if "Linked To: " in text else []
    return tuple(dict.fromkeys(match["bracketed"] or match["plain"] for match in found if match))


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """The numbers of a body or ship that we know the scheme of: "SWIFT/BIC ABCDRUMM; Legal Entity Number …"."""
    found = ((scheme, value) for scheme, pattern in _SCHEMES for value in pattern.findall(text))
    return tuple(Identifier(scheme=scheme, value=value) for scheme, value in dict.fromkeys(found))


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text.removesuffix(".")) if part]


def entity(
    row: Row,
    number: str,
    kind: Kind,
    names: Iterable[Name],
    *,
    under: tuple[Listing, ...],
    numbers: Iterable[Identifier],
    places: Iterable[Address],
    born: Iterable[str],
    linked: Iterable[str] = (),
) -> Entity:
    """An entry of OFAC's, whatever the shape. Of a natural person, names and birth dates only; of anything else no dates.

    linked: the entry numbers of others that it is linked to.
    """
    is_person = kind == "person"
    return Entity(
        source=row.source.name,
        entity_id=number,
        kind=kind,
        names=tuple(names),
        quote=row.quote,
        identifiers=(_uid(number), *(() if is_person else numbers)),
        addresses=() if is_person else tuple(place for place in places if place.text),
        birth_dates=tuple(dict.fromkeys(born)) if is_person else (),
        listings=under,
        related=related(linked),
    )


def related(linked: Iterable[str]) -> tuple[tuple[str, Identifier], ...]:
    """What an entity says of the entries it is linked to."""
    return tuple(("linked_to", _uid(number)) for number in linked)


def _uid(number: str) -> Identifier:
    return Identifier(scheme="ofac_uid", value=number)


def listings(source: Source, number: str, days: Mapping[str, str], *, reason: str = "", note: str = "") -> tuple[Listing, ...]:
    """One listing for each legal programme; a source without the sub-list "" has its programmes as sub-lists.

    days: the programme's code -> since when, "" where the shape does not say.
    """
    url = f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={number}"
    return tuple(
        Listing(
            regime=f"OFAC {code}",
            sub_list="" if "" in source.sub_lists else code,
            categories=(code,),
            reason=reason,
            reference=number,
            url=url,
            listed_on=day,
            note=note,
        )
        for code, day in days.items()
    )


def new_programmes(source: Source, entity: Entity) -> list[Rejected]:
    """A warning for each programme that the source does not know; its entries are read all the same."""
    new = {listing.sub_list for listing in entity.listings} - source.sub_lists.keys()
    return [
        Rejected(source=source.name, reason="rejected.new_regulation", quote=entity.quote, detail=sub_list[:200], severity="warning")
        for sub_list in sorted(new)
    ]


def _outside(part: str, is_person: bool) -> bool:
    """Nationality and the like always; a natural person's documents, numbers and addresses too."""
    personal = bool(_PERSONAL.match(part))
    return personal or (is_person and bool(_NUMBERED.search(part)) and any(letter.isdigit() or letter == "@" for letter in part))
