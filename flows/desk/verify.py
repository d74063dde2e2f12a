"""Is the chain whole, and where is it not? Pure: over the entries of the ledger's file, of an export, and one against the other."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from flows.desk.chain import START, Link, hash_of
from flows.desk.entries import Erasure, commitments_of
from flows.desk.witness import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing seen: a message `verify.<key>` with its facts. Not every one is a fault: an erasure is told, too.

    `sequence`: the entry it concerns; of a line that cannot be read, its number in the file.
    """

    key: str
    sequence: int
    is_fault: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An entry whose line can be read."""

    place: Place
    link: Link
    body: Mapping[str, Any]

    @property
    def sequence(self) -> int:
        return int(self.body["sequence"])

    @property
    def is_sound(self) -> bool:
        return hash_of(self.link.line) == self.link.hash


def walk(places: Iterable[Place]) -> list[Finding]:
    """Every altered, missing, repeated or displaced entry of one ledger or export, and every text that is not what it was."""
    entries, findings = _readable(places)
    first: dict[int, _Read] = {}
    highest = 0
    for one in entries:
        number = one.sequence
        if not one.is_sound:
            findings.append(Finding(key="altered", sequence=number))
        if number in first:
            findings.append(Finding(key="repeated", sequence=number, facts={"at": one.place.number}))
        elif number < highest:
            findings.append(Finding(key="displaced", sequence=number, facts={"at": one.place.number}))
        first.setdefault(number, one)
        highest = max(highest, number)
    findings += _gaps(first)
    findings += _unbound(first)
    findings += _texts(first)
    return sorted(findings, key=lambda finding: (finding.sequence, finding.key))


def compared(ledger: Sequence[Place], witness: Sequence[Place]) -> list[Finding]:
    """What the witness knows and the ledger has lost or says differently. A witness older than the ledger is a good one."""
    ours, theirs = ({one.sequence: one for one in _readable(places)[0]} for places in (ledger, witness))
    findings = []
    for number, one in sorted(theirs.items()):
        if number not in ours:
            findings.append(Finding(key="lost", sequence=number))
        elif ours[number].link.hash != one.link.hash:
            findings.append(Finding(key="differs", sequence=number))
    erased = _erasures(ours)
    held = [number for number, one in sorted(theirs.items()) if one.link.said and number in erased]
    return findings + [Finding(key="witness_holds", sequence=number, is_fault=False, facts={"entry": erased[number]}) for number in held]


def _readable(places: Iterable[Place]) -> tuple[list[_Read], list[Finding]]:
    entries, findings = [], []
    for place in places:
        body = _body(place)
        if place.link is None or body is None:
            findings.append(Finding(key="unreadable", sequence=place.number))
        else:
            entries.append(_Read(place=place, link=place.link, body=body))
    return entries, findings


def _body(place: Place) -> dict[str, Any] | None:
    try:
        body = json.loads(place.link.line) if place.link else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or not {"sequence", "previous", "kind", "by", "at", "entry"} <= body.keys():
        return None
    return body if isinstance(body["entry"], dict) and type(body["sequence"]) is int and body["sequence"] > 0 else None


def _gaps(first: Mapping[int, _Read]) -> Iterator[Finding]:
    known = [0, *sorted(first)]
    for before, after in pairwise(known):
        if after > before + 1:
            yield Finding(key="missing", sequence=before + 1, facts={"to": after - 1})


def _unbound(first: Mapping[int, _Read]) -> Iterator[Finding]:
    """Neighbours that are each sound but do not hold together: one was rewritten, hash and all."""
    for number, one in first.items():
        before = first.get(number - 1)
        expected = START if number == 1 else before.link.hash if before else None
        whole = one.is_sound and (before is None or before.is_sound)
        if expected is not None and whole and one.body["previous"] != expected:
            yield Finding(key="unbound", sequence=number, facts={"before": number - 1})


def _texts(first: Mapping[int, _Read]) -> Iterator[Finding]:
    """Personal text against its commitments, and against the entries that say it is erased."""
    erased = _erasures(first)
    for number, one in first.items():
        if not one.place.has_texts:
            continue
        commitments, said, by = commitments_of(one.body["entry"]), one.link.said, erased.get(number)
        kept = {name for name in said if commitments.get(name) == said[name].commitment}
        if by is not None:
            if commitments:
                yield Finding(key="not_erased" if said else "erased", sequence=number, is_fault=bool(said), facts={"entry": by})
        elif said.keys() - kept:
            yield Finding(key="text_altered", sequence=number)
        elif commitments.keys() - kept:
            yield Finding(key="text_missing", sequence=number)


def _erasures(first: Mapping[int, _Read]) -> dict[int, int]:
    """Entry -> the first entry that erased it."""
    found: dict[int, int] = {}
    for number in sorted(first):
        body = first[number].body
        named = body["entry"].get("entries") if body["kind"] == Erasure.kind else None
        for erased in named if isinstance(named, list) else ():
            if isinstance(erased, int):
                found.setdefault(erased, number)
    return found
