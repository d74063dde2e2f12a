"""The four shapes in which OFAC publishes one list; which one it is shows in the names of its files."""

from collections.abc import Iterator, Mapping

from sources.model import Document, Entity, Rejected, Source
from sources.read import ofac_advanced, ofac_enhanced, ofac_files, ofac_sdnlist
from sources.read.raw import whole


def entities(source: Source, documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """The same entries under the same numbers, whatever the shape; raises as the reader of that shape does."""
    first, *more = whole(documents, source)
    name = first.name.casefold()
    if more:
        return ofac_files.entities(source, documents)
    if name.endswith("_enhanced.zip"):
        return ofac_enhanced.entities(source, first)
    return ofac_advanced.entities(source, first) if name.endswith("_advanced.xml") else ofac_sdnlist.entities(source, first)
