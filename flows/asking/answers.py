"""What publishers were asked and what they answered: kept by day, so that nothing is asked twice and a killed night goes on.

data/raw/asked/<source>/<day>.jsonl       append-only: each question before it leaves, with its ground, and its outcome
data/raw/asked/<source>/<day>/<xx>/<name> the bytes as they came, named by what was asked

A question is on the disk before it is asked, an answer before it is read. An answer is kept from the moment its file stands; only
one that was still on its way when the night was killed is asked again. Persons stand here by the number of their subject, and
in the address by what the publisher was told: a number, else a name.
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
    _checksums: dict[tuple[date, str], str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Raises WarehouseError for a line that cannot be read: what was asked is not to be guessed."""
        for on in self._good_days():
            path = self._log(on)
            for number, line in enumerate(lines(path), 1):
                try:
                    said = json.loads(line)
                    if said["state"] == "answered":
                        self._checksums[on, said["url"]] = said["sha256"]
                except (ValueError, KeyError, TypeError) as error:
                    facts = {"source": self.source, "file": str(path), "line": number, "detail": type(error).__name__}
                    raise WarehouseError("archive.log_damaged", **facts) from error

    def find(self, url: str) -> Document | None:
        """The last answer to this address that is still good. One that the disk has lost or damaged is as if it had never come."""
        for on in self._good_days():
            if (place := self._place(on, url)).exists():
                content = place.read_bytes()
                sha256 = hashlib.sha256(content).hexdigest()
                if self._checksums.get((on, url), sha256) == sha256:
                    return Document(name=name_of(url), url=url, sha256=sha256, content=content)
        return None

    def place_of(self, document: Document) -> Path:
        """Where the bytes of an answer stand."""
        return next(
            place
            for on in self._good_days()
            if (place := self._place(on, document.url)).exists()
            and self._checksums.get((on, document.url), document.sha256) == document.sha256
        )

    def asking(self, url: str, subjects: Sequence[str], ground: str) -> None:
        """Say that this is about to be asked, about whom and on which ground."""
        self._note({"url": url, "state": "asked", "subjects": list(subjects), "ground": ground})
        crash(f"asking:{self.source}")

    def failed(self, url: str, key: str) -> None:
        """Say that there was no answer, and why (a message key)."""
        self._note({"url": url, "state": "failed", "key": key})

    def keep(self, document: Document) -> None:
        """Keep an answer: its bytes first, then the word that it is there."""
        place = self._place(self.as_of, document.url)
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place, document.content)
        crash(f"written:{self.source}")
        with self._lock:
            self._checksums[self.as_of, document.url] = document.sha256
        self._note({"url": document.url, "state": "answered", "sha256": document.sha256})
        crash(f"answered:{self.source}")

    def _good_days(self) -> list[date]:
        """The days whose answers are still good, the last one first."""
        return [self.as_of - timedelta(days=past) for past in range(self.days)]

    def _note(self, said: dict[str, object]) -> None:
        with self._lock:
            append(self._log(self.as_of), json.dumps(said, ensure_ascii=False, sort_keys=True))

    def _log(self, on: date) -> Path:
        return self.folder / self.source / f"{on}.jsonl"

    def _place(self, on: date, url: str) -> Path:
        name = name_of(url)
        return self.folder / self.source / str(on) / name[:2] / name


def name_of(url: str) -> str:
    """A document's name, from what was asked: the same question has the same name on every day."""
    return hashlib.sha256(url.encode()).hexdigest()[:20]
