"""`sekisho share`, `accept` and `findings`: what the commands do, each in its own few lines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows import show
from flows.desk.choices import Choices, load_choices
from flows.desk.ledger import Ledger
from flows.desk.live import live_hits
from flows.desk.standing import in_japan
from flows.exchange import formats, sent, sharing, store, tasks
from flows.exchange.accepting import CONTENT, ENVELOPE, accept, accept_members, bytes_of, is_members_file
from flows.exchange.beside import beside
from flows.exchange.envelope import LARGEST
from flows.exchange.kinds import KINDS, ORDER, TASKS, WITHDRAWALS, Finding
from flows.exchange.membership import REFUSED, WELL, keyring, messages, outbox, say
from flows.exchange.owed import Stated
from flows.exchange.public import public_name
from flows.exchange.sharing import Asked, Leaving
from flows.exchange.store import Received
from flows.exchange.tonight import Tonight, tonight
from flows.settings import ROOT, Settings
from flows.warehouse import query
from sources.errors import ExchangeError, SekishoError

REFERENCE = ROOT / "data" / "reference"
SHARED = tuple(kind for kind in KINDS if kind not in (TASKS, WITHDRAWALS))
_WRITERS = {".jsonl": formats.as_jsonl, ".csv": formats.as_csv, ".json": formats.as_entities}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose on the command line or the page. `program` None: all; `step`, `about`: of a task instead of findings."""

    to: tuple[str, ...]
    label: str
    days: int = 90
    program: str | None = None
    kinds: tuple[str, ...] = SHARED
    before_signature: bool = False
    step: str | None = None
    about: str = ""


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


def prepared(settings: Settings, choice: Choice, now: datetime) -> tuple[Tonight, Asked]:
    """All that holds now, and which of it is asked for; a task beside it, when one is asked. For the command and the page alike."""
    ready = _tonight(settings, choice.before_signature, now)
    known = {row["program_id"] for row in query(settings.live, "select program_id from marts.programs")}
    if choice.program is not None and choice.program not in known:
        raise ExchangeError("exchange.no_such_program", given=choice.program[:60], known=", ".join(sorted(known)))
    if choice.step is None:
        wanted = ready.gathered.of_program(choice.program, choice.kinds)
    else:
        ready, one = _with_task(settings, ready, choice, now)
        wanted = {one.finding_id}
    return ready, Asked(to=choice.to, label=choice.label, wanted=wanted, days=choice.days)


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


def findings(settings: Settings, own: bool, out: Path | None, as_json: bool) -> int:
    """What others found, beside one's own possible hits; or what one's own office could tell. Into a file, when asked."""
    now = datetime.now(UTC)
    held = _own(settings, now) if own else store.received(settings.exchange_store)
    if out:
        return _export(settings, held, out)
    rows = sorted((formats.flat(one) for one in held), key=lambda row: ORDER.index(row["kind"]))
    found = [] if own else _beside(settings, held, in_japan(now))
    if as_json:
        show.table("findings", rows, messages(), settings.language, as_json, beside=found, tasks=_tasks(settings, held))
        return WELL
    if found:
        show.table("beside", found, messages(), settings.language, as_json)
        show.say("")
    if asked := _tasks(settings, held):
        show.table("tasks", asked, messages(), settings.language, as_json)
        show.say("")
    show.table("findings", [_told(settings, row) for row in rows], messages(), settings.language, as_json)
    say(settings, "exchange.held", count=len(rows), conflicts=sum(row["is_conflict"] for row in found))
    return WELL


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


def _tonight(settings: Settings, before_signature: bool, now: datetime) -> Tonight:
    vocabulary = [word for key in messages().texts for word in (key, key.removeprefix("measure."))]
    return tonight(
        settings.live, Ledger(settings.ledger), _choices(), REFERENCE / "fairness.csv", vocabulary,
        keyring(settings).identity().name, _stated(settings), in_japan(now), before_signature=before_signature,
    )  # fmt: skip


def _with_task(settings: Settings, ready: Tonight, choice: Choice, now: datetime) -> tuple[Tonight, Finding]:
    own, today = keyring(settings).identity().name, in_japan(now)
    if choice.step == "requested":
        name, about = public_name(settings.live, choice.about), choice.about
        one = tasks.request(own, about, name, choice.to, today)
        published = replace(ready.published, names=ready.published.names | {name})
    else:
        asked = [each.finding for each in store.received(settings.exchange_store) if each.finding.kind == TASKS and each.finding.body]
        named = [task for task in asked if task.body["task_id"].startswith(choice.about)] if choice.about else []
        if not named:
            raise ExchangeError("exchange.no_such_task", given=choice.about[:40] or "-")
        one = tasks.answer(own, named[0], choice.step or "", choice.to, today)
        published = replace(ready.published, names=ready.published.names | {one.body["name"]})
    ready.gathered.add(one)
    return replace(ready, published=replace(published, entities=published.entities | set(one.body["entities"]))), one


def _stated(settings: Settings) -> dict[str, Stated]:
    with store.transaction(settings.exchange_store) as connection:
        return sent.stated(connection, {}, 0)


def _own(settings: Settings, now: datetime) -> list[Received]:
    producer, found = keyring(settings).identity().name, _tonight(settings, before_signature=False, now=now).gathered.findings
    return [Received(producer=producer, finding=one, state="stated", tlp="", received_at=now) for _, one in sorted(found.items())]


def _beside(settings: Settings, held: list[Received], today: date) -> list[dict[str, Any]]:
    if not settings.live.exists():
        return []
    hits = live_hits(settings.live, Ledger(settings.ledger), _choices().rests_on, today)
    return [asdict(one) | {"measures": ", ".join(one.measures)} for one in beside(hits, held, today)]


def _tasks(settings: Settings, held: list[Received]) -> list[dict[str, Any]]:
    own = keyring(settings).identity().name
    said = [(one.producer, one.finding) for one in held] + [(own, one.finding) for one in _stated(settings).values()]
    return [asdict(one) | {"organisation": ", ".join(one.organisation), "named": ", ".join(one.named)} for one in tasks.steps(said)]


def _export(settings: Settings, held: list[Received], out: Path) -> int:
    if out.suffix not in _WRITERS:
        raise ExchangeError("exchange.unknown_format", file=out.name, known=", ".join(_WRITERS))
    out.write_bytes(_WRITERS[out.suffix](held))
    say(settings, "exchange.exported", file=str(out), count=len(held))
    return WELL


def _show(settings: Settings, leaving: Leaving, as_json: bool) -> None:
    rows = leaving.rows if as_json else [_told(settings, row) for row in leaving.rows]
    show.table("leaving", rows, messages(), settings.language, as_json, code=leaving.code)


def _told(settings: Settings, row: dict[str, Any]) -> dict[str, Any]:
    """For a terminal: the head of a finding, and all its other fields in one cell."""
    head = ("to", "producer", "tlp", "kind", "state", "finding_id", "said_on", "until")
    rest = [f"{name}={', '.join(value) if isinstance(value, list) else value}" for name, value in row.items() if name not in head]
    kind = messages().text(f"exchange.kinds.{row['kind']}", settings.language)
    return {name: row[name] for name in head if name in row} | {"kind": kind, "fields": "; ".join(rest)}


def _choices() -> Choices:
    return load_choices(REFERENCE / "desk.toml")
