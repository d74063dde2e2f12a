"""What becomes of an edition: refused as a whole, or read, with what was told. Any other exception fails the test."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flows import frames
from flows.fills import WHOLE, fills
from sources.catalog import CATALOG
from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Entity, Quote, Reader, Rejected, Snapshot

LISTS = tuple(reader for reader in CATALOG if reader.SOURCE.kind == "list")
DOCUMENTS = [(reader, file.name) for reader in CATALOG for file in reader.SOURCE.files]
NOWHERE = Quote(document="", locator="", text="")


@dataclass(frozen=True)
class Outcome:
    """`error`: why the edition was refused. `said`: the entities without their quotes. `told`: rows quarantined and remarks."""

    error: SourceChanged | SourceDamaged | None
    entities: tuple[Entity, ...] = ()
    told: tuple[Rejected, ...] = ()

    @property
    def said(self) -> tuple[Entity, ...]:
        return tuple(replace(entity, quote=NOWHERE) for entity in self.entities)

    @property
    def fills(self) -> dict[str, int]:
        """Field -> entities that have it, as ingest counts them."""
        empty = Snapshot(source="", edition="", fetched_at=datetime(2026, 11, 22, tzinfo=UTC), documents=())
        return fills(frames.of_entities(empty, self.entities)).get(WHOLE, {})


def outcome(reader: Reader, documents: dict[str, Document]) -> Outcome:
    try:
        found = list(reader.parse(documents))
    except (SourceDamaged, SourceChanged) as error:
        assert error.facts["source"] == reader.SOURCE.name
        return Outcome(error)
    entities = tuple(item for item in found if isinstance(item, Entity))
    return Outcome(None, entities, tuple(item for item in found if isinstance(item, Rejected)))


def refused(reader: Reader, documents: dict[str, Document]) -> bool:
    return outcome(reader, documents).error is not None
