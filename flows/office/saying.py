"""What the office's commands say, and what they say of a form that came back."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flows import show
from flows.commands import REFERENCE
from flows.desk.entries import Entry
from flows.desk.ledger import Ledger
from flows.desk.recorded import Recorded
from flows.desk.standing import in_japan
from flows.messages import Messages, load_messages
from flows.office.books import write_marked
from flows.office.roster import Person, left_out, load_roster, own_people
from flows.settings import Settings
from sources.rosters.forms import Returned

WELL, TO_CORRECT = 0, 2


@lru_cache(maxsize=1)
def messages() -> Messages:
    """The table, read once."""
    return load_messages(REFERENCE / "messages")


def say(settings: Settings, key: str, **facts: object) -> None:
    show.say(messages().text(key, settings.language, **facts))


def people_of(settings: Settings, programs: Path | None, *, quiet: bool = False) -> tuple[Person, ...]:
    """Every own researcher today; rows that could not be used are named, so that nobody is left out unseen."""
    plan = load_roster(settings, programs)
    if not quiet and (places := left_out(plan)):
        say(settings, "office.left_out", count=len(places), places=", ".join(places))
    return own_people(plan, today())


def today() -> date:
    """The day where the office is."""
    return in_japan(datetime.now(UTC))


def records(settings: Settings) -> tuple[Recorded, ...]:
    return Ledger(settings.ledger).records()


def write(settings: Settings, entries: list[Entry], by: str) -> int:
    """All of the entries or none, and how many; nothing is no error."""
    if not entries:
        say(settings, "office.nothing")
        return WELL
    written = Ledger(settings.ledger).append(*entries, by=by, at=datetime.now(UTC))
    say(settings, "desk.written", count=len(written), first=written[0].sequence, last=written[-1].sequence)
    return WELL


def refuse(settings: Settings, path: Path, content: bytes, form: str, returned: Returned[Any]) -> int:
    """Every cell that kept a row out, and the workbook back with those cells marked."""
    for one in returned.refused:
        say(settings, one.reason, locator=one.quote.locator, detail=one.detail)
    place = write_marked(path, content, form, returned)
    say(settings, "office.to_correct", count=len(returned.refused), file=str(place))
    return TO_CORRECT
