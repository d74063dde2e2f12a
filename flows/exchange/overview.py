"""`sekisho findings`: what others told, beside one's own possible hits; what one's own office could tell; both as files."""

from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flows import show
from flows.desk.joined import said_of_entities
from flows.desk.ledger import Ledger
from flows.desk.live import live_hits
from flows.desk.standing import in_japan
from flows.exchange import formats, store, tasks
from flows.exchange.beside import Beside, beside, disagreements
from flows.exchange.kinds import ORDER
from flows.exchange.membership import WELL, keyring, messages, say
from flows.exchange.office import all_of_tonight, choices, said_before
from flows.exchange.store import Received
from flows.settings import Settings
from sources.errors import ExchangeError

_WRITERS = {".jsonl": formats.as_jsonl, ".csv": formats.as_csv, ".json": formats.as_entities}


def findings(settings: Settings, own: bool, out: Path | None, as_json: bool) -> int:
    """What others found, beside one's own possible hits; or what one's own office could tell. Into a file, when asked."""
    now = datetime.now(UTC)
    held = _own(settings, now) if own else store.received(settings.exchange_store)
    if out:
        return _export(settings, held, out)
    rows = sorted((formats.flat(one) for one in held), key=lambda row: ORDER.index(row["kind"]))
    found = [] if own else [*rows_beside(settings, held, in_japan(now)), *rows_of_opposed_links(settings, held, in_japan(now))]
    if as_json:
        show.table("findings", rows, messages(), settings.language, as_json, beside=found, tasks=_tasks(settings, held))
        return WELL
    if found:
        show.table("beside", found, messages(), settings.language, as_json)
        show.say("")
    if asked := _tasks(settings, held):
        show.table("tasks", asked, messages(), settings.language, as_json)
        show.say("")
    show.table("findings", [told(settings, row) for row in rows], messages(), settings.language, as_json)
    say(settings, "exchange.held", count=len(rows), conflicts=sum(row["is_conflict"] for row in found))
    return WELL


def told(settings: Settings, row: dict[str, Any]) -> dict[str, Any]:
    """For a terminal: the head of a finding, and all its other fields in one cell."""
    head = ("to", "producer", "tlp", "kind", "state", "finding_id", "said_on", "until")
    rest = [f"{name}={', '.join(value) if isinstance(value, list) else value}" for name, value in row.items() if name not in head]
    kind = messages().text(f"exchange.kinds.{row['kind']}", settings.language)
    return {name: row[name] for name in head if name in row} | {"kind": kind, "fields": "; ".join(rest)}


def _own(settings: Settings, now: datetime) -> list[Received]:
    producer, found = keyring(settings).identity().name, all_of_tonight(settings, now).gathered.findings
    return [Received(producer=producer, finding=one, state="stated", tlp="", received_at=now) for _, one in sorted(found.items())]


def rows_beside(settings: Settings, held: list[Received], today: date) -> list[dict[str, Any]]:
    """Decisions of others beside tonight's hits, as rows for a page or a terminal; none where there is no night yet."""
    if not settings.live.exists():
        return []
    hits = live_hits(settings.live, Ledger(settings.ledger), choices().rests_on, today)
    return [asdict(one) | {"measures": ", ".join(one.measures)} for one in beside(hits, held, today)]


def rows_of_opposed_links(settings: Settings, held: list[Received], today: date) -> list[dict[str, Any]]:
    """Words of others on two listed entities that say the opposite of ours, as rows beside."""
    own = {(":".join(one.pair[0]), ":".join(one.pair[1])): one.judgement for one in said_of_entities(Ledger(settings.ledger).records())}
    empty = dict.fromkeys((field.name for field in fields(Beside)), "")
    return [
        empty
        | {"listed_name": f"{one.finding.body['entity']} – {one.finding.body['other']}", "own_judgement": ours, "author": one.producer}
        | {"judgement": one.finding.body["judgement"], "said_on": one.finding.said_on, "until": one.finding.until}
        | {"tlp": one.tlp, "is_conflict": True}
        for one, ours in disagreements(held, own, today)
    ]


def _tasks(settings: Settings, held: list[Received]) -> list[dict[str, Any]]:
    own = keyring(settings).identity().name
    said = [(one.producer, one.finding) for one in held] + [(own, one.finding) for one in said_before(settings).values()]
    return [asdict(one) | {"organisation": ", ".join(one.organisation), "named": ", ".join(one.named)} for one in tasks.steps(said)]


def _export(settings: Settings, held: list[Received], out: Path) -> int:
    if out.suffix not in _WRITERS:
        raise ExchangeError("exchange.unknown_format", file=out.name, known=", ".join(_WRITERS))
    out.write_bytes(_WRITERS[out.suffix](held))
    say(settings, "exchange.exported", file=str(out), count=len(held))
    return WELL
