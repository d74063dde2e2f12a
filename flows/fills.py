"""How full the fields of a list are: of the entries of each sub-list, how many have an alias, an address, a birth date …

A publisher that stops filling a column loses no entry and changes no count; only this shows it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from flows.frames import COLUMNS, Rows

ENTRIES = "entries"
WHOLE = ""
"""The sub-list of all entries together."""
Fills = Mapping[str, Mapping[str, int]]
"""Sub-list -> field -> entries that have it; under ENTRIES, all of them."""

_ROWS = {"addresses": "address", "birth_dates": "birth_date", "relations": "relation"}
_TEXTS = ("reason", "reference", "announced_on", "listed_on", "withdrawn_on", "note")
_FIRST_NOT_LATIN = "\u0370"


def fills(rows: Rows) -> dict[str, dict[str, int]]:
    """Counts for every sub-list and for the whole; a field that nobody has is not there."""
    having = defaultdict(set)
    for field, entry in _said(rows):
        having[field].add(entry)
    return {
        sub_list: {ENTRIES: len(entries)} | {field: n for field in sorted(having) if (n := len(having[field] & entries))}
        for sub_list, entries in sorted(members(rows).items())
        if entries
    }


def members(rows: Rows) -> dict[str, set[str]]:
    """Sub-list -> its entries; WHOLE -> all of them."""
    found = {WHOLE: {entry for (entry,) in _columns(rows, "entities", "entity_id")}}
    for entry, sub_list in _columns(rows, "listings", "entity_id", "sub_list"):
        found.setdefault(sub_list, set()).add(entry)
    return found


def _said(rows: Rows) -> Iterator[tuple[str, str]]:
    """(field, entry) of everything that is filled."""
    for table, field in _ROWS.items():
        yield from ((field, entry) for (entry,) in _columns(rows, table, "entity_id"))
    for entry, position, text in _columns(rows, "names", "entity_id", "position", "text"):
        if position:
            yield "alias", entry
        if any(letter >= _FIRST_NOT_LATIN and letter.isalpha() for letter in text):
            yield "native_name", entry
    for entry, scheme in _columns(rows, "identifiers", "entity_id", "scheme"):
        yield f"identifier {scheme}", entry
    for entry, country in _columns(rows, "addresses", "entity_id", "country"):
        if country:
            yield "address_country", entry
    for entry, *texts in _columns(rows, "listings", "entity_id", *_TEXTS):
        yield from ((field, entry) for field, text in zip(_TEXTS, texts, strict=True) if text)


def _columns(rows: Rows, table: str, *names: str) -> Iterator[tuple[Any, ...]]:
    places = [COLUMNS[table].index(name) for name in names]
    return (tuple(row[place] for place in places) for row in rows.get(table, ()))
