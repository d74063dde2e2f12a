"""A ledger of its own for each test, and invented people to decide on."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.desk.basis import Basis, as_text
from flows.desk.entries import Decision
from flows.desk.ledger import Ledger

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PERSON = Basis(
    hit_id="h-0000000000000001",
    program_id="P1",
    case_id="C1",
    subject_id="C1:p:R1",
    cluster_id="un_sc:900001",
    subject_kind="person",
    subject_country="",
    subject_names=("架空 一郎", "Ichiro Kaku"),
    subject_identifiers=("orcid: 0000-0000-0000-0001",),
    subject_birth_years=("1971",),
    subject_affiliations=("例示大学",),
    listed_entities=("un_sc:900001",),
    listed_names=("KAKU ICHIRO",),
    listed_birth_dates=("1950-01-02",),
    features=("same_name",),
    links=("name",),
)


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


@pytest.fixture
def person() -> Basis:
    return PERSON


@pytest.fixture
def decision(person: Basis) -> Decision:
    """He is another one; text as an office would write it."""
    return of_basis(person)


@pytest.fixture
def filled(ledger: Ledger, decision: Decision) -> Ledger:
    """Six entries by two people, with text each."""
    for number in range(6):
        ledger.append(replace(decision, text=f"架空さんに確認 {number}"), by=("sato", "kato")[number % 2], at=AT)
    return ledger


def of_basis(basis: Basis) -> Decision:
    return Decision(
        hit_id=basis.hit_id,
        program_id=basis.program_id,
        case_id=basis.case_id,
        cluster_id=basis.cluster_id,
        judgement="different",
        reason="orcid",
        text="架空さんに確認",
        basis=as_text(basis),
    )
