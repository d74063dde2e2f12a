"""An office with a night over the example, and browsers that are signed in under a role. Time stands still unless a test moves it."""

import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would rather have a successor of httpx
    from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[2] / "flows"))

from office import EXAMPLE, Office

from flows.commands import source_names
from flows.desk.entry import Entry
from flows.desk.office import Membership, Password
from flows.desk.web import sign
from flows.desk.web.app import make_app
from flows.desk.web.context import Desk, open_desk
from flows.settings import load_settings

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
PASSWORD = "a long enough sentence"
HASH = sign.HASHER.hash(PASSWORD)
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


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

    def browser(self, **headers: str) -> Browser:
        client = TestClient(self.app, base_url="http://127.0.0.1:8765", follow_redirects=False, headers=headers)
        return Browser(client)

    def signed_in(self, account: str, *grants: str, language: str = "en") -> Browser:
        """A new member, signed in."""
        self.says(Membership(account=account, name=f"架空 {account}", grants=grants), Password(account=account, hash=HASH))
        browser = self.browser()
        browser.client.cookies.set("language", language)
        assert browser.client.post("/sign-in", data={"account": account, "password": PASSWORD}).status_code == 303
        browser.csrf = self.desk.store.session(browser.client.cookies["sekisho"].strip('"'), self.clock()).csrf  # type: ignore[union-attr]
        return browser


@pytest.fixture(scope="session")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office") / "home"
    Office(home=home, mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx").night()
    return home


@pytest.fixture
def home(first_night: Path, tmp_path: Path) -> Path:
    shutil.copytree(first_night, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def place(home: Path) -> Iterator[Place]:
    clock = Clock()
    made = Place(open_desk(load_settings(home, "en", source_names()), clock), clock)
    yield made
    made.desk.board.close()


@pytest.fixture
def empty_place(tmp_path: Path) -> Place:
    """An office before its first night."""
    clock = Clock()
    return Place(open_desk(load_settings(tmp_path / "empty", "en", source_names()), clock), clock)


@pytest.fixture
def officer(place: Place) -> Browser:
    return place.signed_in("sato", "officer@*")


@pytest.fixture
def change_clock(place: Place) -> Callable[..., None]:
    return place.clock.later
