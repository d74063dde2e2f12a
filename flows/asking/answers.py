"""What publishers were asked and what they answered: kept by day, so that nothing is asked twice and a killed night goes on.

data/raw/asked/<source>/<day>.jsonl              append-only: each question before it leaves, with its ground, and its outcome
data/raw/asked/<source>/answers/<xx>/<checksum>  the bytes as they came

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


@dataclass(kw_only=True)
class Answers:
    """One source's questions and answers. `days`: how long an answer is good for; 1 asks again every day.

    May be used by several threads.
    """

    folder: Path
    source: str
    as_of: date
    days: int = 1
    _kept: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Which addresses have answers that are still good. Raises WarehouseError for a line that cannot be read: what was
        asked is not to be guessed."""
        for past in range(self.days - 1, -1, -1):
            path = self._log(self.as_of - timedelta(days=past))
            for number, line in enumerate(lines(path), 1):
                try:
                    said = json.loads(line)
                    if said["state"] == "answered":
                        self._kept[said["url"]] = said["sha256"]
                except (ValueError, KeyError, TypeError) as error:
                    facts = {"source": self.source, "file": str(path), "line": number, "detail": type(error).__name__}
                    raise WarehouseError("archive.log_damaged", **facts) from error

    def find(self, url: str) -> Document | None:
        """The answer to this address that is still good. One that the disk has lost or damaged is as if it had never come."""
        sha256 = self._kept.get(url)
        if sha256 is None:
            return None
        try:
            content = place_of(self.folder, self.source, sha256).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != sha256:
            return None
        return Document(name=name_of(url), url=url, sha256=sha256, content=content)

    def asking(self, url: str, subjects: Sequence[str], ground: str) -> None:
        """Say that this is about to be asked, about whom and on which ground."""
        self._note({"url": url, "state": "asked", "subjects": list(subjects), "ground": ground})
        crash(f"asking:{self.source}")

    def failed(self, url: str, key: str) -> None:
        """Say that there was no answer, and why (a message key)."""
        self._note({"url": url, "state": "failed", "key": key})

    def keep(self, document: Document) -> None:
        """Keep an answer: its bytes first, then the word that it is there."""
        place = place_of(self.folder, self.source, document.sha256)
        with self._lock:  # two answers may be alike to the byte
            place.parent.mkdir(parents=True, exist_ok=True)
            write(place, document.content)
        crash(f"written:{self.source}")
        self._note({"url": document.url, "state": "answered", "sha256": document.sha256})
        with self._lock:
            self._kept[document.url] = document.sha256
        crash(f"answered:{self.source}")

    def _note(self, said: dict[str, object]) -> None:
        with self._lock:
            append(self._log(self.as_of), json.dumps(said, ensure_ascii=False, sort_keys=True))

    def _log(self, on: date) -> Path:
        return self.folder / self.source / f"{on}.jsonl"


def place_of(folder: Path, source: str, sha256: str) -> Path:
    """Where the bytes of an answer stand."""
    return folder / source / "answers" / sha256[:2] / sha256


def name_of(url: str) -> str:
    """A document's name, from what was asked: the same question has the same name on every day."""
    return hashlib.sha256(url.encode()).hexdigest()[:20]
