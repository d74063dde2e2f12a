"""What publications, grants and career records say: works, their authors, who paid, posts."""

from dataclasses import dataclass
from typing import Literal

from sources.model.listed import Identifier, Name, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """A person at an organisation, disclosed by the person or observed in public records."""

    organisation: str
    ror: str = ""
    country: str = ""
    role: str = ""
    start_on: str = ""
    end_on: str = ""
    basis: Literal["disclosed", "observed"] = "disclosed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """One author of a Work, or member of a Grant, with the affiliations printed there.

    `orcid_by`: who says that the ORCID is this author's: its holder (authenticated), whoever deposited the work, or an
    index that guessed which papers are one person's; the last is no proof. `identifiers`: further numbers the source gives
    the person (an index's author number is its guess too).
    """

    name: Name
    position: int
    orcid: str = ""
    orcid_by: Literal["", "holder", "depositor", "index"] = ""
    identifiers: tuple[Identifier, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who paid for a Work, as acknowledged."""

    funder: str
    identifiers: tuple[Identifier, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """That one work corrects, retracts or doubts another: an integrity fact, apart from every other. `said_by`: who recorded it."""

    kind: str
    work: str
    notice: str
    on: str = ""
    said_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A publication's metadata. `identifiers` hold the DOI first where there is one.

    `notices`: of this work, and of those it speaks of. `fields`: subject areas as the source names them.
    """

    source: str
    work_id: str
    title: str
    published_on: str
    kind: str
    identifiers: tuple[Identifier, ...]
    contributors: tuple[Contributor, ...]
    fundings: tuple[Funding, ...]
    quote: Quote
    notices: tuple[Notice, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A funded project as its funder publishes it: who worked on it, where, from when to when. `amount` as published."""

    source: str
    grant_id: str
    title: str
    start_on: str
    end_on: str
    funding: Funding
    contributors: tuple[Contributor, ...]
    quote: Quote
    amount: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """What a public record (ORCID, researchmap, KAKEN) says of one person's posts, by that person's identifier.

    `identifiers`: the person's numbers elsewhere, as the record gives them.
    """

    source: str
    person: Identifier
    names: tuple[Name, ...]
    affiliations: tuple[Affiliation, ...]
    works: tuple[Identifier, ...]
    quote: Quote
    identifiers: tuple[Identifier, ...] = ()
