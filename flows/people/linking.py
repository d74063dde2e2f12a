"""Lists to the registry, once a night: which record each listed body is, by its number or, where it has none, by its names."""

from collections import defaultdict
from typing import Any

from flows.people.reading import REGISTRY, Reading
from flows.warehouse import Warehouse

COLUMNS = ("cluster_id", "record", "reason", "detail")
_LISTED = """
select distinct clusters.cluster_id, names.text, coalesce(countries.country, '') as country
from core.clusters as clusters
inner join raw.listings as listings using (source, entity_id)
inner join raw.entities as entities using (source, entity_id)
inner join raw.sources as sources using (source)
inner join raw.names as names using (source, entity_id)
left join staging.countries as countries using (source, entity_id)
where sources.kind = 'list' and entities.kind in ('organisation', 'unknown') and names.kind not in ('weak', 'acronym')
order by all
"""
_MEMBERS = """
select cluster_id, entity_id
from core.clusters
where source = ? and cluster_id in (select cluster_id from core.clusters inner join raw.listings using (source, entity_id)
    inner join raw.sources using (source) where sources.kind = 'list')
order by all
"""
_NUMBERS = """
select clusters.cluster_id, identifiers.value
from raw.identifiers as identifiers
inner join core.clusters as clusters using (source, entity_id)
inner join raw.sources as sources using (source)
where identifiers.scheme = 'ror' and sources.kind = 'list'
order by all
"""


def records_of(warehouse: Warehouse, reading: Reading) -> list[tuple[Any, ...]]:
    """(cluster, record, reason, detail). identifier: a list gives the number; same_name: joined with the record as one body
    (core.links); resolved: one of its names is that record's whole name, in its country, and no other's. A cluster whose names
    lead to several records stays without one. Two lists may call one record differently: then both clusters have it.
    """
    rows = [(row["cluster_id"], row["value"], "identifier", row["value"]) for row in warehouse.rows(_NUMBERS)]
    numbered = {row[0] for row in rows}
    rows += [
        (row["cluster_id"], row["entity_id"], "same_name", row["entity_id"])
        for row in warehouse.rows(_MEMBERS, [REGISTRY])
        if row["cluster_id"] not in numbered
    ]
    known = {row[0] for row in rows}
    return sorted({*rows, *_resolved(warehouse, reading, known)})


def _resolved(warehouse: Warehouse, reading: Reading, known: set[str]) -> list[tuple[str, str, str, str]]:
    names: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    for row in warehouse.rows(_LISTED):
        if row["cluster_id"] not in known:
            names[row["cluster_id"]].add(row["text"])
            countries[row["cluster_id"]] |= {row["country"]} - {""}
    found: dict[str, tuple[str, str]] = {}
    for cluster, texts in sorted(names.items()):
        records = {record: text for text in sorted(texts, reverse=True) if (record := reading.linked(text, countries[cluster]))}
        if len(records) == 1:
            found[cluster] = next(iter(records.items()))
    return [(cluster, record, "resolved", text) for cluster, (record, text) in found.items()]
