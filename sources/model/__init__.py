"""The nouns born outside: what publishers, registries, indexes and rosters say, as they say it.

Everything is frozen and keyword-only. Text is kept as published; folding for comparison happens in `matching`.
Countries are ISO 3166-1 alpha-2, lower case, and are only kept for organisations: nothing here holds a person's
nationality, citizenship, birth place, ethnicity or gender, so no later rule can read it.
Dates that sources give partially stay text: "1971", "1971-05", "1971-05-02".
"""

from sources.model.cased import Case, CaseKind, Designation, Disclosure, DisclosureKind, Program, Roster, Subject, SubjectRole
from sources.model.listed import (
    Address,
    Document,
    Entity,
    File,
    Identifier,
    Kind,
    Listing,
    Name,
    NameKind,
    Quote,
    Reader,
    Rejected,
    Snapshot,
    Source,
    SourceKind,
    Stake,
    Standing,
)
from sources.model.published import Affiliation, Career, Contributor, Funding, Grant, Notice, Work

__all__ = [
    "Address",
    "Affiliation",
    "Career",
    "Case",
    "CaseKind",
    "Contributor",
    "Designation",
    "Disclosure",
    "DisclosureKind",
    "Document",
    "Entity",
    "File",
    "Funding",
    "Grant",
    "Identifier",
    "Kind",
    "Listing",
    "Name",
    "NameKind",
    "Notice",
    "Program",
    "Quote",
    "Reader",
    "Rejected",
    "Roster",
    "Snapshot",
    "Source",
    "SourceKind",
    "Stake",
    "Standing",
    "Subject",
    "SubjectRole",
    "Work",
]
