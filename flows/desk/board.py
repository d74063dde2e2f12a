"""Where every hit of tonight stands, kept in step with ledger and database: only what changed is worked out anew."""

from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from flows.desk.basis import same_evidence
from flows.desk.book import Book
from flows.desk.evening import Evening, read_evening
from flows.desk.live import Live
from flows.desk.queue import WAITING
from flows.desk.standing import Decided, RestsOn, Said, Standing, State
from sources.errors import LedgerError

Mask = NDArray[np.bool_]
_STATES: tuple[State, ...] = ("open", "proposed", "decided", "lapsed")
_DECIDED = _STATES.index("decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the queue is asked for; "" and None ask for all. `since`: first seen on this day or later."""

    programs: Collection[str]
    grade: str = ""
    state: str = ""
    case: str = ""
    is_new: bool = False
    since: date | None = None
    mine: str = ""
    overdue: bool = False


class Tonight:
    """The hits of one database file, each with where it stands. Standings change in place as entries come in."""

    def __init__(self, evening: Evening, decided: Decided, today: date) -> None:
        self.evening, self._decided = evening, decided
        lines = evening.lines
        self._codes: dict[str, dict[str, int]] = {}
        self._columns: dict[str, NDArray[np.int32]] = {}
        for column in ("program_id", "case_id", "grade", "change"):
            self._codes[column], self._columns[column] = _coded([getattr(line, column) for line in lines])
        self._first_seen = np.array([line.first_seen_on for line in lines], dtype="datetime64[D]")
        self._state = np.zeros(len(lines), dtype=np.uint8)
        self._spoken: dict[int, Standing] = {}
        self.stand(decided.all(), today)

    def stand(self, said: Iterable[Said], today: date) -> None:
        """Work out anew every hit of which these decisions may speak."""
        touched = {hit for one in said for hit in self.evening.spoken_of(one.decision.hit_id, one.basis)}
        for hit in touched:
            place = self.evening.place[hit]
            standing = self._decided.standing(self.evening.basis(hit), self.evening.lines[place].asks_second_signer, today)
            self._spoken[place] = standing
            self._state[place] = _STATES.index(standing.state)

    def standing(self, hit_id: str) -> Standing:
        return self._spoken.get(self.evening.place[hit_id]) or Standing(hit_id=hit_id)

    def live(self, hit_id: str) -> Live:
        """The hit with what it rests on. Raises LedgerError when tonight has no such hit."""
        if hit_id not in self.evening.place:
            raise LedgerError("desk.no_such_hit", hit=hit_id, shortest=len(hit_id))
        line = self.evening.lines[self.evening.place[hit_id]]
        row = {column.name: getattr(line, column.name) for column in fields(line)}
        return Live(row=row, basis=self.evening.basis(hit_id), standing=self.standing(hit_id))

    def alike(self, hit_id: str) -> list[Live]:
        """Every other hit that waits for people on identical evidence."""
        beside = self.evening.beside(hit_id)
        same = [other for other, basis in beside.items() if other != hit_id and same_evidence(beside[hit_id], basis)]
        return [self.live(other) for other in same if self.standing(other).state in WAITING]

    def said_of(self, hit_id: str) -> list[Said]:
        """Every decision that speaks of the hit, newest first."""
        return self._decided.heard(self.evening.basis(hit_id))

    def found(self, asked: Asked) -> NDArray[np.intp]:
        """Places of the lines asked for, the most urgent first; decided ones only when their state is asked for."""
        kept: Mask = self._state != _DECIDED if asked.state not in _STATES else self._state == _STATES.index(asked.state)
        kept &= np.isin(self._columns["program_id"], [self._codes["program_id"].get(one, -1) for one in asked.programs])
        for column, value in (("grade", asked.grade), ("case_id", asked.case)):
            if value:
                kept &= self._columns[column] == self._codes[column].get(value, -1)
        if asked.is_new:
            kept &= self._columns["change"] != self._codes["change"].get("", -1)
        if asked.since:
            kept &= self._first_seen >= np.datetime64(asked.since)
        if asked.mine:
            kept &= self._where(lambda one: _is_for(one, asked.mine))
        if asked.overdue:
            kept &= self._where(lambda one: any(why.key == "expired" for why in one.why))
        return np.flatnonzero(kept)

    def _where(self, holds: Callable[[Standing], bool]) -> Mask:
        mask: Mask = np.zeros(len(self._state), dtype=np.bool_)
        mask[[place for place, one in list(self._spoken.items()) if holds(one)]] = True
        return mask


class Board:
    """Keeps one Tonight for all threads of a process. Nights replace the database file whole; the next question sees the new one."""

    def __init__(self, live: Path, book: Book, rests_on: RestsOn) -> None:
        self._live, self._book, self._rests_on = live, book, rests_on
        self._lock = Lock()
        self._seen: tuple[object, ...] = ()
        self._known, self._today = 0, date.min
        self._open: list[ExitStack] = []

    def close(self) -> None:
        """Let go of the database file."""
        with self._lock:
            for stack in self._open:
                stack.close()
            self._open, self._seen = [], ()

    def tonight(self, today: date) -> Tonight:
        """As the database and the ledger are now. Raises WarehouseError without a database, LedgerError when the chain does not hold."""
        with self._lock:
            reading, records = self._book.read()
            stat = self._live.stat() if self._live.exists() else None
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size, reading) if stat else ()
            if seen != self._seen or not seen:
                self._decided = Decided(records, self._rests_on)
                self._tonight = Tonight(self._read(), self._decided, today)
                self._seen = seen
            elif today != self._today:  # a day that has passed ends decisions of any age
                self._decided.add(records[self._known :])
                self._tonight.stand(self._decided.all(), today)
            elif len(records) > self._known:
                self._tonight.stand(self._decided.add(records[self._known :]), today)
            self._known, self._today = len(records), today
            return self._tonight

    def _read(self) -> Evening:
        """The file as it is now; the one before stays open for those who are still reading it."""
        for stack in self._open[:-1]:
            stack.close()
        self._open = [*self._open[-1:], stack := ExitStack()]
        return read_evening(self._live, stack)


def _is_for(standing: Standing, person: str) -> bool:
    """What this person has to do next: own decisions that lapsed, and others' that wait for a second signer."""
    own = standing.by == person
    return (standing.state == "lapsed" and own) or (standing.state == "proposed" and not own)


def _coded(values: list[str]) -> tuple[dict[str, int], NDArray[np.int32]]:
    codes: dict[str, int] = {}
    column = [codes.setdefault(value, len(codes)) for value in values]
    return codes, np.array(column, dtype=np.int32)
