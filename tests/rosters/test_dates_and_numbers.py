"""Dates and identifiers as offices write them."""

from datetime import date, datetime
from typing import Any

import pytest

from sources.rosters import numbers
from sources.rosters.dates import read_day


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-04-01", "2026-04-01"),
        ("2026/4/1", "2026-04-01"),
        ("2026.4.1", "2026-04-01"),
        ("2026年4月1日", "2026-04-01"),
        ("2026年4月1日(水)", "2026-04-01"),
        ("2026-04-01 00:00:00", "2026-04-01"),
        ("20260401", "2026-04-01"),
        ("２０２６年４月１日", "2026-04-01"),
        ("R8.4.1", "2026-04-01"),
        ("Ｒ８．４．１", "2026-04-01"),
        ("令和8年4月1日", "2026-04-01"),
        ("令和 8 年 4 月 1 日", "2026-04-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("H31/4/30", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("1 April 2026", "2026-04-01"),
        ("April 1, 2026", "2026-04-01"),
        ("2026-04", "2026-04"),
        ("2026年4月", "2026-04"),
        ("R8.4", "2026-04"),
        ("2026", "2026"),
        ("現在", ""),
        (46113, "2026-04-01"),
        (46113.0, "2026-04-01"),
        (20260401, "2026-04-01"),
        (2026, "2026"),
        (datetime.fromisoformat("2026-04-01"), "2026-04-01"),
        (date(2026, 4, 1), "2026-04-01"),
    ],
)
def test_a_date_is_read(written: Any, read: str) -> None:
    found = read_day(written)
    assert found and found.text == read


@pytest.mark.parametrize(
    "written", ["4/1/2026", "26/4/1", "2026-02-30", "令和8年度", "春頃", "2026/13/1", "R8.2.29", True, 3.5, float("nan"), 10**12, "0"]
)
def test_what_could_be_meant_two_ways_or_not_at_all_is_no_date(written: Any) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("written", "note"), [("R8.4.1", "roster.era_date"), (46113, "roster.serial_date"), ("２０２６-04-01", "roster.full_width")]
)
def test_an_interpretation_is_told(written: Any, note: str) -> None:
    found = read_day(written)
    assert found and found.note == note


@pytest.mark.parametrize(
    ("read", "written", "value"),
    [
        (numbers.ror, "https://ror.org/057zh3y96", "https://ror.org/057zh3y96"),
        (numbers.ror, "057ZH3Y96", "https://ror.org/057zh3y96"),
        (numbers.ror, "057zh3y97", None),
        (numbers.ror, "東京大学", None),
        (numbers.orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (numbers.orcid, "0000000218250097", "0000-0002-1825-0097"),
        (numbers.orcid, "0000-0002-1825-0098", None),
        (numbers.corporate_number, "５０１０００５００７３９８", "5010005007398"),
        (numbers.corporate_number, "5010005007399", None),
        (numbers.corporate_number, "5.01E+12", None),
        (numbers.corporate_number, "010005007398", None),
        (numbers.erad, "12345", "00012345"),
        (numbers.erad, "90000123", "90000123"),
        (numbers.erad, "9000-0123", None),
        (numbers.researchmap, "https://researchmap.jp/mihon-taro/", "mihon-taro"),
        (numbers.researchmap, "見本 太郎", None),
    ],
)
def test_an_identifier_is_read_in_the_form_of_its_registry(read: Any, written: str, value: str | None) -> None:
    assert read(written) == value


@pytest.mark.real
def test_every_known_ror_passes_its_check_digits(shared: Any) -> None:
    import gzip

    names = gzip.decompress((shared / "data/registry/ror/all_ror_ids.txt.gz").read_bytes()).decode().split()
    assert len(names) > 100_000
    assert not [name for name in names if numbers.ror(name) is None]
