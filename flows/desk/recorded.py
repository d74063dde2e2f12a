"""Entries as they stand in the ledger: numbered, dated, signed; read back only when the chain holds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.desk.chain import START, Link, hash_of
from flows.desk.entries import Entry, Erasure, commitments_of, of_body
from sources.errors import LedgerError

_FIELDS = {"sequence", "previous", "at", "by", "kind", "version", "entry"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One entry of the ledger. `at` is UTC. `erased_by`: the entry by which its personal text was erased, or None."""

    sequence: int
    at: datetime
    by: str
    entry: Entry
    hash: str
    erased_by: int | None = field(default=None)


def recorded(links: Mapping[int, Link], previous: str = START) -> tuple[Recorded, ...]:
    """A run of the chain that follows `previous`. Raises LedgerError naming the first entry at which it does not hold."""
    bodies = []
    for sequence, link in links.items():
        body = one_line(sequence, link)
        if body["previous"] != previous:
            raise LedgerError("ledger.broken", sequence=sequence)
        bodies.append(body)
        previous = link.hash
    erased = _erased(bodies)
    return tuple(_recorded(body, links[body["sequence"]], erased.get(body["sequence"])) for body in bodies)


def one_line(sequence: int, link: Link) -> dict[str, Any]:
    """The line of one entry, whose hash and number are as stored. Raises LedgerError."""
    if hash_of(link.line) != link.hash:
        raise LedgerError("ledger.broken", sequence=sequence)
    body: dict[str, Any] = json.loads(link.line)
    if not body.keys() >= _FIELDS or body["sequence"] != sequence:
        raise LedgerError("ledger.broken", sequence=sequence)
    return body


def single(sequence: int, link: Link) -> Recorded:
    """One entry by itself, for rules that ask who and what: without its texts it counts as erased, by an entry not looked for (0)."""
    body = one_line(sequence, link)
    return _recorded(body, link, None if link.said else 0)


def _erased(bodies: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """Entry -> the first entry that erased its text."""
    found: dict[int, int] = {}
    for body in bodies:
        if body["kind"] == Erasure.kind:
            for sequence in body["entry"]["entries"]:
                found.setdefault(sequence, body["sequence"])
    return found


def _recorded(body: Mapping[str, Any], link: Link, erased_by: int | None) -> Recorded:
    commitments = commitments_of(body["entry"])
    if erased_by is None:
        for name, commitment in commitments.items():
            if name not in link.said or link.said[name].commitment != commitment:
                raise LedgerError("ledger.broken", sequence=body["sequence"])
    texts = {name: link.said[name].text for name in commitments} if erased_by is None else {}
    return Recorded(
        sequence=body["sequence"],
        at=datetime.fromisoformat(body["at"]),
        by=body["by"],
        entry=of_body(body["kind"], body["version"], body["entry"], texts),
        hash=link.hash,
        erased_by=erased_by if commitments else None,
    )
