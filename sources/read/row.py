"""One record as published. Every field is popped; what is left over is an alarm, not a silence."""

from collections.abc import Iterable
from typing import Any

from sources.errors import SourceChanged
from sources.model import Quote, Rejected, Source

QUOTE_LIMIT = 4000


def several(value: Any) -> list[Any]:
    """The values of a field: its list, or the one it is."""
    return value if isinstance(value, list) else [value]


class Row:
    """A record's fields, to be popped once each.

    fields: name -> value, or values in order where there are several; a value is a text, or a mapping of the same shape for a
    nested element. raw: the same, as it came; reading a field does not take it from there.
    """

    __slots__ = ("_children", "fields", "path", "quote", "raw", "source")

    def __init__(self, source: Source, quote: Quote, fields: dict[str, Any], path: str = "") -> None:
        self.source = source
        self.quote = quote
        self.fields = dict(fields)
        self.path = path
        self.raw = fields
        self._children: tuple[Row, ...] = ()

    def said(self, name: str) -> str:
        """The first text of a field as it came, "" where it has none; it stays to be read."""
        value = self.raw.get(name, "")
        return value if isinstance(value, str) else next((one for one in several(value) if isinstance(one, str)), "")

    def one(self, name: str) -> str:
        """The text of a field that may be absent (then "") but not repeated or nested."""
        value = self.fields.pop(name, "")
        try:
            return value.strip()  # type: ignore[no-any-return]  # nearly always a text
        except AttributeError:
            return self._only(name, value)

    def need(self, name: str) -> str:
        """The text of a field that every record has, be it empty."""
        if name not in self.fields:
            raise self._changed("source.field_missing", name)
        return self.one(name)

    def all(self, name: str) -> list[str]:
        """The texts of a field that may be repeated, without empty ones."""
        values = several(self.fields.pop(name, []))
        if not all(isinstance(value, str) for value in values):
            raise self._changed("source.field_shape", name)
        return [text for value in values if (text := value.strip())]

    def rows(self, name: str) -> list["Row"]:
        """The nested records of a field that may be repeated; an empty element is no record."""
        value = self.fields.pop(name, None)
        if not value:
            return []
        path, found = f"{self.path}{name}/", []
        for one in several(value):
            if not isinstance(one, str):
                found.append(Row(self.source, self.quote, one, path))
            elif one.strip():
                raise self._changed("source.field_shape", name)
        if found:
            self._children = (*self._children, *found)
        return found

    def inside(self, shelf: str, name: str) -> list["Row"]:
        """The records of that name in an element that only holds them together."""
        return [record for each in self.rows(shelf) for record in each.rows(name)]

    def skip(self, *names: str) -> None:
        """Fields that are known and on purpose not read: the documented scope of a source."""
        for name in names:
            self.fields.pop(name, None)

    def family(self) -> list["Row"]:
        """This record and all that were read out of it, in order."""
        found = [self]
        for child in self._children:
            found += child.family() if child._children else (child,)
        return found

    def rejected(self, reason: str, detail: str = "", **more: Any) -> Rejected:
        """This record, quarantined or (severity="warning") told of."""
        return Rejected(source=self.source.name, reason=reason, quote=self.quote, detail=detail[:200], **more)

    def _only(self, name: str, value: Any) -> str:
        values = several(value)
        if len(values) > 1 or not all(isinstance(one, str) for one in values):
            raise self._changed("source.field_shape", name)
        return "".join(values).strip()

    def _changed(self, key: str, name: str) -> SourceChanged:
        where = {"source": self.source.name, "document": self.quote.document, "row": self.quote.locator}
        return SourceChanged(key, **where, field=self.path + name)


class Fields:
    """The fields of one edition: which ones came at all, and which nobody reads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shapes: set[tuple[str, ...]] = set()  # of records: their paths and fields; most are like one before
        self._seen: set[str] = set()
        self._told: set[str] = set()

    def spent(self, row: Row) -> list[Rejected]:
        """Call when a record is read: a warning for each left-over field, once per edition, with its first value."""
        told = []
        for each in row.family():
            shape = (each.path, *each.raw)
            if shape not in self._shapes:
                self._shapes.add(shape)
                self._seen.update([each.path + name for name in each.raw])
            for name, found in each.fields.items() if each.fields else ():
                path, value = each.path + name, str(next(iter(several(found)), ""))
                if path not in self._told and value.strip():
                    self._told.add(path)
                    told.append(row.rejected("rejected.unknown_field", f"{path} = {value}", severity="warning"))
        return told

    def has(self, path: str) -> bool:
        """Whether any record came with that field."""
        return path in self._seen

    def require(self, document: str, paths: Iterable[str]) -> None:
        """Call at the end: fields that no single record needs but every whole edition has. Raises SourceChanged."""
        for path in paths:
            if path not in self._seen:
                raise SourceChanged("source.field_missing", source=self._source.name, document=document, row="*", field=path)
