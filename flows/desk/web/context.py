"""What every page of the desk draws upon: settings, ledger, board, store, words, clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from flows.desk.board import Board, Tonight
from flows.desk.book import Book
from flows.desk.choices import Choices, load_choices
from flows.desk.entry import Entry
from flows.desk.ledger import Ledger
from flows.desk.office import Member, members
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.desk.web.runs import Runs
from flows.desk.web.store import Store
from flows.desk.web.words import environment, words
from flows.messages import LANGUAGES, Language, Messages, load_messages
from flows.settings import ROOT, Settings

REFERENCE = ROOT / "data" / "reference"
Clock = Callable[[], datetime]


@dataclass(slots=True, kw_only=True)
class Desk:
    """One for all threads. `clock`: now, in UTC."""

    settings: Settings
    clock: Clock
    book: Book
    board: Board
    store: Store
    runs: Runs
    messages: Messages
    choices: Choices
    templates: Environment
    words: Mapping[Language, Mapping[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.words = {language: words(self.messages, self.choices, language) for language in LANGUAGES}

    @property
    def today(self) -> date:
        return in_japan(self.clock())

    @property
    def tonight(self) -> Tonight:
        """The hits and where they stand now. Raises WarehouseError before the first night."""
        return self.board.tonight(self.today)

    @property
    def records(self) -> tuple[Recorded, ...]:
        """Every entry of the ledger, oldest first."""
        return self.book.read()[1]

    @property
    def members(self) -> dict[str, Member]:
        """Account -> member."""
        return members((one.sequence, one.entry) for one in self.records)

    def write(self, *entries: Entry, by: Member) -> tuple[Recorded, ...]:
        """Into the ledger, on the disk before this returns. Raises LedgerError."""
        return self.book.ledger.append(*entries, by=by.account, at=self.clock())

    def page(self, template: str, language: Language, status: int = 200, **facts: Any) -> HTMLResponse:
        text = self.templates.get_template(template).render({**self.words[language], **facts})
        return HTMLResponse(text, status_code=status)


def open_desk(settings: Settings, clock: Clock = lambda: datetime.now(UTC)) -> Desk:
    """The desk of this office; makes desk.sqlite at need."""
    choices = load_choices(REFERENCE / "desk.toml")
    book = Book(Ledger(settings.ledger))
    store = Store(settings.home / "desk.sqlite")
    store.prepare()
    return Desk(
        settings=settings,
        clock=clock,
        book=book,
        board=Board(settings.live, book, choices.rests_on),
        store=store,
        runs=Runs(settings),
        messages=load_messages(REFERENCE / "messages"),
        choices=choices,
        templates=environment(),
    )


def desk_of(request: Request) -> Desk:
    """The desk that answers this request."""
    found: Desk = request.app.state.desk
    return found


def language_of(request: Request, desk: Desk) -> Language:
    """What the reader chose, else the office's."""
    chosen = request.cookies.get("language")
    return next((language for language in LANGUAGES if language == chosen), desk.settings.language)
