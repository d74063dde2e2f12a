"""Workbooks in, results out, sources accepted: an office's day without a terminal."""

import io
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from browsed import Browser, Place
from httpx import Response
from office import EXAMPLE
from openpyxl import load_workbook

from flows.desk.web.schedule import next_at
from flows.settings import DeskSettings


def _hand_in(browser: Browser, name: str, content: bytes) -> Response:
    return browser.client.post("/start/workbook", data={"csrf": browser.csrf}, files={"workbook": (name, content)})


def _dirty() -> bytes:
    """The example's workbook with a day that is none."""
    book = load_workbook(EXAMPLE / "programs.xlsx")
    sheet = next(one for one in book.worksheets if "案件" in one.title or "cases" in one.title.lower())
    row = next(row for row in sheet.iter_rows() if any(cell.value == "C-101" for cell in row))
    for cell in row:
        if str(cell.value).startswith(("2026", "2027", "2025", "令和")):
            cell.value = "いつか"
            break
    else:
        raise AssertionError([cell.value for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_form_and_the_results_can_be_downloaded(officer: Browser) -> None:
    for path in ("/start/template?language=ja", "/start/template?language=en", "/results?program=P-KIBAN"):
        assert load_workbook(io.BytesIO(officer.get(path).content)).sheetnames


def test_a_workbook_is_taken_into_the_inbox(place: Place, officer: Browser) -> None:
    content = (EXAMPLE / "programs.xlsx").read_bytes()
    answer = _hand_in(officer, "今年度.xlsx", content)
    assert answer.status_code == 200
    assert "5 cases" in answer.text
    assert (place.desk.settings.inbox / "今年度.xlsx").read_bytes() == content
    assert officer.post("/start/removal", name="今年度.xlsx").status_code == 303
    assert not list(place.desk.settings.inbox.iterdir())


def test_a_dirty_workbook_comes_back_with_coloured_cells(officer: Browser) -> None:
    assert "Remarks" in _hand_in(officer, "dirty.xlsx", _dirty()).text
    book = load_workbook(io.BytesIO(officer.post("/start/marked", name="dirty.xlsx").content))
    (marked,) = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment and cell.value == "いつか"]
    assert marked.fill.fgColor.rgb[-6:] in ("F6C9A8", "FBEFC4")


@pytest.mark.parametrize("name", ["../x.xlsx", "x.csv", ".x.xlsx", "", "x\n.xlsx", "~$x.xlsx", "a" * 200 + ".xlsx"])
def test_a_name_that_is_no_workbooks_leaves_nothing_behind(place: Place, officer: Browser, name: str) -> None:
    _hand_in(officer, name, b"PK")
    assert not place.desk.settings.inbox.exists() or not list(place.desk.settings.inbox.iterdir())
    assert not list(place.desk.settings.home.glob("x*"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"])
def test_what_is_no_workbook_is_told_and_not_taken(place: Place, officer: Browser, content: bytes) -> None:
    answer = _hand_in(officer, "x.xlsx", content)
    assert answer.status_code in (400, 422)
    assert not place.desk.settings.inbox.exists()


def test_only_a_workbook_of_the_inbox_is_handed_out_or_taken_away(place: Place, officer: Browser) -> None:
    for name in ("../ledger.sqlite", "/etc/passwd", "..", "", "nothing.xlsx"):
        assert officer.post("/start/marked", name=name).status_code in (403, 422)
        assert officer.post("/start/removal", name=name).status_code in (403, 422)
    assert place.desk.settings.ledger.exists()


def test_hostile_names_are_inert_on_every_page(place: Place, officer: Browser) -> None:
    name = "<img src=x onerror=alert(1)>\u202e.xlsx"
    assert "<img" not in _hand_in(officer, name, b"PK").text
    assert (
        officer.post("/case/consultation", program="P-KIBAN", case="C-102", text="<script>alert(1)</script>\u202eevil").status_code == 303
    )
    page = officer.sees("/case?program=P-KIBAN&case=C-102")
    assert "<script>alert" not in page
    assert "[U+202E]" in page


def test_a_night_begun_here_runs_by_itself_and_is_told(place: Place, officer: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys, pathlib; pathlib.Path(sys.argv[-1]).write_text('un_sc\\nbuild\\n'); sys.exit(3)"
    monkeypatch.setattr("flows.desk.web.runs._RUN", code)
    assert officer.post("/start/run").status_code == 303
    process = place.desk.runs._process
    assert process is not None
    process.wait(timeout=60)
    assert place.desk.runs.progress().steps == ("un_sc", "build")
    assert "not every list could be compared" in officer.sees("/start/progress")
    assert sys.executable in process.args  # type: ignore[operator]


def test_an_edition_on_hold_is_accepted_with_a_reason(place: Place, officer: Browser) -> None:
    assert officer.post("/start/acceptance", source="un_sc", reason="").status_code >= 400
    assert officer.post("/start/acceptance", source="un_sc", reason="確認した").status_code >= 400  # nothing is on hold
    before = place.desk.records
    assert officer.post("/start/acceptance", source="jp_meti_eul", reason="原本と見比べた").status_code == 303
    assert [one.entry.kind for one in place.desk.records[len(before) :]] == ["acceptance"]


@pytest.mark.parametrize(("now", "at"), [((20, 17, 0), (20, 17, 30)), ((20, 17, 30), (21, 17, 30)), ((20, 18, 0), (21, 17, 30))])
def test_the_night_begins_at_its_hour_in_japan(now: tuple[int, int, int], at: tuple[int, int, int]) -> None:
    assert next_at(datetime(2026, 11, *now, tzinfo=UTC), time(2, 30)) == datetime(2026, 11, *at, tzinfo=UTC)


def test_the_desk_answers_this_machine_only_unless_told_otherwise() -> None:
    assert (DeskSettings().address, DeskSettings().proxy_header) == ("127.0.0.1", "")


def test_before_the_first_night_the_office_is_led_to_its_start(empty_place: Place) -> None:
    browser = empty_place.signed_in("sato", "officer@*")
    assert browser.get("/").headers["location"] == "/start"
    assert "No workbook is handed in" in browser.sees("/start")
    assert browser.get("/queue").status_code == 503
    assert not Path(empty_place.desk.settings.live).exists()
