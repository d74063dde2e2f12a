"""Which decisions become findings, under which number, and what stays home."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from consortium import LISTED, NAMES, PUBLIC

from flows.desk.basis import Basis
from flows.exchange.gathering import (
    Concluded,
    Gathered,
    gather_bodies,
    gather_corrections,
    gather_decisions,
    gather_figures,
    gather_links,
    gather_listings,
    gather_measures,
    keep_shared,
    numbers,
)  # fmt: skip
from flows.exchange.owed import Stated

DAY = date(2026, 11, 2)
BASIS = Basis(
    hit_id="h-1", program_id="P1", case_id="C1", subject_id="C1:o:1", cluster_id="c", subject_kind="organisation", subject_country="CN",
    subject_names=("朝凪研究室の連携先", NAMES[0]), subject_identifiers=("ror: https://ror.org/00wk2mp56", "erad: 90000123"),
    listed_entities=(LISTED[0], "own_list:7"), listed_names=(NAMES[1],), links=("name",),
)  # fmt: skip
SAID = Concluded(basis=BASIS, judgement="same", reason="place", on=DAY, until=None, listed_name=NAMES[1])


def gathered(*said: Concluded) -> Gathered:
    found = Gathered()
    gather_decisions(found, "AUNIV", said, PUBLIC)
    return found


def bodies(found: Gathered, kind: str) -> list[dict[str, Any]]:
    return [dict(one.body) for one in found.findings.values() if one.kind == kind]


def test_a_decision_is_told_by_public_names_and_numbers_of_bodies() -> None:
    (body,) = bodies(gathered(SAID), "decisions")
    assert body == {
        "judgement": "same", "reason": "place", "subject_identifiers": ["ror:00wk2mp56"], "subject_names": [NAMES[0]],
        "entities": [LISTED[0]], "listed_name": NAMES[1],
    }  # fmt: skip


@pytest.mark.parametrize(
    "basis",
    [
        replace(BASIS, subject_kind="person"),
        replace(BASIS, links=("affiliation disclosed_affiliation: Example Institute of Technology",)),
        replace(BASIS, links=("name", "disclosure funding: 例示財団")),
        replace(BASIS, listed_entities=("own_list:7",)),
        replace(BASIS, subject_identifiers=("erad: 90000123",), subject_names=("朝凪研究室の連携先",)),
    ],
    ids=["a person", "what a person disclosed", "both", "only on the own list", "nothing public to name it by"],
)
def test_what_stays_home(basis: Basis) -> None:
    found = gathered(replace(SAID, basis=basis))
    assert not found.findings
    assert found.at_home == ["h-1"]


def test_the_newest_decision_on_the_same_two_speaks_whatever_case_it_is_from() -> None:
    later = replace(SAID, judgement="different", on=date(2026, 11, 9), basis=replace(BASIS, hit_id="h-2", program_id="P2"))
    for order in ((SAID, later), (later, SAID)):
        found = gathered(*order)
        assert [body["judgement"] for body in bodies(found, "decisions")] == ["different"]
        assert found.of_program("P1", ["decisions"]) == found.of_program("P2", ["decisions"]) == set(found.findings)
    assert found.of_program("P3", ["decisions"]) == set()


def test_a_decision_holds_until_its_own_day_or_a_year() -> None:
    assert [one.until for one in gathered(SAID).findings.values()] == ["2027-11-02"]
    assert [one.until for one in gathered(replace(SAID, until=date(2026, 12, 1))).findings.values()] == ["2026-12-01"]


def test_only_bodies_that_a_decision_speaks_of_are_told() -> None:
    found = Gathered()
    spoken = gather_decisions(found, "AUNIV", [SAID], PUBLIC)
    listing = {"entity": LISTED[0], "sub_list": "", "standing": "listed", "listed_on": "spring 2020", "withdrawn_on": ""}
    gather_listings(found, "AUNIV", [listing, listing | {"entity": LISTED[1]}], spoken, PUBLIC)
    assert [body["listed_on"] for body in bodies(found, "listings")] == [""]
    row = {"name": NAMES[1], "entities": [LISTED[0], "own_list:7"], "identifiers": ["ror: https://ror.org/00wk2mp56"], "countries": ["CN"]}
    gather_bodies(found, "AUNIV", [row, row | {"entities": [LISTED[1]]}], spoken, PUBLIC)
    assert [body["entities"] for body in bodies(found, "organisations")] == [[LISTED[0]]]


def test_measures_are_codes_without_amounts_or_names() -> None:
    found = Gathered()
    spoken = gather_decisions(found, "AUNIV", [SAID], PUBLIC)
    row = {"program_id": "P1", "entities": [LISTED[0]], "measure_ids": ["ask_partner", "pay 5,000 to Sato"], "policy": "jp-osdd"}
    gather_measures(found, "AUNIV", [row | {"policy_edition": "2026.1"}, row | {"policy_edition": "of our own"}], spoken, PUBLIC)
    assert [body["measure_ids"] for body in bodies(found, "measures")] == [["ask_partner"]]


def test_rows_of_lists_and_words_on_two_entries_are_told_where_they_are_public() -> None:
    found = Gathered()
    row = {"source": "jp_meti_eul", "edition": "1" * 64, "place": "row 12", "reason": "rejected.dates", "on": DAY}
    gather_corrections(found, "AUNIV", [row, row | {"source": "own_list"}, row | {"place": "row of Sato"}], PUBLIC)
    gather_links(found, "AUNIV", [{"judgement": "two", "entity": LISTED[1], "other": LISTED[0], "on": DAY}], PUBLIC)
    gather_links(found, "AUNIV", [{"judgement": "two", "entity": LISTED[1], "other": "own_list:7", "on": DAY}], PUBLIC)
    assert sorted(one.kind for one in found.findings.values()) == ["entity_links", "list_corrections"]


def test_small_counts_are_not_told() -> None:
    found = Gathered()
    gather_figures(found, "AUNIV", [], [{"tier": 2, "subjects": 40, "hits": 5, "waiting": 4, "same": 0, "different": 1}], DAY)
    assert bodies(found, "burden") == [{"tier": 2, "subjects": 40, "hits": 5, "waiting": "few", "same": "few", "different": "few"}]


def kept(*said: Concluded) -> Gathered:
    """What is left of SAID, once shared, when these decisions are of cases that are over or wait for a signature."""
    found = Gathered()
    keep_shared(
        found, "AUNIV", said, {number: Stated(finding=one, received_by={}) for number, one in gathered(SAID).findings.items()}, PUBLIC
    )
    return found


def test_what_was_shared_of_a_case_stays_shared_when_the_case_is_over() -> None:
    assert kept(SAID).findings == gathered(SAID).findings


def test_what_was_shared_does_not_stay_when_the_decision_says_otherwise_since() -> None:
    assert not kept(replace(SAID, judgement="different", on=date(2026, 11, 9)), SAID).findings


def test_nothing_of_a_case_that_is_over_is_newly_shared() -> None:
    found = Gathered()
    keep_shared(found, "AUNIV", [SAID], {}, PUBLIC)
    assert not found.findings


def test_numbers_of_persons_and_wrong_ones_are_no_numbers() -> None:
    given = [
        "ror: https://ror.org/00wk2mp56",
        "ror: 00wk2mp57",
        "orcid: 0000-0002-1825-0097",
        "jp_corporate_number: 2050005005211",
        "lei: X",
    ]
    assert numbers(given) == ["jp_corporate_number:2050005005211", "ror:00wk2mp56"]
