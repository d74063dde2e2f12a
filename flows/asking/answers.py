"""What publishers were asked and what they answered: kept by day, so that nothing is asked twice and a killed night goes on.

data/raw/asked/<source>/<day>/asked.jsonl        append-only: each question before it leaves, with its ground, and its outcome
data/raw/asked/<source>/<day>/<xx>/<checksum>    the bytes as they came

A question is on the disk before it is asked, an answer before it is read. Persons stand here by the number of their subject.
"""

import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from flows.crash import crash
from flows.disk import append, lines, write
from sources.errors import WarehouseError
from sources.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer on the disk."""

    on: date
    sha256: str


@dataclass(kw_only=True)
class Answers:
    """One source's questions and answers. `days`: how long an answer is good for; 1 asks again every day.

    May be used by several threads.
    """

    folder: Path
    source: str
    as_of: date
    days: int = 1
    _kept: dict[str, Kept] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Raises WarehouseError for a line that cannot be read: what was asked is not to be guessed."""
        for past in range(self.days - 1, -1, -1):
            on = self.as_of - timedelta(days=past)
            path = self._log(on)
            for number, line in enumerate(lines(path), 1):
                try:
                    said = json.loads(line)
                    if said["state"] == "answered":
                        self._kept[said["url"]] = Kept(on=on, sha256=said["sha256"])
                except (ValueError, KeyError, TypeError) as error:
                    raise WarehouseError(
                        "archive.log_damaged", source=self.source, file=str(path), line=number, detail=type(error).__name__
                    ) from error

    def asked_on(self, url: str) -> date | None:
        """The day of the answer to this address that is still good, or None."""
        return self._kept[url].on if url in self._kept else None

    def find(self, url: str) -> Document | None:
        """The answer to this address that is still good. One that the disk has lost or damaged is as if it had never come."""
        kept = self._kept.get(url)
        if kept is None:
            return None
        try:
            content = self._place(kept).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != kept.sha256:
            return None
        return Document(name=name_of(url), url=url, sha256=kept.sha256, content=content)

    def asking(self, url: str, subjects: Sequence[str], ground: str) -> None:
        """Say that this is about to be asked, about whom and on which ground."""
        self._note({"url": url, "state": "asked", "subjects": list(subjects), "ground": ground})
        crash(f"asking:{self.source}")

    def failed(self, url: str, key: str) -> None:
        """Say that there was no answer, and why (a message key)."""
        self._note({"url": url, "state": "failed", "key": key})

    def keep(self, document: Document) -> None:
        """Keep an answer: its bytes first, then the word that it is there."""
        kept = Kept(on=self.as_of, sha256=document.sha256)
        place = self._place(kept)
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, document.content)
        crash(f"written:{self.source}")
        self._note({"url": document.url, "state": "answered", "sha256": document.sha256})
        with self._lock:
            self._kept[document.url] = kept
        crash(f"answered:{self.source}")

    def _note(self, said: dict[str, object]) -> None:
        with self._lock:
            append(self._log(self.as_of), json.dumps(said, ensure_ascii=False, sort_keys=True))

    def _log(self, on: date) -> Path:
        return self.folder / self.source / str(on) / "asked.jsonl"

    def _place(self, kept: Kept) -> Path:
        return self.folder / self.source / str(kept.on) / kept.sha256[:2] / kept.sha256


def name_of(url: str) -> str:
    """A document's name, from what was asked: the same question has the same name on every day."""
    return hashlib.sha256(url.encode()).hexdigest()[:20]
