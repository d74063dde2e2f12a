"""Where a hit stands: signatures, dates, withdrawals, decisions taken in another program."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from flows.desk.basis import Basis, as_text
from flows.desk.entries import Decision, Entry, Erasure, SecondSignature, Withdrawal
from flows.desk.ledger import Ledger
from flows.desk.standing import Decided, Standing

TODAY = date(2026, 11, 21)
Stands = Callable[..., Standing]


@pytest.fixture
def stands(ledger: Ledger, person: Basis, at: datetime) -> Stands:
    """Write what people say, one after the other, and ask where the hit stands then."""

    def write(*said: tuple[Entry, str], now: Basis = person, asks: bool = False, today: date = TODAY) -> Standing:
        for entry, by in said:
            ledger.append(entry, by=by, at=at)
        return Decided(ledger.records(), {}).standing(now, asks, today)

    return write


def _key(standing: Standing) -> tuple[str, list[str]]:
    return standing.state, [why.key for why in standing.why]


def test_a_hit_nobody_decided_is_open(stands: Stands) -> None:
    assert stands() == Standing(hit_id="h-0000000000000001")


def test_where_the_policy_asks_for_two_one_signature_is_a_proposal(stands: Stands, decision: Decision) -> None:
    assert stands((decision, "sato"), asks=True).state == "proposed"
    signed = stands((SecondSignature(decision=1), "kato"), asks=True)
    assert (signed.state, signed.by, signed.second_by) == ("decided", "sato", "kato")


def test_a_policy_that_comes_to_ask_for_two_turns_a_decision_into_a_proposal(stands: Stands, decision: Decision) -> None:
    assert stands((decision, "sato")).state == "decided"
    assert stands(asks=True).state == "proposed"


def test_unsure_needs_no_second_signature(stands: Stands, decision: Decision) -> None:
    unsure = replace(decision, judgement="unsure", until=TODAY)
    assert stands((unsure, "sato"), asks=True).judgement == "unsure"


@pytest.mark.parametrize(("days", "state"), [(-1, "decided"), (0, "decided"), (1, "lapsed")])
def test_the_last_day_counts(stands: Stands, decision: Decision, days: int, state: str) -> None:
    assert stands((replace(decision, until=TODAY), "sato"), today=TODAY + timedelta(days=days)).state == state


def test_a_decision_that_has_run_out_does_not_wake_an_older_one(stands: Stands, decision: Decision) -> None:
    ended = replace(decision, until=TODAY)
    assert _key(stands((decision, "sato"), (ended, "sato"), today=TODAY + timedelta(days=1))) == ("lapsed", ["expired"])


def test_a_withdrawn_decision_leaves_its_pair_to_be_decided_anew(stands: Stands, decision: Decision) -> None:
    assert _key(stands((decision, "sato"), (decision, "sato"), (Withdrawal(decision=2), "kato"))) == ("lapsed", ["withdrawn"])
    assert stands((decision, "kato")).state == "decided"


def test_an_erased_basis_cannot_carry_a_decision(stands: Stands, decision: Decision) -> None:
    standing = stands((decision, "sato"), (Erasure(entries=(1,), legal_basis="request"), "kato"))
    assert _key(standing) == ("lapsed", ["erased"])
    assert standing.why[0].facts == {"entry": 2}


def test_a_decision_holds_in_another_program_too(stands: Stands, decision: Decision, person: Basis) -> None:
    there = replace(person, hit_id="h-2", program_id="P2", case_id="C9", subject_id="C9:p:X7")
    standing = stands((decision, "sato"), now=there)
    assert (standing.state, standing.elsewhere) == ("decided", True)


def test_a_decision_holds_on_when_the_cluster_is_renamed_after_another_list(stands: Stands, decision: Decision, person: Basis) -> None:
    renamed = replace(person, hit_id="h-2", cluster_id="jp_meti_eul:1", listed_entities=("jp_meti_eul:1", "un_sc:900001"))
    assert stands((decision, "sato"), now=renamed).state == "decided"


def test_a_decision_on_one_listed_person_says_nothing_of_another(stands: Stands, decision: Decision, person: Basis) -> None:
    other = replace(person, hit_id="h-2", cluster_id="un_sc:2", listed_entities=("un_sc:2",))
    assert stands((decision, "sato"), now=other).state == "open"


def test_rosters_that_know_more_and_less_do_not_reopen_each_other(stands: Stands, decision: Decision, person: Basis) -> None:
    """The same person in two programs, one of which gives no second number: each decision holds at home."""
    richer = replace(person, hit_id="h-2", program_id="P2", subject_identifiers=("erad: 1", *person.subject_identifiers))
    both = ((decision, "sato"), (replace(decision, hit_id="h-2", basis=as_text(richer)), "sato"))
    assert stands(*both, now=richer).decision == 2
    assert stands().decision == 1


def test_a_later_word_to_the_contrary_elsewhere_reopens(stands: Stands, decision: Decision, person: Basis) -> None:
    richer = replace(person, hit_id="h-2", program_id="P2", subject_identifiers=("erad: 1", *person.subject_identifiers))
    other = replace(decision, hit_id="h-2", judgement="same", basis=as_text(richer))
    standing: Any = stands((decision, "sato"), (other, "kato"))
    assert _key(standing) == ("lapsed", ["contradicted", "subject_identifiers.removed"])
    assert standing.judgement == "different"
