"""Every source a night reads, with how its editions become rows: lists and registries whole, publications by the file."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from flows import frames
from flows.frames import Rows
from sources.catalog import CATALOG, PUBLISHED, by_name
from sources.model import Snapshot, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`rows` raises SourceDamaged or SourceChanged. `version` is what rows depend on besides the bytes: the reader's text."""

    source: Source
    rows: Callable[[Snapshot], Rows]
    version: str


def readings() -> Mapping[str, Reading]:
    """Source name -> reading, lists first, in the order of the catalogue."""
    lists = {reader.SOURCE.name: _of_entities(reader.SOURCE.name) for reader in CATALOG}
    return lists | {module.SOURCE.name: _of_answers(module) for module in PUBLISHED}


def _of_entities(name: str) -> Reading:
    reader = by_name(name)
    return Reading(
        source=reader.SOURCE,
        rows=lambda snapshot: frames.of_entities(snapshot, reader.parse({d.name: d for d in snapshot.documents})),
        version=_version(reader),  # type: ignore[arg-type]
    )


def _of_answers(module: ModuleType) -> Reading:
    return Reading(
        source=module.SOURCE,
        rows=lambda snapshot: frames.of_publications(snapshot, (item for each in snapshot.documents for item in module.parse(each))),
        version=_version(module),
    )


def _version(module: ModuleType) -> str:
    """The reader's own text, the shared readers' and that of the frames."""
    own = Path(str(module.__file__))
    root = own.parents[1]
    digest = hashlib.sha256()
    for path in [own, *sorted(root.glob("read/*.py")), *sorted(root.glob("*.toml")), Path(frames.__file__)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()
