"""A listing that is announced for a later day: seen at once, said to be ahead, in effect from its day on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from office import FIRST, Office

from flows.grading import Dated, Listed
from flows.messages import Messages
from flows.past import listings

Change = Callable[[str, Callable[[bytes], bytes]], None]
EFFECTIVE = date(2026, 12, 9)
PERSON = b"<REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER>"
ON = b"<LISTED_ON>"
LISTED = Listed(
    source="un_sc", entity_id="KPi.901", kind="person", regime="UN", sub_list="", categories=(), reference="",
    listed_on="", withdrawn_on="", weak_names=frozenset(),
)  # fmt: skip


@pytest.fixture
def announced(office: Office, changed: Change) -> Office:
    """One person is listed from 9 December; the first night is in November."""

    def later(content: bytes) -> bytes:
        start = content.index(ON, content.index(PERSON)) + len(ON)
        return content[:start] + str(EFFECTIVE).encode() + content[start + 10 :]

    changed("en/consolidated.xml", later)
    office.night()
    return office


def _standing(office: Office) -> set[tuple[str, str]]:
    rows = office.rows("select distinct standing, listed_on from marts.listings where source = 'un_sc' and entity_id = 'KPi.901'")
    return {(row["standing"], row["listed_on"]) for row in rows}


def _pages(office: Office, language: str) -> str:
    return "".join(
        Path(page).read_text(encoding="utf-8") for page in sorted((office.home / "out/P-SENTAN").glob(f"case-*.{language}.html"))
    )


def test_an_announced_listing_is_a_possible_hit_and_says_from_when(announced: Office) -> None:
    assert _standing(announced) == {("announced", "2026-12-09")}
    assert "announced, effective from 9 December 2026" in _pages(announced, "en")
    assert "公表済み、2026年12月9日 から適用" in _pages(announced, "ja")


def test_it_is_asked_for_before_its_day_and_on_it(announced: Office, messages: Messages) -> None:
    def said(as_of: date) -> list[str]:
        rows = listings(announced.home / "warehouse.duckdb", as_of, FIRST, "un_sc", messages, "en")
        return [row["when"] for row in rows if row["entity_id"] == "KPi.901"]

    assert said(FIRST) == ["announced; listed from 2026-12-09"]
    assert said(EFFECTIVE) == ["listed since 2026-12-09"]
    assert said(date(2026, 11, 19)) == []


def test_the_day_on_which_it_takes_effect_is_a_change_of_the_hit(announced: Office) -> None:
    announced.night(date(2026, 12, 8))
    assert announced.rows("select hit_id from marts.changes where change = 'reopened'") == []
    announced.night(EFFECTIVE)
    assert _standing(announced) == {("listed", "2026-12-09")}
    (hit,) = announced.rows("select distinct hit_id from marts.listings where entity_id = 'KPi.901'")
    assert announced.rows("select hit_id from marts.changes where change = 'reopened'") == [hit]
    assert "announced, effective from" not in _pages(announced, "en")


@pytest.mark.parametrize(
    ("listed_on", "withdrawn_on", "is_announced", "is_withdrawn"),
    [
        ("2026-11-20", "2026-11-20", False, True),
        ("2026-11-21", "2026-11-21", True, False),
        ("2026-11", "2026-11", False, False),
        ("2026-12", "2026-10", True, True),
        ("", "", False, False),
        ("soon", "never", False, False),
    ],
)
def test_partial_dates_count_from_their_first_day_and_to_their_last(
    listed_on: str, withdrawn_on: str, is_announced: bool, is_withdrawn: bool
) -> None:
    known = Dated(facts={}, withdrawn_on=withdrawn_on).on(FIRST)
    assert (replace(LISTED, listed_on=listed_on).is_announced(FIRST), known["listing.is_withdrawn"]) == (is_announced, is_withdrawn)
