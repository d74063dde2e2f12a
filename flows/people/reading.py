"""Which registry records written organisations name: read once, and kept until the registry, the tables or the code are others.

Without a registry nothing is read, and every answer is empty: then names alone can tell.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.affiliations.hints import load_hints
from flows.settings import ROOT
from flows.warehouse import Warehouse, query
from matching.names.tables import Tables
from matching.people.bodies import CLOSED, MISTAKEN, Body
from matching.people.linking import linked
from matching.people.resolve import Resolver
from sources.model import Name

REGISTRY = "ror"
COLUMNS = ("reader", "use", "text", "countries", "position", "record")
HINTS = ROOT / "data" / "reference" / "affiliations"
_KNOWN = "select count(*) as n from duckdb_tables() where schema_name = 'screened' and table_name = 'read_names'"
_RECORDS = "select entity_id from raw.entities where source = ? order by entity_id"
_NAMES = "select entity_id, text, kind, language from raw.names where source = ? order by entity_id, position"
_PLACES = "select entity_id, city, country from raw.addresses where source = ? order by entity_id, position"
_RELATIONS = "select entity_id, relation, value from raw.relations where source = ? order by entity_id, relation, value"
_STATES = "select distinct entity_id, sub_list from raw.listings where source = ? order by entity_id, sub_list"
Asked = tuple[str, str, str]
"""What for ("named": any affiliation, "linked": one listed name), the text, the countries its list gives."""


def registry_bodies(warehouse: Warehouse) -> dict[str, Body]:
    """Record id -> Body, of the registry as this night has it, without records it calls mistakes."""

    def grouped(query: str) -> Mapping[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for row in warehouse.rows(query, [REGISTRY]):
            found.setdefault(row["entity_id"], []).append(row)
        return found

    names, places, relations, states = (grouped(query) for query in (_NAMES, _PLACES, _RELATIONS, _STATES))

    def body(id: str) -> Body:
        related = {
            kind: tuple(one["value"] for one in relations.get(id, ()) if one["relation"] == kind)
            for kind in ("parent", "child", "successor")
        }
        return Body(
            id=id,
            names=tuple(Name(text=one["text"], kind=one["kind"], language=one["language"]) for one in names[id]),
            places=tuple(dict.fromkeys(one["city"] for one in places.get(id, ()) if one["city"])),
            countries=frozenset(one["country"] for one in places.get(id, ()) if one["country"]),
            parents=related["parent"],
            children=related["child"],
            successors=related["successor"],
            links=len(relations.get(id, ())),
            is_closed=CLOSED in {one["sub_list"] for one in states.get(id, ())},
        )

    known = (row["entity_id"] for row in warehouse.rows(_RECORDS, [REGISTRY]))
    return {id: body(id) for id in known if MISTAKEN not in {one["sub_list"] for one in states.get(id, ())} and id in names}


@dataclass(kw_only=True)
class Reading:
    """`bodies`: the registry; `reader`: checksum over all that an answer depends on; `kept`: answers of the last night by this reader."""

    bodies: Mapping[str, Body]
    tables: Tables
    reader: str
    kept: Mapping[Asked, tuple[str, ...]] = field(default_factory=dict)
    _answers: dict[Asked, tuple[str, ...]] = field(default_factory=dict)

    def named(self, text: str) -> tuple[str, ...]:
        """The records an affiliation names, on whatever level, the foremost first."""
        return self._answer(("named", text, ""), lambda: self._resolver.resolve(text).records)

    def linked(self, name: str, countries: Collection[str]) -> str:
        """The one record a listed name is; "" where it is not sure."""
        found = self._answer(("linked", name, ",".join(sorted(countries))), lambda: filter(None, [linked(name, countries, self._resolver)]))
        return found[0] if found else ""

    def rows(self) -> list[tuple[Any, ...]]:
        """Tonight's answers, as COLUMNS; one without a record says that none is named."""
        return [
            (self.reader, *asked, position, record)
            for asked, records in sorted(self._answers.items())
            for position, record in enumerate(records or ("",))
        ]

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.bodies, self.tables, load_hints(HINTS))

    def _answer(self, asked: Asked, read: Any) -> tuple[str, ...]:
        if asked not in self._answers:
            known = self.kept.get(asked)
            self._answers[asked] = known if known is not None else tuple(read()) if self.bodies and asked[1] else ()
        return self._answers[asked]


def reading_of(warehouse: Warehouse, tables: Tables, live: Path | None) -> Reading:
    """Tonight's. `live`: the file whose answers are taken over, None to read everything anew."""
    edition = next((row["edition"] for row in warehouse.rows("select edition from raw.sources where source = ?", [REGISTRY])), "")
    reader = reader_sum(tables.sha256, edition)
    kept = kept_readings(live, reader) if live else {}
    return Reading(bodies=registry_bodies(warehouse), tables=tables, reader=reader, kept=kept)


def reader_sum(tables: str, registry: str) -> str:
    """`tables`: checksum of the tables of names; `registry`: edition of the registry."""
    digest = hashlib.sha256(f"{tables} {registry}".encode())
    for path in sorted((*(ROOT / "matching").rglob("*.py"), *HINTS.iterdir(), Path(__file__))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def kept_readings(live: Path, reader: str) -> Mapping[Asked, tuple[str, ...]]:
    """The answers in the live file that this reader gave; none when there is no such file or it knows none."""
    if not live.exists() or not query(live, _KNOWN)[0]["n"]:
        return {}
    rows = query(
        live,
        "select use, text, countries, record from screened.read_names where reader = ? order by use, text, countries, position",
        [reader],
    )
    return _by_asked(((row["use"], row["text"], row["countries"]), row["record"]) for row in rows)


def _by_asked(rows: Iterable[tuple[Asked, str]]) -> Mapping[Asked, tuple[str, ...]]:
    found: dict[Asked, tuple[str, ...]] = {}
    for asked, record in rows:
        found[asked] = (*found.get(asked, ()), *filter(None, [record]))
    return found
