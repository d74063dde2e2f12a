"""One record as published. Every field is popped; what is left over is an alarm, not a silence."""

from collections.abc import Iterable, Iterator
from typing import Any

from sources.errors import SourceChanged
from sources.model import Quote, Rejected, Source

QUOTE_LIMIT = 4000


class Row:
    """A record's fields, to be popped once each.

    fields: name -> values in order; a value is a text, or a mapping of the same shape for a nested element.
    published: the same, as it came; reading a field does not take it from there.
    """

    __slots__ = ("_children", "fields", "path", "published", "quote", "source")

    def __init__(self, source: Source, quote: Quote, fields: dict[str, list[Any]], path: str = "") -> None:
        self.source = source
        self.quote = quote
        self.fields = fields
        self.path = path
        self.published = dict(fields)
        self._children: list[Row] = []

    def one(self, name: str) -> str:
        """The text of a field that may be absent (then "") but not repeated or nested."""
        values = self.fields.pop(name, None)
        if not values:
            return ""
        if len(values) > 1 or not isinstance(values[0], str):
            raise self._changed("source.field_shape", name)
        return values[0].strip()

    def need(self, name: str) -> str:
        """The text of a field that every record has, be it empty."""
        if name not in self.fields:
            raise self._changed("source.field_missing", name)
        return self.one(name)

    def all(self, name: str) -> list[str]:
        """The texts of a field that may be repeated, without empty ones."""
        values = self.fields.pop(name, [])
        if not all(isinstance(value, str) for value in values):
            raise self._changed("source.field_shape", name)
        return [text for value in values if (text := value.strip())]

    def rows(self, name: str) -> list["Row"]:
        """The nested records of a field that may be repeated; an empty element is no record."""
        values = self.fields.pop(name, [])
        if any(isinstance(value, str) and value.strip() for value in values):
            raise self._changed("source.field_shape", name)
        nested = [value for value in values if not isinstance(value, str)]
        found = [Row(self.source, self.quote, dict(value), f"{self.path}{name}/") for value in nested]
        self._children += found
        return found

    def skip(self, *names: str) -> None:
        """Fields that are known and on purpose not read: the documented scope of a source."""
        for name in names:
            self.fields.pop(name, None)

    def mark(self, paths: set[str]) -> None:
        """Add the paths of all fields this record came with."""
        if self.path:
            paths.update([self.path + name for name in self.published])
        else:
            paths.update(self.published)
        for child in self._children:
            child.mark(paths)

    def left(self) -> Iterator[tuple[str, str]]:
        """(path, first value) of every field nobody asked for."""
        for name, values in self.fields.items():
            yield self.path + name, str(values[0]) if values else ""
        for child in self._children:
            yield from child.left()

    def rejected(self, reason: str, detail: str = "", **more: Any) -> Rejected:
        """This record, quarantined or (severity="warning") told of."""
        return Rejected(source=self.source.name, reason=reason, quote=self.quote, detail=detail[:200], **more)

    def _changed(self, key: str, name: str) -> SourceChanged:
        where = {"source": self.source.name, "document": self.quote.document, "row": self.quote.locator}
        return SourceChanged(key, **where, field=self.path + name)


class Fields:
    """The fields of one edition: which ones came at all, and which nobody reads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: set[str] = set()
        self._told: set[str] = set()

    def spent(self, row: Row) -> Iterator[Rejected]:
        """Call when a record is read: a warning for each left-over field, once per edition, with its first value."""
        row.mark(self._seen)
        for path, value in row.left():
            if path not in self._told and value.strip():
                self._told.add(path)
                yield row.rejected("rejected.unknown_field", f"{path} = {value}", severity="warning")

    def has(self, path: str) -> bool:
        """Whether any record came with that field."""
        return path in self._seen

    def require(self, document: str, paths: Iterable[str]) -> None:
        """Call at the end: fields that no single record needs but every whole edition has. Raises SourceChanged."""
        for path in paths:
            if path not in self._seen:
                raise SourceChanged("source.field_missing", source=self._source.name, document=document, row="*", field=path)
