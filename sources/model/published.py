"""What publications and career records say: works, their authors, posts."""

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
    """One author of a Work with the affiliations printed there."""

    name: Name
    position: int
    orcid: str = ""
    affiliations: tuple[Affiliation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who paid for a Work, as acknowledged."""

    funder: str
    identifiers: tuple[Identifier, ...] = ()
    awards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A publication's metadata. `identifiers` hold the DOI first where there is one."""

    source: str
    work_id: str
    title: str
    published_on: str
    kind: str
    identifiers: tuple[Identifier, ...]
    contributors: tuple[Contributor, ...]
    fundings: tuple[Funding, ...]
    quote: Quote
    updates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """What a public record (ORCID, researchmap) says of one person's posts, by that person's identifier."""

    source: str
    person: Identifier
    names: tuple[Name, ...]
    affiliations: tuple[Affiliation, ...]
    works: tuple[Identifier, ...]
    quote: Quote
