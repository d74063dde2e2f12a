"""A received decision beside one's own possible hit: when it speaks of the same two, and when the two disagree."""

from dataclasses import replace
from datetime import date
from typing import Any

from consortium import FIRST, LISTED, NAMES, decision
from hypothesis import given
from hypothesis import strategies as st

from flows.desk.basis import Basis
from flows.desk.live import Live
from flows.desk.standing import Standing
from flows.exchange.beside import beside, disagreements
from flows.exchange.gathering import finding
from flows.exchange.kinds import Finding
from flows.exchange.store import Received

TODAY = date(2026, 11, 20)
BASIS = Basis(
    hit_id="h-1", program_id="P1", case_id="C1", subject_id="C1:o:1", cluster_id="c", subject_kind="organisation", subject_country="CN",
    subject_names=(NAMES[0],), subject_identifiers=("ror: https://ror.org/00wk2mp56",), listed_entities=LISTED, listed_names=(NAMES[1],),
    links=("name",),
)  # fmt: skip


def hit(judgement: Any = "", state: Any = "open", basis: Basis = BASIS) -> Live:
    return Live(row={}, basis=basis, standing=Standing(hit_id=basis.hit_id, state=state, judgement=judgement))


def from_(producer: str, said: Finding, state: str = "stated") -> Received:
    return Received(producer=producer, finding=said, state=state, tlp="amber", received_at=FIRST)


def test_it_stands_beside_with_author_date_and_measures() -> None:
    measures = {
        "entities": [LISTED[1]], "measure_ids": ["ask_partner"], "policy": "jp-osdd", "policy_edition": "2026.1", "stage": "accepted",
    }  # fmt: skip
    said = [from_("BUNIV", decision("BUNIV", entities=list(LISTED))), from_("BUNIV", finding("BUNIV", "measures", ["m"], measures, TODAY))]
    (row,) = beside([hit()], said, TODAY)
    assert (row.hit_id, row.author, row.said_on, row.judgement, row.tlp) == ("h-1", "BUNIV", "2026-11-02", "different", "amber")
    assert row.measures == ("ask_partner (accepted)",)


def test_it_changes_nothing_of_ones_own() -> None:
    (row,) = beside([hit()], [from_("BUNIV", decision("BUNIV", "same"))], TODAY)
    assert (row.own_state, row.own_judgement, row.is_conflict) == ("open", "", False)


def test_the_opposite_of_ones_own_decision_is_a_conflict() -> None:
    conflicts = {
        (own, theirs): beside([hit(own, "decided")], [from_("BUNIV", decision("BUNIV", theirs))], TODAY)[0].is_conflict
        for own in ("same", "different", "unsure") for theirs in ("same", "different", "unsure")
    }  # fmt: skip
    assert {pair for pair, is_conflict in conflicts.items() if is_conflict} == {("same", "different"), ("different", "same")}


def test_a_lapsed_decision_of_ones_own_contradicts_nobody() -> None:
    assert not beside([hit("same", "lapsed")], [from_("BUNIV", decision("BUNIV"))], TODAY)[0].is_conflict


def test_two_members_who_disagree_are_both_shown_as_such() -> None:
    rows = beside([hit()], [from_("BUNIV", decision("BUNIV", "same")), from_("CUNIV", decision("CUNIV", "different"))], TODAY)
    assert [(row.author, row.is_conflict) for row in rows] == [("BUNIV", True), ("CUNIV", True)]


def test_what_is_withdrawn_or_has_run_out_is_not_shown() -> None:
    withdrawn = from_("BUNIV", replace(decision("BUNIV"), body={}), state="withdrawn")
    old = from_("BUNIV", replace(decision("BUNIV"), until="2026-11-19"))
    assert beside([hit()], [withdrawn, old], TODAY) == []


def test_another_number_is_another_body_whatever_it_is_called() -> None:
    other = replace(BASIS, subject_identifiers=("ror: https://ror.org/01yqg2h08",))
    assert beside([hit(basis=other)], [from_("BUNIV", decision("BUNIV"))], TODAY) == []
    unnumbered = replace(BASIS, subject_identifiers=(), subject_names=(NAMES[0].upper(),))
    assert len(beside([hit(basis=unnumbered)], [from_("BUNIV", decision("BUNIV"))], TODAY)) == 1
    assert beside([hit(basis=replace(BASIS, listed_entities=("un_sc:CDe.9",)))], [from_("BUNIV", decision("BUNIV"))], TODAY) == []


def test_a_hit_on_a_person_has_no_precedents() -> None:
    assert beside([hit(basis=replace(BASIS, subject_kind="person"))], [from_("BUNIV", decision("BUNIV"))], TODAY) == []


def test_the_opposite_word_on_two_entries_is_told() -> None:
    said = from_("BUNIV", finding("BUNIV", "entity_links", ["e"], {"judgement": "one", "entity": LISTED[0], "other": LISTED[1]}, TODAY))
    assert disagreements([said], {LISTED: "two"}, TODAY) == [(said, "two")]
    assert disagreements([said], {LISTED: "one"}, TODAY) == disagreements([said], {}, TODAY) == []


@given(st.permutations([from_(name, decision(name, word)) for name in ("BUNIV", "CUNIV", "DUNIV") for word in ("same", "unsure")]))
def test_the_order_of_arrival_makes_no_difference(said: list[Received]) -> None:
    rows = beside([hit()], said, TODAY)
    assert [row.author for row in rows] == ["BUNIV", "BUNIV", "CUNIV", "CUNIV", "DUNIV", "DUNIV"]
    assert sorted(map(str, rows)) == sorted(map(str, beside([hit()], list(reversed(said)), TODAY)))
