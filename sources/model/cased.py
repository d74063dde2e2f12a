"""What the institution says: programs, cases, subjects, disclosures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sources.model.listed import Identifier, Name, Quote, Rejected
from sources.model.published import Affiliation


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """The record that a ministry put a program into tier 2. Nothing else switches tier 2 on."""

    designated_by: str
    designated_on: date
    basis: str
    trigger: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The funded R&D program we screen for."""

    program_id: str
    title_ja: str
    title_en: str
    ministry: str = ""
    funder: str = ""
    funding: Literal["commissioned", "subsidised", ""] = ""
    tier: Literal[1, 2] = 1
    designation: Designation | None = None
    technology_areas: tuple[str, ...] = ()
    policy: str = ""
    policy_edition: str = ""
    lists: tuple[str, ...] = ()
    quote: Quote


CaseKind = Literal["joint_research", "acceptance", "application", "project", "transfer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What an office works on (案件)."""

    case_id: str
    program_id: str
    kind: CaseKind
    title: str
    stage: str = ""
    purpose: str = ""
    technology: str = ""
    start_on: date | None = None
    end_on: date | None = None
    quote: Quote


SubjectRole = Literal[
    "partner", "counterparty", "funder", "transferee", "own_institution", "principal", "member", "partner_member", "visitor"
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The partner or researcher being screened, in the context of one Case.

    `kind` is person or organisation. `names`: every form given (scripts, former, common, reading). An own researcher
    has a role of principal or member; a person of the partner side partner_member or visitor.
    """

    subject_id: str
    case_id: str
    program_id: str
    kind: Literal["person", "organisation"]
    role: SubjectRole
    names: tuple[Name, ...]
    identifiers: tuple[Identifier, ...] = ()
    country: str = ""
    address: str = ""
    birth_date: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    quote: Quote


DisclosureKind = Literal["appointment", "affiliation", "funding", "talent_programme", "side_post", "income_share", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What a person stated to a body: kind of fact, the other party, dates.

    `told_to`: as written, or the key of the ledger the row stands in (sources.rosters.columns.LEDGERS). `role`: the post held;
    `share`: percent of the yearly income; `is_withheld`: a non-disclosure agreement exists and the other party is not named;
    `is_paid`: None where nothing is said.
    """

    subject_id: str
    case_id: str
    kind: DisclosureKind
    organisation: str
    told_to: str = ""
    start_on: str = ""
    end_on: str = ""
    amount: str = ""
    note: str = ""
    role: str = ""
    share: float | None = None
    is_withheld: bool = False
    is_paid: bool | None = None
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One institution's programs, cases, subjects and disclosures; `rows_in` counts every data row that came in.

    Rows in = rows that became a program, case, subject or disclosure + rows in `rejected` with severity "rejected".
    `ledgers`: those that were handed in, whatever they hold; in them, rows of people who are not in the roster are passed over
    and not counted. `ignored_columns` are those we neither read nor keep (nationality, residence status, gender, birth place).
    """

    sha256: str
    programs: tuple[Program, ...]
    cases: tuple[Case, ...]
    subjects: tuple[Subject, ...]
    disclosures: tuple[Disclosure, ...]
    rejected: tuple[Rejected, ...]
    rows_in: Mapping[str, int]
    ignored_columns: tuple[str, ...] = ()
    ledgers: tuple[str, ...] = ()
