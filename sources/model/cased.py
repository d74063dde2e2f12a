"""What the institution says: programs, cases, subjects, disclosures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sources.model.listed import Identifier, Name, Quote, Rejected
from sources.model.published import Affiliation


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """The record that a ministry put a program into tier 2, as far as it was filled in. Nothing else switches tier 2 on.

    `trigger`: partner_request, parity, pilot, or procedure_manual. The last one needs the manual's edition and an answer to
    each of its three conditions (None: not answered). `until`: the last day on which it holds.
    """

    designated_by: str = ""
    designated_on: date | None = None
    basis: str = ""
    trigger: str = ""
    until: date | None = None
    manual_edition: str = ""
    is_published: bool | None = None
    has_listed_area: bool | None = None
    needs_prevention: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """The funded R&D program we screen for. `tier` is the one asked for; 2 holds only on days on which the designation does.

    `partner_regimes`: partner countries whose rules the program has agreed to answer (us, ca …); none by default.
    """

    program_id: str
    title_ja: str
    title_en: str
    ministry: str = ""
    funder: str = ""
    funding: Literal["commissioned", "subsidised", ""] = ""
    tier: Literal[1, 2] = 1
    designation: Designation | None = None
    technology_areas: tuple[str, ...] = ()
    partner_regimes: tuple[str, ...] = ()
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
    With `confirmed_by` and `confirmed_on` it is the other way round: somebody of the office has confirmed that this was not
    stated where it should have been.
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
    confirmed_by: str = ""
    confirmed_on: date | None = None
    quote: Quote

    @property
    def is_difference_confirmed(self) -> bool:
        """Who and when are both needed; a claim that nobody signed counts as nothing."""
        return bool(self.confirmed_by and self.confirmed_on)


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
