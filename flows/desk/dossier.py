"""A dossier is sealed: its last line holds the checksum of all before it, its manifest says which archived bytes it quotes."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.archive import Archive
from flows.desk.casework import DossierMade
from flows.desk.recorded import Recorded
from flows.readings import readings
from sources.errors import LedgerError, SekishoError, WarehouseError
from sources.model import Snapshot

_SEAL = re.compile(rb"<!-- sha256 ([0-9a-f]{64}) -->\n\Z")
_MANIFEST = re.compile(r'<script type="application/json" id="manifest">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: a message `dossier.<key>` with its facts."""

    key: str
    is_fault: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


def seal(page: str) -> bytes:
    """The page with its checksum as the last line."""
    content = page.rstrip("\n").encode() + b"\n"
    return content + f"<!-- sha256 {hashlib.sha256(content).hexdigest()} -->\n".encode()


def opened(content: bytes) -> dict[str, Any]:
    """The manifest of a dossier that is as it was sealed. Raises LedgerError for one that is not, or is none."""
    found = _SEAL.search(content)
    if found is None:
        raise LedgerError("dossier.no_seal")
    if hashlib.sha256(content[: found.start()]).hexdigest() != found[1].decode():
        raise LedgerError("dossier.altered")
    manifest = _MANIFEST.search(content.decode("utf-8", "strict"))
    if manifest is None:
        raise LedgerError("dossier.no_seal")
    read: dict[str, Any] = json.loads(manifest[1])
    return read


def verify(path: Path, archive: Archive, records: Iterable[Recorded]) -> list[Finding]:
    """Every quote against the archived bytes, and the whole against what the ledger says was handed over.

    Raises LedgerError for a file that is not as it was sealed.
    """
    content = path.read_bytes()
    manifest = opened(content)
    digest = hashlib.sha256(content).hexdigest()
    known = [one for one in records if isinstance(one.entry, DossierMade) and one.entry.sha256 == digest]
    found = [Finding(key="known", facts={"sequence": known[0].sequence}) if known else Finding(key="unknown", is_fault=True)]
    return [*found, *_quotes(manifest["quotes"], archive)]


def _quotes(quotes: Iterable[Mapping[str, Any]], archive: Archive) -> Iterator[Finding]:
    kept: dict[tuple[str, str], Snapshot | SekishoError] = {}
    for quote in quotes:
        key = (quote["source"], quote["edition"])
        if key not in kept:
            try:
                kept[key] = archive.load(*key)
            except WarehouseError as error:
                kept[key] = error
        yield _quote(quote, kept[key])


def _quote(quote: Mapping[str, Any], snapshot: Snapshot | SekishoError) -> Finding:
    facts = {name: quote[name] for name in ("number", "source", "document", "locator")}
    if isinstance(snapshot, SekishoError):
        return Finding(key="not_kept", is_fault=True, facts=facts)
    document = next((one for one in snapshot.documents if one.name == quote["document"]), None)
    if document is None or document.sha256 != quote["sha256"]:
        return Finding(key="other_bytes", is_fault=True, facts=facts)
    if quote["start"] is None:
        return Finding(key="quoted", facts=facts) if _read_again(quote, snapshot) else Finding(key="other_text", is_fault=True, facts=facts)
    stands = document.content[quote["start"] : quote["end"]]
    well = hashlib.sha256(stands).hexdigest() == quote["bytes_sha256"]
    return Finding(key="quoted" if well else "other_text", is_fault=not well, facts=facts)


def _read_again(quote: Mapping[str, Any], snapshot: Snapshot) -> bool:
    """Where bytes mean nothing to a reader (a PDF): the source's own reader must find the same row in the same place."""
    rows = readings()[quote["source"]].rows(snapshot)["entities"]
    said = (quote["entity_id"], quote["document"], quote["locator"], quote["text"])
    return any((row[2], row[4], row[5], row[8]) == said for row in rows)
