"""Entries of every sub-list, as listed and as people write them, searched for like subjects: a night that misses one stops.

They are chosen by the edition's checksum, so that every edition brings others, and neither order nor clock has a say. A
name that the matcher cannot tell by itself is passed over for the next; when it can tell none of them, the first counts
as missed. Nothing here says which name it was: it may be a person's.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.canaries.changes import CHANGES, ITSELF, changed
from flows.warehouse import Warehouse
from matching.model import Comparison, Party
from matching.names.tables import Tables
from matching.score import compare
from matching.scripts import main_script
from sources.model import Kind, Name

COLUMNS = ("source", "sub_list", "entity_kind", "script", "change", "planted_count", "found_count")
LOOKED_AT = 100  # names of a group among which one is sought for each change
TRIES = 20  # of them that may be passed over
TOLD = 8  # groups that are named when names of many were missed
Search = Callable[[Party], Sequence[tuple[str, Comparison]]]
_NAMES = """
select distinct source, edition, sub_list, clusters.cluster_id, entities.kind, entity_id, names.text
from raw.listings as listings
inner join raw.entities as entities using (source, entity_id)
inner join raw.names as names using (source, entity_id)
inner join core.clusters as clusters using (source, entity_id)
where names.kind in ('primary', 'alias', 'former') and entities.kind not in ('vessel', 'aircraft')
order by all
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One listed name on its way through the search. `kind`: as what it is asked for; of what no list calls a person, an organisation."""

    cluster_id: str
    kind: Kind
    text: str

    @property
    def party(self) -> Party:
        return Party(kind=self.kind, names=(Name(text=self.text),))


def plant(warehouse: Warehouse, listed: Mapping[str, Party], search: Search, tables: Tables) -> list[tuple[Any, ...]]:
    """Rows of screened.canaries: for every source, sub-list, kind and script, each change planted and found or not."""
    rows = []
    for group, names in sorted(_groups(warehouse, listed).items()):
        for change, one in _chosen(names, listed, tables):
            found = any(cluster_id == one.cluster_id and comparison.same for cluster_id, comparison in search(one.party))
            rows.append((*group, change, 1, int(found)))
    return rows


def told(missed: Sequence[tuple[Any, ...]]) -> str:
    """Which were missed, of rows (source, sub-list, kind, script, change), in order; where there are many, the first few."""
    groups: dict[str, list[str]] = defaultdict(list)
    for *group, change in missed:
        groups[" ".join(filter(None, group))].append(change)
    shown = [f"{group} ({', '.join(changes)})" for group, changes in groups.items()]
    return "; ".join(shown[:TOLD]) + (" …" if len(shown) > TOLD else "")


def _groups(warehouse: Warehouse, listed: Mapping[str, Party]) -> Mapping[tuple[str, ...], list[Planted]]:
    """Source, sub-list, kind and script -> its names, in an order that only the edition decides."""
    found: dict[tuple[str, ...], list[tuple[str, Planted]]] = defaultdict(list)
    for row in warehouse.rows(_NAMES):
        script = _script(row["text"])
        if script and row["cluster_id"] in listed:
            kind: Kind = "person" if row["kind"] == "person" else "organisation"
            place = "|".join((row["edition"], row["source"], row["sub_list"], row["entity_id"], row["text"]))
            one = Planted(cluster_id=row["cluster_id"], kind=kind, text=row["text"])
            found[(row["source"], row["sub_list"], kind, script)].append((hashlib.sha256(place.encode()).hexdigest(), one))
    return {group: [one for _, one in sorted(names, key=lambda name: name[0])[:LOOKED_AT]] for group, names in found.items()}


def _script(text: str) -> str:
    """main_script; ten thousands of names are plain Latin, and need not be looked at letter by letter."""
    return "latin" if text.isascii() and any(map(str.isalpha, text)) else main_script(text)


def _chosen(names: Sequence[Planted], listed: Mapping[str, Party], tables: Tables) -> Iterator[tuple[str, Planted]]:
    """Each change with the first name that the matcher can tell, so changed; the first of all when it can tell none."""
    made = [(one, changed(one.text, one.kind, tables)) for one in names]
    for change in (ITSELF, *CHANGES):
        fit = [Planted(cluster_id=one.cluster_id, kind=one.kind, text=texts[change]) for one, texts in made if change in texts][:TRIES]
        if fit:
            told = (one for one in fit if compare(one.party, listed[one.cluster_id], tables).same)
            yield change, next(told, fit[0])
