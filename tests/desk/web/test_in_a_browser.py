"""The desk in Debian's chromium: by keyboard, on a phone, in both languages, and looked at by axe. Skipped where there is none."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browsed import PASSWORD
from crowd import let_in, multiply, serving
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from flows.desk.entries import Decision
from flows.desk.ledger import Ledger

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not here")
PAGES = (
    "/tonight",
    "/queue",
    "/cases",
    "/case?program=P-KIBAN&case=C-102",
    "/overview",
    "/a4",
    "/start",
    "/members",
    "/audit",
    "/audit/check",
)
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _signed_in(context: BrowserContext, url: str, account: str) -> Page:
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.fill("[name=account]", account)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    return page


def test_thirty_possible_hits_are_worked_by_keyboard_alone(home: Path, chromium: Browser) -> None:
    multiply(home / "warehouse.duckdb", 4)
    (account,) = let_in(home, 1)
    with serving(home) as (url, _), chromium.new_context() as context:
        page = _signed_in(context, url, account)
        page.goto(f"{url}/queue?state=open")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-decision]")
        for number in range(30):
            here = page.url
            page.keyboard.press("sdu"[number % 2])
            page.keyboard.press("o" if number % 2 else "p")  # a letter chooses among the reasons
            page.keyboard.press("ArrowDown")
            with page.expect_navigation():
                page.keyboard.press("Control+Enter")
            assert page.url != here
    said = [one.entry for one in Ledger(home / "ledger.sqlite").records() if isinstance(one.entry, Decision)]
    assert len({one.hit_id for one in said}) == 30
    assert {one.judgement for one in said} == {"same", "different"}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_axe_finds_nothing_serious_and_nothing_runs_off_a_phone(home: Path, chromium: Browser, language: str) -> None:
    (account,) = let_in(home, 1, "officer@*", "admin@*", "auditor@*")
    with serving(home) as (url, _), chromium.new_context(viewport={"width": 380, "height": 800}) as context:
        complaints: list[str] = []
        page = _signed_in(context, url, account)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{url}/language/{language}?back=/queue")
        (hit,) = re.findall(r"/hits/h-[0-9a-f]{16}", page.content())[:1]
        for path in (*PAGES, hit):
            answer = page.goto(url + path)
            assert answer is not None
            assert len(answer.body()) + len((Path(__file__).parents[3] / "flows/desk/web/static/htmx.min.js").read_bytes()) < 100_000, path
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
            assert page.get_attribute("html", "lang") == language
            page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
            found = page.evaluate("axe.run()")["violations"]
            assert not [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS], path
        assert complaints == []


def test_a_case_is_concluded_without_a_script(home: Path, chromium: Browser) -> None:
    (account,) = let_in(home, 1)
    with serving(home) as (url, _), chromium.new_context(java_script_enabled=False) as context:
        page = _signed_in(context, url, account)
        page.click("text=Cases")
        page.click("a:has-text('C-102')")
        page.check("[name=outcome][value=proceed]")
        page.fill("[name=reason]", "確認済み")
        page.click("button:has-text('Conclude')")
        assert page.inner_text(".outcome") == "proceed"
        with page.expect_download() as download:
            page.click("button:has-text('in Japanese')")
        content = Path(download.value.path()).read_text(encoding="utf-8")
        assert "確認済み" in content
