"""The office's kinds of entry: each reads back as written, and what is of a person stands beside the chain."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.desk.entries import Entry, Erasure, Withdrawal, personal
from flows.desk.ledger import Ledger
from flows.desk.verify import walk
from flows.desk.witness import stored
from flows.office.entries import (
    OFFICE,
    Answered,
    Asked,
    Confirmed,
    Event,
    Excepted,
    LawfulApproval,
    LawfulRelease,
    LawfulRequest,
    Partnership,
    Pin,
    ProjectOutcome,
    ProjectStage,
    Tag,
)
from flows.office.erasing import on_same_number
from sources.errors import LedgerError

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
REQUEST = LawfulRequest(
    authority="県警", legal_basis="刑事訴訟法197条2項", reference="第1号", program_id="P", cases=("C",), scope=("hits",)
)
RELEASE = LawfulRelease(decision=1, file="a.json", sha256="0", rows=("hits=1",))
ALL: list[tuple[Entry, str]] = [
    (REQUEST, "sato"),
    (LawfulApproval(decision=1, text="確認"), "kato"),
    (RELEASE, "sato"),
    (Asked(form="confirmation", round="2026", due=date(2026, 12, 31), person="R-01"), "sato"),
    (Answered(form="confirmation", round="2026", person="R-01", answers='{"posts":[]}'), "sato"),
    (Confirmed(decision=5, text="台帳と一致"), "kato"),
    (Excepted(form="confirmation", round="2026", person="R-02", text="休職中"), "sato"),
    (Event(event="award", on=date(2026, 11, 1), about="P:C"), "sato"),
    (Pin(program_id="P", case_id="C", checklist="manual", edition="1", sha256="0"), "sato"),
    (ProjectStage(program_id="P", case_id="C", stage="candidate"), "sato"),
    (ProjectOutcome(program_id="P", case_id="C", stage="candidate", outcome="correction_asked", text="補足を"), "sato"),
    (Partnership(program_id="P", case_id="C", facts='{"purpose":[]}'), "sato"),
    (Tag(program_id="P", case_id="C", area="jp:quantum", verdict="accepted", quotes='["量子"]'), "sato"),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def _refused(ledger: Ledger, entry: Entry, by: str) -> str:
    with pytest.raises(LedgerError) as caught:
        ledger.append(entry, by=by, at=AT)
    return caught.value.key


def test_every_kind_reads_back_as_it_was_written(ledger: Ledger) -> None:
    for entry, by in ALL:
        ledger.append(entry, by=by, at=AT)
    assert [one.entry for one in ledger.records()] == [entry for entry, _ in ALL]
    assert {entry.kind for entry, _ in ALL} == set(OFFICE)


@pytest.mark.parametrize("kind", [Asked, Answered, Excepted, Event], ids=lambda kind: kind.kind)
def test_a_persons_number_stands_beside_the_chain(kind: type[Entry]) -> None:
    assert {"person", "about"} & set(personal(kind))


def test_nothing_leaves_without_an_approval_by_another_person(ledger: Ledger) -> None:
    assert _refused(ledger, RELEASE, "sato") == "ledger.no_such_decision"
    ledger.append(REQUEST, by="sato", at=AT)
    assert _refused(ledger, RELEASE, "sato") == "lawful.not_approved"
    assert _refused(ledger, LawfulApproval(decision=1), "sato") == "lawful.same_signer"
    ledger.append(LawfulApproval(decision=1), by="kato", at=AT)
    assert _refused(ledger, LawfulApproval(decision=1), "mori") == "lawful.already_approved"
    ledger.append(RELEASE, by="sato", at=AT)
    assert _refused(ledger, RELEASE, "sato") == "lawful.already_left"


def test_on_a_withdrawn_request_nothing_leaves(ledger: Ledger) -> None:
    ledger.append(REQUEST, by="sato", at=AT)
    ledger.append(LawfulApproval(decision=1), by="kato", at=AT)
    ledger.append(Withdrawal(decision=1), by="sato", at=AT)
    assert _refused(ledger, RELEASE, "sato") == "ledger.already_withdrawn"


def test_only_an_answer_can_be_confirmed_and_only_once(ledger: Ledger) -> None:
    for entry, by in ALL[:6]:
        ledger.append(entry, by=by, at=AT)
    assert _refused(ledger, Confirmed(decision=4), "kato") == "ledger.no_such_decision"
    assert _refused(ledger, Confirmed(decision=5), "mori") == "confirm.already"


def test_erasing_takes_everything_said_of_one_person_and_leaves_the_chain_whole(ledger: Ledger) -> None:
    for entry, by in ALL:
        ledger.append(entry, by=by, at=AT)
    found = on_same_number(ledger.records(), 5)
    assert found == (4, 5, 6)
    ledger.append(Erasure(entries=found, legal_basis="request"), by="sato", at=AT)
    assert not [one for one in walk(stored(ledger.links())) if one.is_fault]
    assert b"R-01" not in ledger.path.read_bytes()
    assert "R-02" in {getattr(one.entry, "person", "") for one in ledger.records()}
