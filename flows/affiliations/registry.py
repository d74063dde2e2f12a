"""Registry files -> a Resolver: each file goes to the reader that knows it, in the order given."""

import gc
import hashlib
from collections.abc import Sequence
from pathlib import Path

from flows.affiliations.hints import load_hints
from flows.reference import load_tables
from flows.settings import ROOT
from matching.people.bodies import bodies_of
from matching.people.resolve import Resolver
from sources.errors import RosterError
from sources.model import Document, Entity
from sources.registries import ror

REFERENCE = ROOT / "data" / "reference"


def read_registry(files: Sequence[Path]) -> list[Entity]:
    """All records of ROR files (schema 1 or 2, plain, gzip or zip). RosterError names a file that cannot be read."""
    documents = {}
    for number, path in enumerate(files):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RosterError("resolve.unreadable", file=path.name, reason=type(error).__name__) from error
        name = f"{number} {path.name}"
        documents[name] = Document(name=name, url=path.name, sha256=hashlib.sha256(content).hexdigest(), content=content)
    return [entity for entity in ror.parse(documents) if isinstance(entity, Entity)]


def load_resolver(files: Sequence[Path], reference: Path = REFERENCE) -> Resolver:
    """The registry of these files, ready to be asked."""
    gc.disable()  # a million objects that stay: looking for cycles among them takes as long as making them
    try:
        return Resolver(bodies_of(read_registry(files)), load_tables(reference / "names"), load_hints(reference / "affiliations"))
    finally:
        gc.enable()
        gc.freeze()
