"""Of whom public works may be looked up: by the program's tier, or by a recorded request with a legal basis; of nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.asking.grounds import grounds
from flows.desk.entries import LookupRequest, Withdrawal
from flows.desk.ledger import Ledger
from sources.errors import LedgerError
from sources.model import Designation, Name, Program, Quote, Subject

AS_OF, AT = date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC)
QUOTE = Quote(document="book", locator="row 1", text="")
RECORD = Designation(
    designated_by="a ministry", designated_on=date(2026, 4, 1), basis="decision", trigger="parity", until=date(2027, 3, 31)
)
TIER_1 = Program(program_id="P1", title_ja="例", title_en="Example", quote=QUOTE)
TIER_2 = replace(TIER_1, program_id="P2", tier=2, designation=RECORD)
REQUEST = LookupRequest(program_id="P1", subject_id="C:p:1", legal_basis="consent", until=date(2026, 12, 31), text="架空さんの同意")


def person(program: str, subject_id: str = "C:p:1") -> Subject:
    return Subject(
        subject_id=subject_id, case_id="C", program_id=program, kind="person", role="member", names=(Name(text="架空 一郎"),), quote=QUOTE
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def allowed(ledger: Ledger, *subjects: Subject, programs: tuple[Program, ...] = (TIER_1, TIER_2), as_of: date = AS_OF) -> dict[str, str]:
    return {program: ground for (program, _), ground in grounds(programs, subjects, ledger.records(), as_of).items()}


def test_only_persons_of_a_program_in_tier_2_may_be_looked_up(ledger: Ledger) -> None:
    body = replace(person("P2", "C:o:1"), kind="organisation")
    assert allowed(ledger, person("P1"), person("P2"), body) == {"P2": "tier2"}


@pytest.mark.parametrize(
    "record",
    [
        None,
        replace(RECORD, until=date(2026, 11, 19)),
        replace(RECORD, designated_on=date(2026, 11, 21)),
    ],
    ids=["without a record", "run out", "not begun"],
)
def test_tier_2_without_a_record_in_force_allows_nothing(ledger: Ledger, record: Designation | None) -> None:
    assert allowed(ledger, person("P2"), programs=(replace(TIER_2, designation=record),)) == {}


def test_a_recorded_request_allows_one_person_of_one_program_until_its_last_day(ledger: Ledger) -> None:
    ledger.append(REQUEST, by="sato", at=AT)
    assert allowed(ledger, person("P1"), person("P1", "C:p:2")) == {"P1": "request:1"}
    assert allowed(ledger, person("P3")) == {}
    assert allowed(ledger, person("P1"), as_of=date(2026, 12, 31)) == {"P1": "request:1"}
    assert allowed(ledger, person("P1"), as_of=date(2027, 1, 1)) == {}


def test_a_request_taken_back_allows_nothing_and_the_ledger_keeps_both(ledger: Ledger) -> None:
    ledger.append(REQUEST, by="sato", at=AT)
    ledger.append(Withdrawal(decision=1), by="kato", at=AT)
    assert allowed(ledger, person("P1")) == {}
    assert [one.entry.kind for one in ledger.records()] == ["lookup_request", "withdrawal"]
    with pytest.raises(LedgerError):
        ledger.append(Withdrawal(decision=1), by="kato", at=AT)
