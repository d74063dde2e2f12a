"""What `sekisho sources` says of a source, out of the archive's log alone."""

from dataclasses import replace
from datetime import date, timedelta

from flows.archive import Edition
from flows.messages import load_messages
from flows.settings import ROOT
from flows.shelf import shelved
from sources.lists import ca_sema, jp_mof, us_ofac_cons

DAY = date(2026, 11, 1)
MESSAGES = load_messages(ROOT / "data" / "reference" / "messages")


def edition(name: str, days: int, **more: object) -> Edition:
    return replace(Edition(edition=name, on=DAY + timedelta(days=days), verdict="accepted", counts={"Iran": 100, "Haiti": 3}), **more)  # type: ignore[arg-type]


def said(*log: Edition, today: int = 10, source: object = ca_sema) -> dict[str, object]:
    return shelved(source.SOURCE, " about ", log, DAY + timedelta(days=today), MESSAGES, "en")  # type: ignore[attr-defined]


def test_a_source_nobody_has_fetched_says_so() -> None:
    row = said()
    assert (row["state"], row["entries"], row["age_days"], row["edition"]) == ("never", "", "", "")


def test_the_age_counts_from_the_day_the_edition_in_use_came_in() -> None:
    row = said(edition("a", 0), edition("b", 3), edition("b", 7, verdict="unchanged"))
    assert (row["first_fetched_on"], row["age_days"], row["checked_on"]) == (DAY + timedelta(days=3), 7, DAY + timedelta(days=7))


def test_the_last_change_is_against_the_edition_before() -> None:
    row = said(edition("a", 0), edition("b", 3, counts={"Iran": 98, "Haiti": 3}), edition("b", 4))
    assert (row["entries"], row["change"], row["sub_lists"]) == (103, "+0", {"Iran": 100, "Haiti": 3})
    assert said(edition("a", 0), edition("b", 3, counts={"Iran": 98, "Haiti": 3}))["change"] == "-2"
    assert said(edition("a", 0))["change"] == ""


def test_a_copy_that_is_held_or_refused_leaves_the_good_edition_shown_and_says_so() -> None:
    for verdict in ("held", "refused"):
        row = said(edition("a", 0), edition("b", 3, verdict=verdict, counts={}))
        assert (row["state"], row["edition"], row["entries"]) == (verdict, "a", 103)


def test_a_list_frozen_for_three_of_its_rhythms_is_stale() -> None:
    rhythm = ca_sema.SOURCE.cadence_days
    assert said(edition("a", 0), today=3 * rhythm)["state"] == "used"
    assert said(edition("a", 0), today=3 * rhythm + 1)["state"] == "stale"


def test_the_first_real_edition_of_a_documented_reader_waits_for_a_persons_word() -> None:
    assert said(edition("a", 0), source=jp_mof)["state"] == "unproved"
    assert said(edition("a", 0), edition("a", 1, by="tester"), source=jp_mof)["state"] == "used"
    assert said(edition("a", 0, is_sample=True), source=jp_mof)["state"] == "used"


def test_a_format_known_from_descriptions_only_waits_although_the_source_was_read_in_another() -> None:
    csv, advanced = edition("a", 0, shape="cons_prim.csv", by="tester"), edition("b", 1, shape="CONS_ADVANCED.XML")
    assert [said(log, source=us_ofac_cons)["standing"] for log in (csv, advanced)] == ["verified", "documented"]
    assert said(csv, source=us_ofac_cons)["state"] == "used"
    assert said(csv, advanced, source=us_ofac_cons)["state"] == "unproved", "a word on one format says nothing of another"
    assert said(csv, advanced, replace(advanced, by="tester"), source=us_ofac_cons)["state"] == "used"


def test_licence_page_and_meaning_are_told() -> None:
    row = said(edition("a", 0))
    assert (row["licence"], row["url"], row["about"]) == (ca_sema.SOURCE.licence, ca_sema.SOURCE.url, "about")
