"""Incidents at the publishers': files that were whole, valid and wrong."""

from dataclasses import replace
from pathlib import Path

from publisher import SOURCE, Publisher, entries, entry

CSL = replace(SOURCE, sub_lists={"SDN": 1_000, "SSI": 100, "EL": 500, "ITAR": 100}, cadence_days=2)
WHOLE = [*entries(1_500, "SDN"), *entries(288, "SSI"), *entries(600, "EL"), *entries(686, "ITAR")]


def _without(*sub_lists: str) -> list[object]:
    return [one for one in WHOLE if one.listings[0].sub_list not in sub_lists]


def test_i01_two_sub_lists_are_missing_from_a_valid_file(tmp_path: Path) -> None:
    """6 May 2024: the Consolidated Screening List came without 14,973 SDN and 288 SSI entries."""
    csl = Publisher(tmp_path, source=CSL)
    good = csl.night(WHOLE)
    held = csl.night(_without("SDN", "SSI"))  # type: ignore[arg-type]
    assert (held.state, held.key, held.facts["found"]) == ("held", "source.shrunk", "0")
    assert held.facts["sub_list"] in ("SDN", "SSI")
    assert (held.edition, held.counts) == (good.edition, good.counts)
    assert held.rows is not None
    assert len(held.rows["entities"]) == len(WHOLE)
    assert csl.night(WHOLE).state == "used"


def test_i02_a_sub_list_comes_and_goes_on_random_days(tmp_path: Path) -> None:
    """October 2019: ITAR went 686, 515, 686; ISN was absent on some days."""
    csl = Publisher(tmp_path, source=CSL)
    csl.night(WHOLE)
    for _ in range(3):
        held = csl.night([*_without("ITAR"), *entries(515, "ITAR")])  # type: ignore[list-item]
        assert (held.state, held.facts["before"], held.facts["found"]) == ("held", "686", "515")
        assert held.counts["ITAR"] == 686
        back = csl.night(WHOLE)
        assert (back.state, back.unconfirmed, back.counts["ITAR"]) == ("used", None, 686)
    assert [line.verdict for line in csl.log] == ["accepted", *["held", "unchanged"] * 3]


def test_i03_a_sub_list_is_stale_for_months_under_a_date_that_says_otherwise(tmp_path: Path) -> None:
    """2018: ITAR in the screening list stood still for months and missed 168 debarments; its date of update was wrong."""
    csl = Publisher(tmp_path, source=CSL)
    rest = [*entries(1_500, "SDN"), *entries(288, "SSI"), *entries(600, "EL")]
    for number in range(7):
        csl.night([*rest, entry(9_000 + number, "EL"), *entries(680 + min(number, 5), "ITAR")], days=2, stamp=f"updated {number}")
    found = csl.night([*rest, entry(9_100, "EL"), *entries(685, "ITAR")], days=5, stamp="updated today")
    assert (found.state, found.key, found.facts["sub_list"]) == ("stale", "source.part_frozen", "ITAR")


def test_i12_the_old_list_is_closed_and_answers_not_modified_for_ever(tmp_path: Path) -> None:
    """28 January 2026: the OFSI list was closed in favour of another; its address went on answering."""
    ofsi = Publisher(tmp_path)
    ofsi.night([*entries(40), *entries(9, "B")])
    states = [ofsi.night(None, days=7).state for _ in range(6)]
    assert states == ["used"] * 3 + ["stale"] * 3
    assert ofsi.night(None).key == "source.frozen"


def test_i10_the_old_address_serves_an_old_list_for_months(tmp_path: Path) -> None:
    eu = Publisher(tmp_path)
    eu.night([*entries(40), *entries(9, "B")])
    assert [eu.night([*entries(40), *entries(9, "B")], days=30, stamp=f"{n}").state for n in range(2)] == ["stale", "stale"]
