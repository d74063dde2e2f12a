"""The hits of one database file in the order of the queue, and what each rests on, read when somebody asks."""

import os
import secrets
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from flows.desk.basis import Basis, of_row, pair_keys
from flows.warehouse import kept_open

Ask = Callable[..., list[dict[str, Any]]]
Read = TypeVar("Read")
_LINES = """
select hits.hit_id, hits.program_id, hits.case_id, hits.subject_id, hits.cluster_id, grade, legal_check, confidence, points, score, chance,
    subject_name, listed_name, entity_kind, aspect, by_identifier, first_seen_on, change, asks_second_signer
from marts.hits as hits
inner join marts.bases as bases using (hit_id)
order by
    case grade when 'high' then 3 when 'moderate' then 2 when 'low' then 1 else 0 end desc,
    case legal_check when 'refer' then 2 when 'permit_check' then 1 else 0 end desc,
    confidence desc, points desc, hits.program_id, hits.hit_id
"""
_MEMBERS = "select distinct cluster_id, unnest(listed_entities) as entity from marts.bases order by all"
_BASES = "select * from marts.bases where cluster_id = ? order by hit_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One hit as the queue shows it: columns of marts.hits."""

    hit_id: str
    program_id: str
    case_id: str
    subject_id: str
    cluster_id: str
    grade: str
    legal_check: str
    confidence: float
    points: int
    score: float
    chance: float
    subject_name: str
    listed_name: str
    entity_kind: str
    aspect: str
    by_identifier: bool
    first_seen_on: date
    change: str
    asks_second_signer: bool


@dataclass(slots=True, kw_only=True)
class Evening:
    """Everything read from one file. `ask` answers any query on it; `place`: hit -> where its line stands."""

    ask: Ask
    night: Mapping[str, Any]
    lines: list[Line]
    place: Mapping[str, int]
    cluster_of: Mapping[str, str]
    _bases: dict[str, dict[str, Basis]] = field(default_factory=dict)
    _keys: dict[str, Mapping[tuple[str, ...], list[str]]] = field(default_factory=dict)
    _read: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def once(self, name: str, read: Callable[[Ask], Read]) -> Read:
        """What `read` finds in the file, read when first asked for under this name."""
        if name not in self._read:
            self._read[name] = read(self.ask)
        found: Read = self._read[name]
        return found

    def basis(self, hit_id: str) -> Basis:
        """What this hit rests on."""
        return self.beside(hit_id)[hit_id]

    def beside(self, hit_id: str) -> Mapping[str, Basis]:
        """What every hit on the same listed body rests on, this one's included."""
        return self._on(self.lines[self.place[hit_id]].cluster_id)

    def spoken_of(self, hit_id: str, basis: Basis | None) -> set[str]:
        """Hits of which a decision on this hit may speak (flows.desk.basis.same_one says whether it does)."""
        found = {hit_id} & self.place.keys()
        for cluster_id in {self.cluster_of.get(entity, "") for entity in basis.listed_entities} - {""} if basis else ():
            if cluster_id not in self._keys:
                self._keys[cluster_id] = _keyed(self._on(cluster_id).values())
            found |= {hit for key in pair_keys(basis) for hit in self._keys[cluster_id].get(key, ())} if basis else set()
        return found

    def _on(self, cluster_id: str) -> dict[str, Basis]:
        """What the hits on one listed body rest on, read when first asked for."""
        with self._lock:
            if cluster_id not in self._bases:
                self._bases[cluster_id] = {row["hit_id"]: of_row(row) for row in self.ask(_BASES, [cluster_id])}
            return self._bases[cluster_id]


def read_evening(live: Path, stack: ExitStack) -> Evening:
    """The file stays open until the stack is closed. Raises WarehouseError when it is not there or not whole."""
    with _under_another_path(live) as place:
        ask = stack.enter_context(kept_open(place))
    lines = [Line(**row) for row in ask(_LINES)]
    return Evening(
        ask=ask,
        night=ask("select as_of, ruleset from raw.night")[0],
        lines=lines,
        place={line.hit_id: place for place, line in enumerate(lines)},
        cluster_of={row["entity"]: row["cluster_id"] for row in ask(_MEMBERS)},
    )


@contextmanager
def _under_another_path(live: Path) -> Iterator[Path]:
    """The same file under a path that is never used again: DuckDB takes two files of one path for the same, and the next
    night's will stand where this one does. Once open it needs no name; one that a kill leaves, the next night sweeps away."""
    folder = live.with_name(f"desk.{os.getpid()}.{secrets.token_hex(8)}.part")
    folder.mkdir(mode=0o700, parents=True)
    try:
        if live.exists():
            (folder / live.name).hardlink_to(live)
        yield folder / live.name
    finally:
        shutil.rmtree(folder)


def _keyed(bases: Iterable[Basis]) -> Mapping[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for basis in bases:
        for key in pair_keys(basis):
            found[key].append(basis.hit_id)
    return found
