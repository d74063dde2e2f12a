"""An invented publisher whose editions are given as entities, to see what ingest makes of them, night after night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from office import FIRST

from flows import frames
from flows.archive import Archive, Edition
from flows.ingest import Ingested, ingest
from flows.readings import Reading
from sources.errors import FetchError
from sources.fetch import NotModified, snapshot
from sources.lists import un_sc
from sources.model import Document, Entity, Listing, Name, Quote, Rejected, Snapshot

SOURCE = replace(un_sc.SOURCE, name="a_list", sub_lists={"A": 1, "B": 1}, cadence_days=7)
QUOTE = Quote(document="consolidated.xml", locator="row 1", text="as published")


def entry(number: int, sub_list: str = "A", **more: Any) -> Entity:
    """Entry number so-and-so, with a reference and nothing else but what is said."""
    listing = Listing(regime="a law", sub_list=sub_list, reference=f"R{number}", listed_on=more.pop("listed_on", ""))
    names = (Name(text=f"Body {number}"), *(Name(text=text, kind="alias") for text in more.pop("aliases", ())))
    return Entity(
        source=SOURCE.name, entity_id=f"{sub_list}{number}", kind="organisation", names=names, quote=QUOTE, listings=(listing,), **more
    )


def entries(count: int, sub_list: str = "A", **more: Any) -> list[Entity]:
    return [entry(number, sub_list, **more) for number in range(count)]


@dataclass
class Publisher:
    """`night` takes in one edition; the days follow one another by themselves."""

    folder: Path
    source: Any = SOURCE
    day: date = FIRST
    known: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def archive(self) -> Archive:
        return Archive(self.folder)

    @property
    def log(self) -> tuple[Edition, ...]:
        return self.archive.log(self.source.name)

    def night(self, said: Iterable[Entity | Rejected] | None, days: int = 1, stamp: str = "") -> Ingested:
        """After so many days. said: None when nothing was modified. stamp: what the document says besides its entries."""
        self.day += timedelta(days=days)
        found = list(said or ())
        reading = Reading(source=self.source, rows=lambda kept: self._rows(kept, found), version="1")
        copy = self._copy(found, stamp) if said is not None else NotModified(source=self.source.name, fetched_at=self._now)
        return ingest(reading, self.archive, lambda: copy, as_of=self.day, known=self.known, is_sample=False)

    def unreachable(self, days: int = 1) -> Ingested:
        self.day += timedelta(days=days)

        def fail() -> Snapshot:
            raise FetchError("fetch.down", source=self.source.name, document="1", url="https://example.org", detail="ConnectError")

        reading = Reading(source=self.source, rows=lambda kept: self._rows(kept, []), version="1")
        return ingest(reading, self.archive, fail, as_of=self.day, known=self.known, is_sample=False)

    def accept(self, reason: str = "looked at") -> None:
        held = self.log[-1]
        self.archive.note(self.source.name, replace(held, verdict="accepted", on=self.day, key="", facts={}, by="tester", reason=reason))

    @property
    def _now(self) -> datetime:
        return datetime.combine(self.day, time(3), tzinfo=UTC)

    def _copy(self, said: Sequence[Entity | Rejected], stamp: str) -> Snapshot:
        content = (stamp + "\n" + "\n".join(map(repr, said))).encode()
        self._editions[sha256(content).hexdigest()] = list(said)
        document = Document(name="consolidated.xml", url="https://example.org/", sha256=sha256(content).hexdigest(), content=content)
        return snapshot(self.source, (document,), self._now)

    def _rows(self, kept: Snapshot, found: list[Entity | Rejected]) -> frames.Rows:
        """What the kept document said when it was taken in."""
        return frames.of_entities(kept, self._editions.get(kept.documents[0].sha256, found))

    _editions: dict[str, list[Entity | Rejected]] = field(default_factory=dict)
