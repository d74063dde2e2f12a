"""What a person asks to share, made ready: for the command and for a page alike."""

from dataclasses import dataclass, replace
from datetime import datetime

from flows.desk.choices import Choices, load_choices
from flows.desk.ledger import Ledger
from flows.desk.standing import in_japan
from flows.exchange import sent, store, tasks
from flows.exchange.kinds import KINDS, TASKS, WITHDRAWALS, Finding
from flows.exchange.membership import keyring, messages
from flows.exchange.owed import Stated
from flows.exchange.public import public_name
from flows.exchange.sharing import Asked
from flows.exchange.tonight import Tonight, tonight
from flows.settings import ROOT, Settings
from flows.warehouse import query
from sources.errors import ExchangeError

REFERENCE = ROOT / "data" / "reference"
SHARED = tuple(kind for kind in KINDS if kind not in (TASKS, WITHDRAWALS))


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


def prepared(settings: Settings, choice: Choice, now: datetime) -> tuple[Tonight, Asked]:
    """All that holds now, and which of it is asked for; a task beside it, when one is asked. For the command and the page alike."""
    ready = all_of_tonight(settings, now, before_signature=choice.before_signature)
    known = {row["program_id"] for row in query(settings.live, "select program_id from marts.programs")}
    if choice.program is not None and choice.program not in known:
        raise ExchangeError("exchange.no_such_program", given=choice.program[:60], known=", ".join(sorted(known)))
    if choice.step is None:
        wanted = ready.gathered.of_program(choice.program, choice.kinds)
    else:
        ready, one = _with_task(settings, ready, choice, now)
        wanted = {one.finding_id}
    return ready, Asked(to=choice.to, label=choice.label, wanted=wanted, days=choice.days)


def all_of_tonight(settings: Settings, now: datetime, *, before_signature: bool = False) -> Tonight:
    """Everything this office could tell. Raises WarehouseError where there is no night."""
    vocabulary = [word for key in messages().texts for word in (key, key.removeprefix("measure."))]
    return tonight(
        settings.live, Ledger(settings.ledger), choices(), REFERENCE / "fairness.csv", vocabulary,
        keyring(settings).identity().name, said_before(settings), in_japan(now), before_signature=before_signature,
    )  # fmt: skip


def said_before(settings: Settings) -> dict[str, Stated]:
    """What ever left this office, whoever has it."""
    with store.transaction(settings.exchange_store) as connection:
        return sent.stated(connection, {}, 0)


def choices() -> Choices:
    """The codes of reasons that people decide by."""
    return load_choices(REFERENCE / "desk.toml")


def _with_task(settings: Settings, ready: Tonight, choice: Choice, now: datetime) -> tuple[Tonight, Finding]:
    """A question about a body, by its public name; or our answer to one, which says no more than whose task it is."""
    own, today = keyring(settings).identity().name, in_japan(now)
    if choice.step == "requested":
        name = public_name(settings.live, choice.about)
        one = tasks.request(own, choice.about, name, choice.to, today)
        public = ready.published
        ready = replace(ready, published=replace(public, names=public.names | {name}, entities=public.entities | {*one.body["entities"]}))
    else:
        held = [each.finding for each in store.received(settings.exchange_store) if each.finding.kind == TASKS and each.state == "stated"]
        asked = sorted({task.body["task_id"] for task in held if task.body["task_id"].startswith(choice.about or "-")})
        if len(asked) != 1:
            raise ExchangeError("exchange.no_such_task", given=choice.about[:40] or "-")
        one = tasks.answer(own, asked[0], choice.step or "", choice.to, today)
    ready.gathered.add(one)
    return ready, one
