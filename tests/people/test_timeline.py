"""Dated statements on one axis: partial dates stay what they are, windows are exact to the day, nothing between is invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.people.spans import Answer, Span, days_of, window
from matching.people.timeline import Sighting, counted, duals, timeline

AS_OF = date(2026, 11, 24)
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


def paper(body: str, day: str, work: str, **more: object) -> Sighting:
    said = {"organisation": body, "body": body, "link": "affiliated", "basis": "observed", "source": "crossref", "evidence": work}
    return Sighting(span=Span(day, day), **{**said, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "years", "expected"),
    [
        ("2015", "2022-11-23", 4, "no"),
        ("2015", "2022-11-24", 4, "yes"),
        ("2015", "2022-11", 4, "perhaps"),
        ("2015", "2022", 4, "perhaps"),
        ("2015", "2021-11-23", 5, "no"),
        ("2015", "2021-11-24", 5, "yes"),
        ("2021", "2021", 5, "perhaps"),
        ("2022", "2022", 5, "yes"),
        ("2026-11-24", "", 0, "yes"),
        ("2026-11-25", "", 0, "no"),
        ("2026-11", "", 0, "perhaps"),
        ("2026", "2026", 0, "perhaps"),
        ("", "2026-11-24", 0, "yes"),
        ("", "", 4, "perhaps"),
    ],
)
def test_the_edges_of_a_window_are_exact_to_the_day(start: str, end: str, years: int, expected: Answer) -> None:
    assert Span(start, end).within(years, AS_OF) == expected


def test_a_window_from_a_leap_day_begins_on_the_last_of_february() -> None:
    assert window(4, date(2028, 2, 29)) == date(2024, 2, 29)
    assert window(5, date(2028, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["", "2021-13", "2021-02-30", "R5", "現在", "21", "2021-1-1-1", "٢٠٢١"])
def test_what_is_no_date_means_no_day(text: str) -> None:
    assert days_of(text) is None


@given(DAYS, DAYS, DAYS, st.sampled_from([0, 4, 5]), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_a_partial_date_answers_for_every_day_it_may_mean(first: date, last: date, as_of: date, years: int, start: int, end: int) -> None:
    """Yes holds whatever day was meant, no whatever day was meant: the true days never contradict the answer."""
    first, last = sorted((first, last))
    opens = window(years, as_of)
    truly = first <= as_of and last >= opens
    answer = Span(str(first)[:start], str(last)[:end]).within(years, as_of)
    assert answer == "perhaps" or (answer == "yes") == truly
    if start == end == 10:
        assert answer == ("yes" if truly else "no")


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_perhaps_is_said_only_where_the_days_meant_could_answer_both_ways(first: date, as_of: date, start: int, end: int) -> None:
    span = Span(str(first)[:start], str(first)[:end])
    if span.within(0, as_of) == "perhaps":
        assert span.starts[0] < span.starts[1] or span.ends[0] < span.ends[1]


@given(st.dates(date(2000, 1, 1), date(2027, 1, 1)))
def test_a_longer_window_never_says_less(day: date) -> None:
    span, order = Span(f"{day:%Y-%m}", f"{day:%Y-%m}"), ("no", "perhaps", "yes")
    assert order.index(span.within(4, AS_OF)) <= order.index(span.within(5, AS_OF))


def test_years_without_a_paper_are_not_filled_in() -> None:
    (line,) = timeline([paper("X", "2016-03-01", "w1"), paper("X", "2025-06-01", "w2")])
    assert line.dates == Span("2016-03-01", "2025-06-01")
    between = AS_OF - timedelta(days=3 * 365)
    assert line.within(0, between) == "no"
    assert line.within(4, between) == "no"
    assert line.within(4, AS_OF) == "yes"


def test_statements_stand_in_one_line_with_who_says_so_whatever_their_order() -> None:
    told = Sighting(
        organisation="X 大学", body="X", link="affiliated", basis="disclosed", source="roster", span=Span("2020-04", ""), evidence="人!C2"
    )
    seen = paper("X", "2021-05", "w1")
    (line,) = timeline([seen, told])
    assert (line.bases, line.dates, [one.source for one in line.sightings]) == (
        ("disclosed", "observed"),
        Span("2020-04", ""),
        ["roster", "crossref"],
    )
    assert timeline([told, seen, seen]) == timeline([seen, told])


def test_two_affiliations_in_one_paper_are_told_apart_from_two_papers() -> None:
    said = [paper("X", "2021", "w1"), paper("Y", "2021", "w1"), paper("X", "2022", "w2"), paper("Z", "2023", "w3")]
    assert duals(said) == (("w1", ("X", "Y")),)


def test_co_authorship_is_counted_by_work_and_only_where_the_window_and_the_person_are_sure() -> None:
    lines = timeline(
        [
            paper("X", "2025-01-01", "w1", link="coauthored"),
            paper("X", "2025-01-01", "w1", link="coauthored", organisation="X Univ."),
            paper("X", "2025-02", "w2", link="coauthored"),
            paper("X", "2025-02", "w3", link="coauthored", chance=0.7),
            paper("X", "2021", "w4", link="coauthored"),
        ]
    )
    assert counted(lines, "coauthored", 5, AS_OF) == {"X": 2}
