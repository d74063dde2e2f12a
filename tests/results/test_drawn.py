"""The picture of a person's timeline: the same bytes from rows in any order, nothing invented, nothing that escapes."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flows.results.drawn import drawn

AS_OF = "2026-11-20"
DATES = st.sampled_from(["", "2019", "2024-02", "2024-02-29", "2026-11-20", "1970-01", "2031-01-01", "R5"])


def said(line: int, start: str, end: str, **more: Any) -> dict[str, Any]:
    row = {
        "case_id": "C", "subject_id": "S", "line": line, "link": "affiliated", "organisation": f"Body {line}", "basis": "observed",
        "source": "crossref", "evidence": f"w{line}", "start_on": start, "end_on": end, "is_dual": False,
    }  # fmt: skip
    return row | more


def say(key: str, **facts: Any) -> str:
    return key


def test_nothing_said_draws_nothing() -> None:
    assert drawn([], "見本", AS_OF, say) == ""


@given(st.lists(st.tuples(st.integers(0, 4), DATES, DATES), min_size=1, max_size=12), st.randoms())
def test_any_dates_in_any_order_draw_the_same_whole_picture(rows: list[tuple[int, str, str]], chance: Any) -> None:
    table = [said(*row) for row in rows]
    picture = drawn(table, "見本", AS_OF, say)
    chance.shuffle(table)
    assert drawn(table, "見本", AS_OF, say) == picture
    assert picture.startswith("<svg")
    assert picture.endswith("</svg>")
    assert all(0 <= float(x) <= 960 for x in re.findall(r' (?:x|cx)="([^"]+)"', picture))


def test_what_was_told_is_filled_and_what_was_seen_is_a_dot() -> None:
    picture = drawn([said(0, "2020-04", "", basis="disclosed"), said(1, "2024-05-01", "2024-05-01")], "見本", AS_OF, say)
    assert '<rect class="disclosed"' in picture
    assert picture.count("<circle") == 1


def test_a_partial_date_is_faded_over_all_its_days_and_no_day_of_it_is_drawn_as_sure() -> None:
    picture = drawn([said(0, "2024", "2025", basis="disclosed")], "見本", AS_OF, say)
    assert '<rect class="disclosed faint"' in picture
    one_year = drawn([said(0, "2024", "2024-12", basis="disclosed")], "見本", AS_OF, say)
    assert '<rect class="disclosed"' not in one_year


def test_co_authors_bodies_beyond_the_first_six_are_counted_not_drawn() -> None:
    rows = [said(line, "2024-05", "2024-05", link="coauthored") for line in range(10)]
    picture = drawn(rows, "見本", AS_OF, say)
    assert (picture.count("<circle"), picture.count(">more<")) == (6, 1)


def test_text_of_others_stays_text() -> None:
    picture = drawn([said(0, "2024-05", "2024-05", organisation="<script>alert(1)</script>\u202e")], "<b>", AS_OF, say)
    assert "<script" not in picture
    assert "<b>" not in picture
    assert "\u202e" not in picture
