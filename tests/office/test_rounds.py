"""Where people stand in a round, and how an answer compares with the registers: the same whatever the order of names."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.desk.entries import Entry, Erasure
from flows.desk.ledger import Ledger
from flows.office.entries import Answered, Asked, Confirmed, Event, Excepted
from flows.office.roster import Person
from flows.office.rounds import Place, differences, places

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BODIES = st.lists(st.sampled_from(["例示大学", "架空研究所", "ETH Zurich", "青海原大学", "Ｅｔｈ　Zurich"]), unique=True)
ASK = Asked(form="confirmation", round="2026", due=date(2026, 12, 31), person="R-01")
ANSWER = Answered(form="confirmation", round="2026", person="R-01", answers='{"posts":[]}')


def person(posts: list[str], money: list[str]) -> Person:
    return Person(person_id="R-01", name="架空 一郎", posts=frozenset(posts), money=frozenset(money))


@given(posts=BODIES, money=BODIES)
def test_an_answer_that_names_the_same_bodies_never_differs(posts: list[str], money: list[str]) -> None:
    assert differences({"posts": posts[::-1], "money": money}, person(posts, money)) == ()


@given(said=BODIES, held=BODIES)
def test_every_body_that_only_one_side_names_is_told_and_no_other(said: list[str], held: list[str]) -> None:
    found = differences({"posts": said, "money": []}, person(held, []))
    back = differences({"posts": held, "money": []}, person(said, []))
    assert bool(found) == bool(back)
    for one, other in zip(found, back, strict=True):
        assert set(one.only_answer) <= set(said) and set(one.only_register) <= set(held)
        assert len(one.only_answer) == len(other.only_register) and len(one.only_register) == len(other.only_answer)


def test_spelling_of_width_and_case_is_no_difference() -> None:
    assert differences({"posts": ["ｅｔｈ zurich"], "money": []}, person(["ETH Zurich"], [])) == ()


def test_a_body_that_may_not_be_named_is_not_a_body_the_registers_lack() -> None:
    assert differences({"posts": ["守秘"], "money": ["Confidential"]}, person([], [])) == ()


def standing(tmp_path: Path, *entries: tuple[Entry, str]) -> dict[str, Place]:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    for entry, by in entries:
        ledger.append(entry, by=by, at=AT)
    return places(ledger.records(), "confirmation", "2026")


@pytest.mark.parametrize(
    ("entries", "state"),
    [
        ((), None),
        ((ASK,), "asked"),
        ((ASK, ANSWER), "answered"),
        ((ASK, ANSWER, Confirmed(decision=2)), "confirmed"),
        ((ASK, ANSWER, Confirmed(decision=2), ANSWER), "answered"),
        ((ASK, Excepted(form="confirmation", round="2026", person="R-01", text="休職中")), "excepted"),
        ((ASK, Excepted(form="confirmation", round="2026", person="R-01", text="休職中"), ANSWER), "answered"),
        ((Asked(form="confirmation", round="2025", due=date(2025, 12, 31), person="R-01"),), None),
        ((ASK, ANSWER, Event(event="status_changed", on=date(2026, 12, 1), about="R-01")), "answered"),
        ((ASK, ANSWER, Erasure(entries=(1, 2), legal_basis="request")), None),
    ],
)
def test_where_a_person_stands(entries: tuple[Entry, ...], state: str | None, tmp_path: Path) -> None:
    found = standing(tmp_path, *((entry, "sato") for entry in entries))
    assert (found["R-01"].state if "R-01" in found else None) == state
