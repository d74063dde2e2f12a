"""A list on hold because it shrank: nothing is taken away, what it names anew is screened the same night, and both are said."""

from collections.abc import Callable
from datetime import timedelta

from office import FIRST, Office, accepted

from flows.archive import Archive
from flows.messages import Messages
from flows.past import EVER, changes

Change = Callable[[str, Callable[[bytes], bytes]], None]
UN = "en/consolidated.xml"
NEW, GONE = "KPi.999", ["KPi.901", "LYi.901"]


def _listed(office: Office) -> dict[str, str]:
    """Entry -> state of its listing, under the possible hit of the one person that is renumbered below."""
    rows = office.rows("select distinct entity_id, state from marts.listings where source = 'un_sc' and listed_name like 'PRIMER %'")
    return {row["entity_id"]: row["state"] for row in rows}


def test_additions_are_screened_at_once_and_removals_wait(on_hold: Office, messages: Messages) -> None:
    assert _listed(on_hold) == {"KPi.901": "held", NEW: "unconfirmed"}
    (source,) = on_hold.rows("select state, detail_en, detail_ja from raw.sources where source = 'un_sc'")
    assert source["state"] == "held"
    assert "(1 entries)" in source["detail_en"]
    assert "（2 件）" in source["detail_ja"]
    said = changes(on_hold.home / "warehouse.duckdb", "un_sc", EVER, messages, "en")
    assert [(row["change"], row["entity_id"]) for row in said] == [("added", NEW), *(("removal_held", gone) for gone in GONE)]
    (counted,) = on_hold.rows("select entity_count from raw.sub_lists where source = 'un_sc' and sub_list = 'Libya'")
    assert counted == {"entity_count": 1}


def test_an_additions_quote_points_into_the_held_edition(on_hold: Office) -> None:
    quotes = on_hold.rows("select * from marts.listings where source = 'un_sc' and listed_name like 'PRIMER %'")
    archive = Archive(on_hold.home / "raw")
    assert len({quote["edition"] for quote in quotes}) == 2
    for quote in quotes:
        (document,) = archive.load("un_sc", quote["edition"]).documents
        assert document.sha256 == quote["document_sha256"]
        assert quote["entity_id"].encode() in document.content[quote["quote_start"] : quote["quote_end"]]


def test_additions_stay_while_the_publisher_cannot_be_reached(on_hold: Office) -> None:
    on_hold.file(UN).unlink()
    on_hold.night(FIRST + timedelta(days=2))
    assert _listed(on_hold) == {"KPi.901": "stale", NEW: "unconfirmed"}


def test_a_person_who_accepts_lets_the_removals_happen(on_hold: Office, messages: Messages) -> None:
    accepted(on_hold)
    on_hold.night(FIRST + timedelta(days=2))
    assert _listed(on_hold) == {NEW: "used"}
    said = changes(on_hold.home / "warehouse.duckdb", "un_sc", FIRST + timedelta(days=2), messages, "en")
    assert [(row["change"], row["entity_id"]) for row in said] == [("removed", gone) for gone in GONE]


def test_the_good_edition_back_at_the_publishers_ends_the_hold(on_hold: Office, changed: Change) -> None:
    good = Archive(on_hold.home / "raw").last_good("un_sc")
    assert good is not None
    (document,) = Archive(on_hold.home / "raw").load("un_sc", good.edition).documents
    changed(UN, lambda _: document.content)
    on_hold.night(FIRST + timedelta(days=2))
    assert _listed(on_hold) == {"KPi.901": "used"}
