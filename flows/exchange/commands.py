"""`sekisho share` and `accept`: what the commands do, each in its own few lines."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from flows import show
from flows.exchange import sharing
from flows.exchange.accepting import CONTENT, ENVELOPE, accept, accept_members, bytes_of, is_members_file
from flows.exchange.envelope import LARGEST
from flows.exchange.membership import REFUSED, WELL, keyring, messages, outbox, say
from flows.exchange.office import Choice, prepared
from flows.exchange.overview import told
from flows.exchange.sharing import Leaving
from flows.settings import Settings
from sources.errors import ExchangeError, SekishoError


def share(settings: Settings, choice: Choice, confirm: str | None, as_json: bool) -> int:
    """What would leave, field by field; with the code that was shown beside it, the bundles."""
    now = datetime.now(UTC)
    ready, asked = prepared(settings, choice, now)
    here = (settings.exchange_store, keyring(settings))
    if confirm:
        made = sharing.share(
            *here, outbox(settings), ready.gathered.findings, ready.published, asked, ready.screened, now, code=confirm
        )  # fmt: skip
        for path in made:
            show.say(str(path))
        say(settings, "exchange.shared", count=len(made))
        return WELL
    leaving = sharing.preview(*here, ready.gathered.findings, ready.published, asked, now)
    _show(settings, leaving, as_json)
    if not as_json:
        if ready.gathered.at_home and not choice.step:
            say(settings, "exchange.at_home", count=len(ready.gathered.at_home))
        say(settings, "exchange.confirm" if leaving.parcels else "exchange.nothing", code=leaving.code)
    return WELL


def accept_files(settings: Settings, files: Sequence[Path]) -> int:
    """Bundles and members files, in the order of their names. Each is taken in whole or not at all; exit 2 when one was not."""
    chosen = {path.with_name(path.name.removesuffix(CONTENT) + ENVELOPE) if path.name.endswith(CONTENT) else path for path in files}
    code = WELL
    for path in sorted(chosen, key=lambda path: (path.name.endswith(ENVELOPE), path.name)):
        try:
            _accept(settings, path)
        except SekishoError as error:
            say(settings, "exchange.refused", file=path.name, reason=messages().tell(error, settings.language))
            code = REFUSED
    return code


def _accept(settings: Settings, path: Path) -> None:
    now, envelope = datetime.now(UTC), bytes_of(path, LARGEST)
    if is_members_file(envelope):
        members = accept_members(settings.exchange_store, envelope, now)
        say(settings, "exchange.members_accepted", edition=members.edition, expires=members.expires)
        return
    content = path.with_name(path.name.removesuffix(ENVELOPE) + CONTENT)
    if not content.exists() or content == path:
        raise ExchangeError("exchange.half", file=content.name)
    done = accept(settings.exchange_store, keyring(settings), envelope, bytes_of(content), now)
    facts = {"producer": done.statement.producer, "sequence": done.statement.sequence, "label": done.statement.tlp.upper()}
    say(settings, "exchange.accepted", count=sum(done.counts.values()), **facts)


def _show(settings: Settings, leaving: Leaving, as_json: bool) -> None:
    rows = leaving.rows if as_json else [told(settings, row) for row in leaving.rows]
    show.table("leaving", rows, messages(), settings.language, as_json, code=leaving.code)
