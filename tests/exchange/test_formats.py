"""Findings as files: FollowTheMoney, csv, JSON Lines."""

import csv
import io
import json
from typing import Any

import pytest
from consortium import FIRST, LISTED, NAMES, ROR, decision

from flows.exchange.formats import as_csv, as_entities, as_jsonl, entities
from flows.exchange.gathering import finding
from flows.exchange.kinds import Finding
from flows.exchange.store import Received

DAY = FIRST.date()
BODY = {"name": NAMES[1], "entities": [LISTED[0]], "identifiers": [ROR], "countries": ["CN"]}
LISTING = {"entity": LISTED[0], "sub_list": "EL", "listed_on": "2020-05", "withdrawn_on": "", "standing": "listed"}
FINDINGS = [
    finding("AUNIV", "organisations", ["o"], BODY, DAY),
    finding("AUNIV", "listings", ["l"], LISTING, DAY),
    finding("AUNIV", "listings", ["m"], LISTING | {"entity": LISTED[1]}, DAY),
    decision("AUNIV"),
    finding("AUNIV", "entity_links", ["e"], {"judgement": "one", "entity": LISTED[0], "other": LISTED[1]}, DAY),
]
# What followthemoney 4.11 has of the three schemata used here: property -> is it needed (https://followthemoney.tech/explorer/schemata/).
SCHEMATA = {
    "Organization": {"name": True, "country": False, "leiCode": False, "registrationNumber": False, "idNumber": False},
    "Sanction": {
        "entity": True, "authority": False, "program": False, "recordId": False, "listingDate": False, "endDate": False, "status": False,
    },
    "Similar": {"candidate": False, "match": False, "criteria": False, "matcher": False},
}  # fmt: skip


def held(*findings: Finding, state: str = "stated") -> list[Received]:
    return [Received(producer="AUNIV", finding=one, state=state, tlp="amber", received_at=FIRST) for one in findings]


def test_entities_are_of_schemata_that_follow_the_money_knows() -> None:
    found = entities(held(*FINDINGS))
    assert {one["schema"] for one in found} == set(SCHEMATA)
    for one in found:
        known = SCHEMATA[one["schema"]]
        assert one["properties"].keys() <= known.keys()
        assert {name for name, needed in known.items() if needed} <= one["properties"].keys()
        assert all(isinstance(value, str) and value for values in one["properties"].values() for value in values)


def test_entities_refer_to_entities_that_are_there() -> None:
    found = {one["id"]: one for one in entities(held(*FINDINGS))}
    referred = [number for one in found.values() for name in ("entity", "candidate", "match") for number in one["properties"].get(name, [])]
    assert len(referred) == 4
    assert {found[number]["schema"] for number in referred} == {"Organization"}


def test_the_listing_is_of_the_body_that_the_decision_speaks_of() -> None:
    found = entities(held(*FINDINGS))
    (body,) = [one["id"] for one in found if one["properties"].get("country") == ["cn"]]
    (similar,) = [one for one in found if one["schema"] == "Similar"]
    assert similar["properties"]["match"] == [body]
    assert similar["properties"]["criteria"] == ["different (place)"]
    assert body in {one["properties"]["entity"][0] for one in found if one["schema"] == "Sanction"}


def test_its_own_library_finds_nothing_to_say() -> None:
    """Only where it is installed: followthemoney builds ICU bindings, which not every office can."""
    model: Any = pytest.importorskip("followthemoney").model
    for line in as_entities(held(*FINDINGS)).splitlines():
        one = json.loads(line)
        proxy = model.get_proxy(one)
        proxy.schema.validate(one)
        assert {name: sorted(proxy.get(name)) for name in one["properties"]} == one["properties"]


def test_what_was_withdrawn_is_no_entity() -> None:
    assert entities(held(*FINDINGS, state="withdrawn")) == []


def test_the_order_of_findings_makes_no_difference() -> None:
    assert as_entities(held(*FINDINGS)) == as_entities(held(*reversed(FINDINGS)))


def test_lines_are_the_findings() -> None:
    rows = [json.loads(line) for line in as_jsonl(held(*FINDINGS)).splitlines()]
    assert [{name: row[name] for name in one.row} for row, one in zip(rows, FINDINGS, strict=True)] == [one.row for one in FINDINGS]
    assert {(row["producer"], row["state"], row["tlp"]) for row in rows} == {("AUNIV", "stated", "amber")}


def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula() -> None:
    text = as_csv(held(decision("AUNIV", listed_name="=cmd()|x")))
    assert text.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    assert (row["listed_name"], row["entities"]) == ("'=cmd()|x", LISTED[0])
