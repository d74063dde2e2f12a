"""A list whose fields are emptied loses no entry; a person is asked all the same."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from publisher import SOURCE, Publisher, entries, entry

from flows import frames
from flows.fills import ENTRIES, WHOLE, fills
from flows.limits import thinned
from flows.messages import Messages
from flows.shelf import shelved
from sources.fetch import snapshot
from sources.model import Address, Identifier, Rejected

FILLED: dict[str, dict[str, Any]] = {
    "alias": {"aliases": ("Other Body",)},
    "native_name": {"aliases": ("見本研究所",)},
    "address": {"addresses": (Address(text="1 Street"),)},
    "address_country": {"addresses": (Address(text="1 Street", country="jp"),)},
    "birth_date": {"birth_dates": ("1970",)},
    "identifier lei": {"identifiers": (Identifier(scheme="lei", value="1"),)},
    "relation": {"related": (("parent", Identifier(scheme="lei", value="2")),)},
    "listed_on": {"listed_on": "2026-01-01"},
}


@pytest.mark.parametrize("field", FILLED)
def test_a_field_that_is_no_longer_filled_puts_the_list_on_hold(tmp_path: Path, field: str) -> None:
    list_ = Publisher(tmp_path)
    other = entries(50, "B")
    list_.night([*entries(40, **FILLED[field]), *other])
    held = list_.night([*entries(36), *[entry(number, **FILLED[field]) for number in range(36, 40)], *other])
    assert (held.state, held.key) == ("held", "source.thinned")
    assert (held.facts["sub_list"], held.facts["before"], held.facts["found"]) == ("A", "100", "10")
    assert held.counts == {"A": 40, "B": 50}


@pytest.mark.parametrize("field", FILLED)
def test_every_field_is_counted_by_sub_list_and_for_the_whole(field: str) -> None:
    said = [entry(1, "A", **FILLED[field]), entry(2, "A"), entry(1, "B", **FILLED[field])]
    found = fills(frames.of_entities(snapshot(SOURCE, (), None), said))  # type: ignore[arg-type]
    assert {sub_list: (counts[ENTRIES], counts[field]) for sub_list, counts in found.items()} == {"A": (2, 1), "B": (1, 1), WHOLE: (3, 2)}


def test_a_field_emptied_across_many_small_sub_lists_shows_in_the_whole(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path, source=replace(SOURCE, sub_lists={}))
    list_.night([entry(1, f"programme {n}", listed_on="2026") for n in range(20)])
    held = list_.night([entry(1, f"programme {n}") for n in range(20)])
    assert (held.key, held.facts["sub_list"]) == ("source.thinned", "a_list")


def test_a_person_who_accepts_the_emptier_edition_makes_it_the_new_standard(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night([*entries(40, **FILLED["alias"]), *entries(9, "B")])
    emptier = [*entries(40), *entries(9, "B")]
    assert list_.night(emptier).state == "held"
    list_.accept("the publisher has told why")
    assert list_.night(emptier).state == "used"
    assert list_.log[-2].reason == "the publisher has told why"
    assert list_.night([*emptier, entry(99)]).state == "used"


def test_new_entries_may_be_thinner_than_the_old_ones(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    old = [*entries(40, **FILLED["birth_date"]), *entries(9, "B")]
    list_.night(old)
    assert list_.night([*old, *[entry(number) for number in range(100, 115)]]).state == "used"


def test_what_an_emptier_edition_names_anew_is_screened_at_once(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night([*entries(40, **FILLED["alias"]), *entries(9, "B")])
    held = list_.night([*entries(40), *entries(9, "B"), entry(77)])
    assert held.unconfirmed is not None
    assert held.unconfirmed.added == 1
    assert held.rows is not None
    assert "A77" in {row[2] for row in held.rows["entities"]}
    assert len([row for row in held.rows["names"] if row[2]]) == 40


def test_the_limit_is_learnt_from_how_full_the_field_was_before(tmp_path: Path) -> None:
    """Four emptied of a hundred: within 5 % while little is known, beyond the limit once the field never moved for five editions."""
    for known, state in ((4, "used"), (5, "held")):
        list_ = Publisher(tmp_path / str(known))
        for number in range(known):
            list_.night([*entries(100, **FILLED["alias"]), *entries(9, "B")], stamp=str(number))
        assert list_.night([*entries(4), *entries(100, **FILLED["alias"])[4:], *entries(9, "B")]).state == state


def test_an_edition_without_known_fills_asks_nothing(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night([*entries(40), *entries(9, "B")])
    old = [replace(line, fills={}) for line in list_.log]
    assert thinned(old, list_.log[0].fills) is None


def test_how_full_the_fields_are_is_shown_with_the_sources(tmp_path: Path, messages: Messages) -> None:
    list_ = Publisher(tmp_path)
    list_.night([*entries(4), *entries(12, "B", **FILLED["identifier lei"])])
    row = shelved(SOURCE, "", list_.log, list_.log[-1].on, messages, "en")
    assert row["fields"] == "reference 100 %, number lei 75 %"
    assert row["fills"]["B"] == {ENTRIES: 12, "identifier lei": 12, "reference": 12}
    assert shelved(SOURCE, "", list_.log, list_.log[-1].on, messages, "ja")["fields"] == "参照番号 100 %, 番号 lei 75 %"


@pytest.mark.parametrize("field", FILLED)
def test_every_field_has_its_word(messages: Messages, field: str) -> None:
    assert f"show.fill.{field.partition(' ')[0]}" in messages.texts


def test_many_rows_set_aside_put_the_list_on_hold(tmp_path: Path) -> None:
    def row(number: int) -> Rejected:
        quote = replace(entry(1).quote, locator=f"row {number}")
        return Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail="new")

    list_ = Publisher(tmp_path)
    whole = [*entries(40), *entries(9, "B")]
    list_.night(whole)
    assert list_.night([*whole, *map(row, range(3))]).state == "used"
    assert list_.log[-1].rejected == 3
    held = list_.night([*whole, *map(row, range(7))])
    assert (held.state, held.key, held.facts["found"]) == ("held", "source.many_rejected", "7")
    list_.accept()
    assert list_.night([*whole, *map(row, range(7))]).state == "used"


def test_a_list_that_grows_by_more_than_half_is_used_and_told_of(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night([*entries(40), *entries(9, "B")])
    assert list_.night([*entries(60), *entries(9, "B")]).key == "source.in_use"
    grown = list_.night([*entries(91), *entries(9, "B")])
    assert (grown.state, grown.key) == ("used", "source.grown")
    assert (grown.facts["sub_list"], grown.facts["before"], grown.facts["found"]) == ("A", "60", "91")
    assert list_.log[-1].key == "source.grown"


@pytest.mark.parametrize("sub_list", ["A", "a new one"])
def test_a_whole_sub_list_lost_puts_the_list_on_hold_be_it_known_to_the_reader_or_not(tmp_path: Path, sub_list: str) -> None:
    list_ = Publisher(tmp_path)
    kept = [*entries(9, "A"), *entries(9, "B"), *entries(9, "C")]
    list_.night([*kept, *entries(1, "a new one")])
    lost = [one for one in [*kept, *entries(1, "a new one")] if one.listings[0].sub_list != sub_list]
    held = list_.night(lost)
    assert (held.state, held.facts["sub_list"], held.facts["found"]) == ("held", sub_list, "0")
