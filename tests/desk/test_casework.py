"""Entries on members and cases: they read back as they were written, and what personal text holds can be erased."""

import re
from datetime import date, datetime

import pytest

from flows.desk.book import Book
from flows.desk.casefile import Concluded, case_files, changed_since
from flows.desk.casework import (
    CASEWORK,
    Conclusion,
    Consultation,
    DossierMade,
    MeasureDone,
    MeasureSet,
    Question,
    Reply,
)
from flows.desk.entries import Decision, Entry, Erasure, SecondSignature
from flows.desk.forget import on_same_person
from flows.desk.ledger import Ledger
from flows.desk.office import MEMBERS, Membership, Password, grant_of, members
from flows.desk.verify import walk
from flows.desk.witness import stored
from sources.errors import LedgerError

CASE = {"program_id": "P1", "case_id": "C1"}
CONCLUSION = Conclusion(
    **CASE, outcome="with_conditions", reason="確認済み", conditions="立入制限", review_on=date(2027, 3, 31), grade="moderate",
    legal_check="none", hits=("h-1",), as_of=date(2026, 11, 20), missing=(), coverage="[]",
)  # fmt: skip


@pytest.fixture
def said(ledger: Ledger, at: datetime) -> list[Entry]:
    entries: list[Entry] = [
        Membership(account="sato", name="架空 花子", grants=("officer@P1",)),
        Password(account="sato", hash="$argon2id$…"),
        Question(**CASE, subject_id="C1:p:R1", text="所属は", due=date(2026, 12, 1)),
        Reply(**CASE, question=3, text="例示大学です", evidence="在籍証明"),
        MeasureSet(**CASE, measure="other", text="契約書を確認", owner="架空 花子", due=date(2026, 12, 1)),
        MeasureDone(**CASE, measure_set=5, text="確認した"),
        Consultation(**CASE, text="相談します"),
        CONCLUSION,
        DossierMade(**CASE, sha256="ab" * 32),
    ]
    for entry in entries:
        ledger.append(entry, by="sato", at=at)
    return entries


def test_every_kind_reads_back_as_it_was_written(ledger: Ledger, said: list[Entry]) -> None:
    assert [one.entry for one in ledger.records()] == said
    assert {type(one) for one in said} == {*MEMBERS, *CASEWORK}


def test_no_name_password_or_reason_stands_in_the_chain(ledger: Ledger, said: list[Entry]) -> None:
    lines = "".join(link.line for link in ledger.links().values())
    for text in ("架空", "argon2", "例示大学", "在籍証明", "契約書", "相談", "立入制限", "確認済み"):
        assert text not in lines


def test_texts_of_a_case_can_be_erased_and_the_chain_stays_whole(ledger: Ledger, said: list[Entry], at: datetime) -> None:
    book = Book(ledger)
    assert len(book.read()[1]) == len(said)
    ledger.append(Erasure(entries=tuple(range(1, 9)), legal_basis="request"), by="kato", at=at)
    reading, records = book.read()
    assert reading == 1
    file = case_files(records)[("P1", "C1")]
    assert [file.questions[0].question.text, file.questions[0].replies[0][1].text, file.measures[0].measure.owner] == ["", "", ""]
    assert file.conclusion is not None
    assert file.conclusion.conclusion.outcome == "with_conditions"
    assert not [one for one in walk(stored(ledger.links())) if one.is_fault]


def test_a_conclusion_waits_for_a_second_person_and_says_what_is_new(ledger: Ledger, said: list[Entry], at: datetime) -> None:
    def concluded() -> Concluded:
        found = case_files(ledger.records())[("P1", "C1")].conclusion
        assert found is not None
        return found

    assert concluded().waits
    ledger.append(SecondSignature(decision=8), by="kato", at=at)
    assert not concluded().waits
    assert changed_since(concluded(), ["h-1", "h-2"]) == ("h-2",)
    assert [concluded().is_due(day) for day in (date(2027, 3, 30), date(2027, 3, 31))] == [False, True]


def test_what_may_be_done_is_told_by_role_and_program() -> None:
    shut = Membership(account="mori", name="", grants=())
    sato = Membership(account="sato", name="A", grants=("reviewer@P1", "reader@*"))
    known = members([(4, sato), (5, shut), (9, Password(account="nobody", hash="x"))])
    assert known["sato"].number == 4
    assert [known["sato"].may("decide", program) for program in ("P1", "P2", None)] == [True, False, True]
    assert known["sato"].programs("see", ["P1", "P2"]) == ["P1", "P2"]
    assert not any(known["mori"].may(permission) for permission in ("see", "decide", "manage"))
    assert "nobody" not in known


@pytest.mark.parametrize("text", ["boss@P1", "reader", "reader@", "@P1"])
def test_a_role_that_does_not_exist_is_no_grant(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        grant_of(text)


def test_a_book_reads_only_what_was_added(ledger: Ledger, decision: Decision, at: datetime) -> None:
    book = Book(ledger)
    assert book.read() == (0, ())
    for count in (1, 2):
        ledger.append(decision, by="sato", at=at)
        assert (book.read()[0], len(book.read()[1])) == (0, count)
    assert book.read()[1] == ledger.records()


def test_erasing_a_person_takes_the_questions_to_them_and_the_replies_along(ledger: Ledger, decision: Decision, at: datetime) -> None:
    asked = {"program_id": "P1", "case_id": "C1", "text": "?"}
    for entry in (decision, Question(**asked, subject_id="C1:p:R1"), Question(**asked, subject_id="C1:p:R2"), Reply(**asked, question=2)):
        ledger.append(entry, by="sato", at=at)
    assert on_same_person(ledger.records(), 1) == (1, 2, 4)
    assert on_same_person(ledger.records(), 3) == (3,)
    with pytest.raises(LedgerError, match="no_such_decision"):
        on_same_person(ledger.records(), 5)
