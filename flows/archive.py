"""data/raw: every fetched copy by source and checksum, and the log of what we made of each edition.

data/raw/<source>/<edition>/<document>     the bytes as they came
data/raw/<source>/<edition>/snapshot.json  addresses and checksums
data/raw/<source>/editions.jsonl           append-only: accepted, held, refused, unchanged; when, why, by whom
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from flows.disk import append, is_torn, lines, write
from sources.errors import WarehouseError
from sources.model import Document, Snapshot, Source

PARTIAL = ("source.shrunk", "source.thinned", "source.many_rejected")
"""Why an edition may be on hold that was well read: what it names anew need not wait, what it no longer says must."""
Verdict = Literal["accepted", "held", "refused", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One line of the log. `counts`: sub-list -> entities; `fills`: how many of them have which field;
    `contents`: a checksum of what they say; `rejected`, `warned`: rows quarantined, and remarks on rows that were read;
    `shape`: its first document, which tells the format; `key`, `facts`: why it was held or refused, or what is to be told of it.
    """

    edition: str
    on: date
    verdict: Verdict
    counts: Mapping[str, int] = field(default_factory=dict)
    fills: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    rejected: int = 0
    warned: int = 0
    is_sample: bool = False
    shape: str = ""
    key: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    by: str = "machine"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder data/raw. Nothing here is ever changed, only added."""

    folder: Path

    def store(self, snapshot: Snapshot, kept: Mapping[str, Path] | None = None) -> None:
        """Keep a snapshot; one with the same edition is kept once, and mended where the disk has lost some of it.
        Documents stand before their snapshot.json. kept: document -> where its bytes are on the disk already, and stay.
        """
        kept = kept or {}
        place = self._place(snapshot.source, snapshot.edition)
        if (place / "snapshot.json").exists() and self._is_whole(snapshot.source, snapshot.edition):
            return
        place.mkdir(parents=True, exist_ok=True)
        for document in snapshot.documents:
            if document.name not in kept:
                write(place / document.name, document.content)
        about = {
            "source": snapshot.source,
            "edition": snapshot.edition,
            "fetched_at": snapshot.fetched_at.isoformat(),
            "documents": [_told(document, place, kept.get(document.name)) for document in snapshot.documents],
        }
        write(place / "snapshot.json", json.dumps(about, ensure_ascii=False, indent=1).encode())

    def load(self, source: str, edition: str) -> Snapshot:
        """Read a kept snapshot back and check every byte of it. Raises WarehouseError when something is amiss."""
        place = self._place(source, edition)
        try:
            about = json.loads((place / "snapshot.json").read_bytes())
            documents = tuple(Document(**d, content=(place / at).read_bytes()) for at, d in map(_place_and_facts, about["documents"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise WarehouseError("archive.unreadable", source=source, edition=edition[:12], detail=str(error)) from error
        for document in documents:
            if hashlib.sha256(document.content).hexdigest() != document.sha256:
                raise WarehouseError("archive.damaged", source=source, document=document.name)
        return Snapshot(source=source, edition=edition, fetched_at=datetime.fromisoformat(about["fetched_at"]), documents=documents)

    def _is_whole(self, source: str, edition: str) -> bool:
        try:
            self.load(source, edition)
        except WarehouseError:
            return False
        return True

    def marks(self, source: str, edition: str) -> dict[str, tuple[str, str]]:
        """Document -> (ETag, Last-Modified) as the publisher sent them with this edition; to ask only for what changed."""
        try:
            documents = self.load(source, edition).documents
        except WarehouseError:  # then everything is asked for anew
            return {}
        return {document.name: (document.etag, document.last_modified) for document in documents}

    def log(self, source: str) -> tuple[Edition, ...]:
        """Everything said of this source's editions, oldest first. A last line cut short by a crash is passed over.
        Raises WarehouseError for any other line that cannot be read: what was accepted is not to be guessed.
        """
        path = self._log(source)
        found = []
        for number, line in enumerate(lines(path), start=1):
            try:
                found.append(_edition(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise WarehouseError("archive.log_damaged", source=source, file=str(path), line=number, detail=str(error)) from error
        return tuple(found)

    def note(self, source: str, edition: Edition) -> None:
        """Append one line, on the disk before this returns. A torn last line is closed off first."""
        append(self._log(source), json.dumps(asdict(edition), ensure_ascii=False, sort_keys=True, default=str))

    def is_torn(self, source: str) -> bool:
        """Whether the log ends in the middle of a line, as a crash leaves it. The next note closes it off."""
        return is_torn(self._log(source))

    def last_good(self, source: str) -> Edition | None:
        """The last accepted edition: what is in use when tonight's cannot be."""
        return next((edition for edition in reversed(self.log(source)) if edition.verdict == "accepted"), None)

    def held(self, source: str) -> Edition | None:
        """The last edition on hold for what it lacks that no later one settled: accepted, or the good one back at the publisher's."""
        for line in reversed(self.log(source)):
            if line.verdict in ("accepted", "unchanged"):
                return None
            if line.key in PARTIAL:
                return line
        return None

    def first_seen(self, source: str, edition: str) -> date | None:
        """The first night on which this very content came in."""
        return next((line.on for line in self.log(source) if line.edition == edition), None)

    def _log(self, source: str) -> Path:
        return self.folder / source / "editions.jsonl"

    def _place(self, source: str, edition: str) -> Path:
        return self.folder / source / edition[:16]


def is_proved(source: Source, edition: Edition, log: Sequence[Edition]) -> bool:
    """Whether the reader has met a real file of this edition's format: it was written with one, or a person has accepted one since."""
    if source.standing_of(edition.shape) == "verified":
        return True
    confirmed = [line.shape for line in log if line.verdict == "accepted" and line.by != "machine"]
    return edition.shape in confirmed if source.standing == "verified" else bool(confirmed)


def _told(document: Document, place: Path, kept: Path | None) -> dict[str, str]:
    """A document as snapshot.json tells of it; "at": where its bytes stand, when not beside it."""
    facts = {key: value for key, value in asdict(document).items() if key != "content"}
    return facts | ({"at": os.path.relpath(kept, place)} if kept else {})


def _place_and_facts(told: dict[str, str]) -> tuple[str, dict[str, str]]:
    return told.get("at", told["name"]), {key: value for key, value in told.items() if key != "at"}


def _edition(line: dict[str, Any]) -> Edition:
    return Edition(**line | {"on": date.fromisoformat(line["on"])})
