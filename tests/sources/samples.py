"""The mini editions of data/example/mirror, or of samples/<source>, as documents, and what a reader made of them as JSON."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sources.fetch import fetch
from sources.model import Document, Entity, Reader, Rejected, Snapshot, Source

MIRROR = Path(__file__).resolve().parents[2] / "data" / "example" / "mirror"
SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def sample(source: Source) -> dict[str, Document]:
    """File name -> document of the source's mini edition."""
    own = SAMPLES / source.name
    snapshot = fetch(source, mirror=own if own.is_dir() else MIRROR, now=NOW)
    assert isinstance(snapshot, Snapshot)
    return {document.name: document for document in snapshot.documents}


def changed(documents: Mapping[str, Document], name: str, content: bytes) -> dict[str, Document]:
    """The same edition with other bytes in one document."""
    return {**documents, name: replace(documents[name], content=content, sha256=hashlib.sha256(content).hexdigest())}


def document(name: str, content: bytes) -> Document:
    return Document(name=name, url=f"https://example.org/{name}", sha256=hashlib.sha256(content).hexdigest(), content=content)


def entities(reader: Reader, documents: Mapping[str, Document]) -> list[Entity]:
    return [item for item in reader.parse(documents) if isinstance(item, Entity)]


def told(reader: Reader, documents: Mapping[str, Document]) -> list[Rejected]:
    return [item for item in reader.parse(documents) if isinstance(item, Rejected)]


def as_json(items: Iterable[Entity | Rejected]) -> list[dict[str, Any]]:
    """Without empty values, so that a person can review the expected file."""
    return [_without_empty(asdict(item)) for item in items]


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: kept for name, item in value.items() if (kept := _without_empty(item)) not in ("", None, [], {})}
    return [_without_empty(item) for item in value] if isinstance(value, list | tuple) else value
