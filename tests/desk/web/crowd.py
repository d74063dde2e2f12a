"""Many possible hits and many people at once, over real sockets: for the tests that kill the desk and for the long run."""

import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import httpx
from browsed import HASH, PASSWORD

from flows.desk.board import Board
from flows.desk.book import Book
from flows.desk.choices import load_choices
from flows.desk.decide import Word, decision
from flows.desk.entries import Decision
from flows.desk.ledger import Ledger
from flows.desk.office import Membership, Password
from flows.desk.standing import in_japan
from flows.desk.web.context import REFERENCE
from flows.warehouse import extending

SERVE = """
import sys
from dataclasses import replace
from pathlib import Path
import uvicorn
from flows.commands import source_names
from flows.desk.web.app import make_app
from flows.desk.web.context import open_desk
from flows.settings import load_settings
app = make_app(open_desk(load_settings(Path(sys.argv[1]), "en", source_names())))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), access_log=False, log_level="error", proxy_headers=False)
"""
SQL = Path(__file__).parents[3] / "sql"
_HIT = "'h-' || substr(md5(hit_id || '/' || copy), 1, 16)"
_CASE = "case_id || '-' || (copy % 500)"
_MORE = {
    "hits": f"""select * replace (
        {_HIT} as hit_id, {_CASE} as case_id, subject_id || '-' || copy as subject_id, cluster_id || '-' || (copy % 40) as cluster_id)""",
    "bases": f"""select * replace (
        {_HIT} as hit_id, {_CASE} as case_id, subject_id || '-' || copy as subject_id, cluster_id || '-' || (copy % 40) as cluster_id,
        list_transform(listed_entities, lambda one: one || '-' || (copy % 40)) as listed_entities,
        list_transform(subject_names, lambda one: one || ' ' || copy) as subject_names,
        list_transform(subject_identifiers, lambda one: one || ' ' || copy) as subject_identifiers)""",
    "evidence": f"select * replace ({_HIT} as hit_id)",
    "listings": f"select * replace ({_HIT} as hit_id)",
    "reasons": f"select * replace ({_HIT} as hit_id)",
    "measures": f"select * replace ({_HIT} as hit_id)",
    "cases": f"select distinct on (program_id, case_id, copy % 500) * replace ({_CASE} as case_id)",
    "subjects": f"select * replace ({_CASE} as case_id, subject_id || '-' || copy as subject_id)",
}


def multiply(live: Path, copies: int) -> None:
    """Every possible hit of the file so many times, each of another subject; in the order in which a night writes them."""
    with extending(live, SQL) as warehouse:
        for table, columns in _MORE.items():
            key = "hit_id" if table not in ("cases", "subjects") else "case_id"
            rows = f"{columns} from marts.{table}, range({copies}) as copies(copy)"
            warehouse.rows(f"create or replace table marts.{table} as select * exclude (copy) from ({rows}) order by program_id, {key}")


def let_in(home: Path, count: int, *grants: str) -> list[str]:
    """So many members who may sign in: officers, unless told otherwise."""
    accounts = [f"officer-{number}" for number in range(count)]
    for account in accounts:
        said = (Membership(account=account, name="", grants=grants or ("officer@*",)), Password(account=account, hash=HASH))
        Ledger(home / "ledger.sqlite").append(*said, by=account, at=datetime.now(UTC))
    return accounts


def decide_many(home: Path, count: int) -> None:
    """So many possible hits decided beforehand, a thousand to a transaction."""
    choices = load_choices(REFERENCE / "desk.toml")
    board = Board(home / "warehouse.duckdb", Book(Ledger(home / "ledger.sqlite")), choices.rests_on)
    tonight = board.tonight(in_japan(datetime.now(UTC)))
    hits = [line.hit_id for line in tonight.evening.lines[::-1][:count]]
    for begin in range(0, len(hits), 1_000):
        said = [
            decision(Word(hit=hit, judgement="different", reason="place"), tonight.live(hit), choices, "en", in_japan(datetime.now(UTC)))
            for hit in hits[begin : begin + 1_000]
        ]
        Ledger(home / "ledger.sqlite").append(*said, by="earlier", at=datetime.now(UTC))
    board.close()


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The desk as a process of its own: its address, and the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(home), str(port)])
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                httpx.get(f"{url}/sign-in")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield url, process
    finally:
        process.kill()
        process.wait()


@dataclass
class Person:
    """One officer at work. `took`: seconds of each answer, by kind; `told`: hits whose decision was acknowledged."""

    account: str
    url: str
    goes_on: Callable[[], bool]
    pause: float = 0.0
    ready: Callable[[], object] = lambda: None
    took: list[tuple[str, float]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def work(self) -> None:
        """Look at the queue, open hits somewhere in it, decide them; until it is enough or the desk is gone."""
        chance = random.Random(self.account)
        try:
            with httpx.Client(base_url=self.url, timeout=60) as client:
                client.post("/sign-in", data={"account": self.account, "password": PASSWORD})
                self.ready()
                while self.goes_on():
                    self._round(client, chance)
        except httpx.TransportError:
            return  # killed

    def _round(self, client: httpx.Client, chance: random.Random) -> None:
        page = self._timed("queue", lambda: client.get(f"/queue?page={chance.randint(1, 5)}"))
        hits = re.findall(r"/hits/(h-[0-9a-f]{16})", page.text)
        for hit in chance.sample(hits, min(3, len(hits))):
            found = self._timed("hit", lambda: client.get(f"/hits/{hit}"))  # noqa: B023 - called at once
            fields = dict(re.findall(r'name="(csrf|seen)" value="([^"]*)"', found.text))
            if not self.goes_on() or "csrf" not in fields:
                return
            said = fields | {"judgement": "different", "reason": "place", "text": "架空"}
            answer = self._timed("decision", lambda: client.post(f"/hits/{hit}/decision", data=said))  # noqa: B023
            if answer.status_code == 303:
                self.told.append(hit)
            elif answer.status_code != 400:  # another was faster
                self.faults.append(f"{answer.status_code} {answer.text[:200]}")
        self._timed("tonight", lambda: client.get("/tonight"))

    def _timed(self, kind: str, ask: Callable[[], httpx.Response]) -> httpx.Response:
        begun = time.perf_counter()
        answer = ask()
        self.took.append((kind, time.perf_counter() - begun))
        if answer.status_code >= 500:
            self.faults.append(f"{kind} {answer.status_code}")
        time.sleep(self.pause * random.uniform(0.5, 1.5))
        return answer


def at_work(people: list[Person]) -> list[Thread]:
    """All of them begin."""
    threads = [Thread(target=person.work) for person in people]
    for thread in threads:
        thread.start()
    return threads


def acknowledged_and_kept(home: Path, people: list[Person]) -> tuple[int, int]:
    """How many of the decisions that somebody was told of stand in the ledger, and how many do not; the whole chain is checked."""
    said = {(one.by, one.entry.hit_id) for one in Ledger(home / "ledger.sqlite").records() if isinstance(one.entry, Decision)}
    told = {(person.account, hit) for person in people for hit in person.told}
    return len(told & said), len(told - said)
