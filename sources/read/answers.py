"""Answers of interfaces, which are JSON: as rows whose fields are popped like those of any list, and where each work stands."""

from collections.abc import Collection, Iterator
from typing import Any

from sources.errors import SourceChanged
from sources.model import Document, Quote, Source
from sources.read.packed import members, objects, quoted, unpacked
from sources.read.row import Row


def texts(value: Any) -> Any:
    """JSON as a Row holds it: null is "", true and false are words, numbers their digits."""
    if isinstance(value, dict):
        return {name: texts(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [texts(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def row_of(source: Source, quote: Quote, record: dict[str, Any], unread: Collection[str] = ()) -> Row:
    """A record without the fields that are on purpose not read, some of which are far larger than all others together."""
    return Row(source, quote, texts({name: value for name, value in record.items() if name not in unread}))


def listed(document: Document, source: Source, *keys: str) -> Iterator[tuple[dict[str, Any], Quote]]:
    """(record, its quote) of each record under these keys of an answer; or, where the first is not there, of JSON Lines or an array.

    Raises SourceDamaged for what is not whole JSON, SourceChanged for an answer of another shape.
    """
    plain = unpacked(document, source)
    first = next((found for found, _ in objects(plain, source)), {})
    if keys[0] not in first:
        yield from objects(document, source)
        return
    inside: Any = first
    for key in keys[:-1]:
        inside = inside[key]
        if not isinstance(inside, dict):
            raise SourceChanged("source.field_shape", source=source.name, document=document.name, row="1", field=key)
    if keys[-1] not in inside:  # a single record stands where a list has its records
        yield inside, quoted(document, "record 1", inside)
    elif inside[keys[-1]] != []:
        spanned = members(plain, source, *keys)
        yield from spanned if plain is document else ((record, _unspanned(quote)) for record, quote in spanned)


def _unspanned(quote: Quote) -> Quote:
    """Bytes of what was unpacked mean nothing in the packed document."""
    return Quote(document=quote.document, locator=quote.locator, text=quote.text)
