"""An office whose night is over, and browsers that are signed in under a role. Time stands still unless a test moves it."""

import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from httpx import Response

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have a successor of httpx
    from starlette.testclient import TestClient

from flows.desk.entry import Entry
from flows.desk.office import Membership, Password
from flows.desk.web import sign
from flows.desk.web.app import make_app
from flows.desk.web.context import Desk

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PASSWORD = "a long enough sentence"  # noqa: S105 - of invented people
HASH = sign.HASHER.hash(PASSWORD)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **much: float) -> None:
        self.now += timedelta(**much)


@dataclass
class Browser:
    """One person's browser. Answers are not followed on."""

    client: TestClient
    csrf: str = ""

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, **more)

    def post(self, path: str, **fields: Any) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **fields})

    def sees(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text


@dataclass
class Place:
    """The office: its desk, and browsers in front of it."""

    desk: Desk
    clock: Clock
    app: Any = field(init=False)

    def __post_init__(self) -> None:
        self.app = make_app(self.desk)

    def says(self, *entries: Entry, by: str = "boss") -> None:
        self.desk.book.ledger.append(*entries, by=by, at=self.clock())

    def browser(self, machine: str = "127.0.0.1", **headers: str) -> Browser:
        client = TestClient(self.app, base_url="http://127.0.0.1:8765", follow_redirects=False, headers=headers, client=(machine, 50_000))
        return Browser(client)

    def signed_in(self, account: str, *grants: str, language: str = "en") -> Browser:
        """A new member, signed in."""
        self.says(Membership(account=account, name=f"架空 {account}", grants=grants), Password(account=account, hash=HASH))
        browser = self.browser()
        browser.client.cookies.set("language", language)
        assert browser.client.post("/sign-in", data={"account": account, "password": PASSWORD}).status_code == 303
        browser.csrf = self.desk.store.session(browser.client.cookies["sekisho"].strip('"'), self.clock()).csrf  # type: ignore[union-attr]
        return browser
