"""What lists and registries say of persons and organisations, and how a source is described and fetched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]
NameKind = Literal["primary", "alias", "weak", "former", "acronym"]
SourceKind = Literal["list", "registry", "publication"]
Standing = Literal["verified", "documented", "importer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One document of a source: its short name, its canonical address and where else a mirror may hold it."""

    name: str
    url: str
    aliases: tuple[str, ...] = ()
    media: Literal["csv", "xml", "pdf", "json", "jsonl", "zip", "xlsx", "html", "any"] = "csv"
    max_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's list, registry or index we read.

    `cadence_days`: the publisher's own rhythm; an edition older than three times that counts as stale.
    `sub_lists`: every sub-list the source is known to hold -> the least rows a whole edition has (a floor,
    well under what was ever seen). A source without sub-lists has the one key "".
    `formats`: the same list in other shapes, each a whole set of documents: read from a mirror that has no `files`, or when
    the user brings them, never asked of the publisher, so that one night's list compares with the next.
    `hosts`: where the publisher's own addresses lead on to, besides the hosts of `files`.
    `documented`: of a source whose `files` were read whole, the first files of those formats that are known from descriptions only.
    `by_default`: read each night without being named; the others are read only where a policy or the settings name them.
    """

    name: str
    kind: SourceKind = "list"
    title_en: str
    title_ja: str
    publisher: str
    url: str
    licence: str
    regime: str
    cadence_days: int
    files: tuple[File, ...]
    sub_lists: Mapping[str, int]
    standing: Standing = "documented"
    by_default: bool = True
    formats: tuple[tuple[File, ...], ...] = ()
    hosts: tuple[str, ...] = ()
    documented: tuple[str, ...] = ()

    def standing_of(self, shape: str) -> Standing:
        """How well the reader knows an edition whose first document is called so."""
        return "documented" if shape.casefold() in self.documented else self.standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One fetched file: its bytes and what makes them citable.

    `etag`, `last_modified`: the publisher's own marks of this copy ("" where it gives none), for the next conditional GET.
    """

    name: str
    url: str
    sha256: str
    content: bytes = field(repr=False)
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One fetched copy of a source. `edition` is the sha256 over its documents' names and checksums."""

    source: str
    edition: str
    fetched_at: datetime
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Where in which bytes a statement stands.

    `document`: the File name; `locator`: for people ("row 12", "INDIVIDUAL 3", "page 2 row 7");
    `start`, `end`: byte offsets into that document (None where bytes mean nothing to a reader, as in a PDF);
    `text`: the row as published, cut to 4,000 characters.
    """

    document: str
    locator: str
    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A written form of an entity. `family` and `given` only where the source itself says which part is which."""

    text: str
    kind: NameKind = "primary"
    language: str = ""
    family: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """`scheme` is lower case: ror, orcid, lei, ofac_uid, un_reference, jp_corporate_number, researchmap, erad …"""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place a source gives for an organisation (or a vessel's flag); `country` alpha-2 or "" when unreadable."""

    text: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The fact that a source lists an entity: under which regime, in which sub-list, since when, why.

    `licence_policy`: how applications to supply the party are judged, where an export-control list says so ("Presumption of denial").
    """

    regime: str
    sub_list: str = ""
    categories: tuple[str, ...] = ()
    reason: str = ""
    reference: str = ""
    url: str = ""
    announced_on: str = ""
    listed_on: str = ""
    withdrawn_on: str = ""
    note: str = ""
    licence_policy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a registry says of one body's hold on another: `owner` holds `least` to `most` percent of `owned`.

    `relation` is the registry's own word and says percent of what (ownership-of-shares, voting-rights,
    IS_DIRECTLY_CONSOLIDATED_BY …). `least` and `most` are whole percents, both None where none are stated, as of accounting parents.
    `state`: "unknown" where the registry says that it cannot or may not name the owner (then `owner` is None and `reason`
    its word for why). Unknown is never "nobody"; a registry that is silent makes no Stake at all.
    """

    relation: str
    owned: Identifier
    owner: Identifier | None = None
    state: Literal["known", "unknown"] = "known"
    least: int | None = None
    most: int | None = None
    reason: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person or organisation a source speaks of, as that source says it.

    `entity_id` is unique within the source and made of its fewest stable raw values, never of a row number.
    `identifiers` hold the entity's own numbers; equal (scheme, value) pairs across sources mean one body or person.
    `related`: (relation, identifier) towards other bodies, as registries give them: ("parent", Identifier(ror, …)).
    `stakes`: who holds this body, or what this body or person holds, where a registry of ownership says so.
    """

    source: str
    entity_id: str
    kind: Kind
    names: tuple[Name, ...]
    quote: Quote
    identifiers: tuple[Identifier, ...] = ()
    addresses: tuple[Address, ...] = ()
    birth_dates: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    related: tuple[tuple[str, Identifier], ...] = ()
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that came in and could not be used: quarantined with its reason, never dropped.

    `reason` is a message key ("rejected.empty_name"); `detail` what was found there; `severity` "rejected", or
    "warning" where the row was read all the same.
    """

    source: str
    reason: str
    quote: Quote
    detail: str = ""
    severity: Literal["rejected", "warning"] = "rejected"


class Reader(Protocol):
    """A source module: `SOURCE` and a pure `parse`."""

    SOURCE: Source

    def parse(self, documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
        """All entities and rejected rows of one edition, in the order of the documents.

        documents: File.name -> Document. Raises SourceChanged or SourceDamaged when the edition as a whole
        cannot be trusted; a caller keeps nothing of an edition whose iterator did not end.
        """
        ...
