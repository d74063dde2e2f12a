"""A list that stands still too long is stale, whatever the publisher's headers, date stamps or other sub-lists say."""

from dataclasses import replace
from pathlib import Path

from publisher import SOURCE, Publisher, entries, entry

from flows.archive import Edition
from flows.rhythm import changed_on, contents, frozen
from sources.fetch import snapshot

LIST = [*entries(30), *entries(9, "B")]


def test_not_modified_for_three_times_the_usual_rest_is_stale(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night(LIST)
    assert list_.night(None, days=21).state == "used"
    frozen_ = list_.night(None, days=1)
    assert (frozen_.state, frozen_.key, frozen_.facts["age_days"]) == ("stale", "source.frozen", "22")


def test_the_same_bytes_sent_again_and_again_are_stale_too(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night(LIST)
    assert [list_.night(LIST, days=7).state for _ in range(4)] == ["used", "used", "used", "stale"]


def test_a_new_stamp_on_an_old_list_does_not_make_it_young(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    found = [list_.night(LIST, days=7, stamp=f"generated {number}") for number in range(5)]
    assert [one.state for one in found] == ["used", "used", "used", "used", "stale"]
    assert len({one.edition for one in found}) == 5


def test_an_entry_that_changed_ends_the_alarm(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night(LIST)
    assert list_.night(LIST, days=30).state == "stale"
    assert list_.night([*LIST[1:], entry(0, listed_on="2026-11-01")]).state == "used"


def test_one_sub_list_that_stands_still_while_the_others_move_is_found_out(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    a, b = entries(30), entries(9, "B")
    for number in range(6):
        list_.night([*a, entry(100 + number), *b, entry(100 + number, "B")], days=4)
    found = [list_.night([*a, entry(200 + number), *b, entry(105, "B")], days=4) for number in range(4)]
    assert [one.state for one in found] == ["used", "used", "used", "stale"]
    assert found[-1].key == "source.part_frozen"
    assert (found[-1].facts["sub_list"], found[-1].facts["age_days"], found[-1].facts["longest"]) == ("B", "16", "4")


def test_a_sub_list_whose_rhythm_is_not_known_is_not_judged(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    for number in range(5):
        list_.night([*LIST, entry(100 + number)], days=5)
    assert frozen(list_.log, list_.day) is None
    assert set(changed_on(list_.log)) == {"A", "B", ""}


def test_order_and_place_in_the_document_are_no_change() -> None:
    from flows import frames

    moved = [replace(one, quote=replace(one.quote, locator="row 7", text="moved")) for one in reversed(LIST)]
    empty = snapshot(SOURCE, (), None)  # type: ignore[arg-type]
    assert contents(frames.of_entities(empty, LIST)) == contents(frames.of_entities(empty, moved))


def test_a_log_written_before_contents_were_kept_still_has_an_age(tmp_path: Path) -> None:
    list_ = Publisher(tmp_path)
    list_.night(LIST)
    kept = list_.log[0]
    (tmp_path / SOURCE.name / "editions.jsonl").unlink()
    list_.archive.note(SOURCE.name, Edition(edition=kept.edition, on=kept.on, verdict="accepted", counts=kept.counts))
    assert list_.night(None, days=22).state == "stale"
