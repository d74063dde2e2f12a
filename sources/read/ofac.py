"""OFAC's way of writing, in its own files and in the Consolidated Screening List: "FAMILY, Given" and the remarks.

A remark is one text of parts separated by "; ", as in "DOB 02 May 1971; a.k.a. 'BNC'; Linked To: HAMAS."
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sources.model import Identifier, Kind, Listing, Name, NameKind, Rejected, Source
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
_SCHEMES = (
    ("imo", re.compile(r"(?:Vessel Registration Identification|Identification Number) IMO (\d{7})\b")),
    ("uscc", re.compile(r"Unified Social Credit Code \(USCC\) ([0-9A-Z]{18})\b")),
    ("lei", re.compile(r"(?:LEI|Legal Entity Number) ([0-9A-Z]{20})\b")),
    ("bic", re.compile(r"SWIFT/BIC ([A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?)\b")),
    ("duns", re.compile(r"D-U-N-S Number ([\d-]{9,11})\b")),
)


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
    parts = [part for part in re.split(r";\s+", text.removesuffix(".")) if part]
    born = [match[1] for part in parts if (match := re.fullmatch(r"(?:alt\. )?DOB (.+)", part))]
    linked = [match["bracketed"] or match["plain"] for part in parts if (match := _LINKED.fullmatch(part))]
    known = _KNOWN_AS.findall(text)
    return Remarks(
        quotable="; ".join(WITHHELD if _outside(part, is_person) else part for part in parts) + "." * text.endswith("."),
        birth_dates=tuple(dict.fromkeys(partial(date) for date in born)) if is_person else (),
        weak_names=tuple(dict.fromkeys(name for kind, name in known if kind != "f")),
        former_names=tuple(dict.fromkeys(name for kind, name in known if kind == "f")),
        linked_to=tuple(dict.fromkeys(linked)),
        identifiers=() if is_person else identifiers_in(text),
    )


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """The numbers of a body or ship that we know the scheme of: "SWIFT/BIC ABCDRUMM; Legal Entity Number …"."""
    found = ((scheme, value) for scheme, pattern in _SCHEMES for value in pattern.findall(text))
    return tuple(Identifier(scheme=scheme, value=value) for scheme, value in dict.fromkeys(found))


def listings(source: Source, number: str, codes: Iterable[str]) -> tuple[Listing, ...]:
    """One listing for each legal programme; a source without the sub-list "" has its programmes as sub-lists."""
    url = f"https://sanctionssearch.ofac.treas.gov/Details.aspx?id={number}"
    return tuple(
        Listing(regime=f"OFAC {code}", sub_list="" if "" in source.sub_lists else code, categories=(code,), reference=number, url=url)
        for code in codes
    )


def new_programmes(row: Row, found: Iterable[Listing]) -> list[Rejected]:
    """A warning for each programme that the source does not know; its entries are read all the same."""
    new = sorted({listing.sub_list for listing in found} - row.source.sub_lists.keys())
    return [row.rejected("rejected.new_regulation", sub_list, severity="warning") for sub_list in new]


def _outside(part: str, is_person: bool) -> bool:
    """Nationality and the like always; a natural person's documents, numbers and addresses too."""
    personal = bool(_PERSONAL.match(part))
    return personal or (is_person and bool(_NUMBERED.search(part)) and any(letter.isdigit() or letter == "@" for letter in part))
