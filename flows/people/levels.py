"""A written affiliation to the listed bodies it leads to: named itself, above what it names, or part of what it names."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.people.reading import Reading
from flows.warehouse import Warehouse
from matching.people.chain import Lines, Listed, Relation

_RECORDS = "select record, cluster_id from core.listed_records order by all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A listed cluster, how what is written stands to it and how many steps away; `named`, `listed`: names of both records."""

    cluster_id: str
    relation: Relation
    steps: int
    record: str
    named: str
    listed: str

    @property
    def is_meant(self) -> bool:
        """Whether who is at the body named is at the listed one: not where only a body is named that the listed one is part of."""
        return self.relation != "below"


class Levels:
    """Made once a night. Without a registry, or where nothing listed is in it, every answer is empty."""

    def __init__(self, reading: Reading, clusters: Mapping[str, tuple[str, ...]]) -> None:
        self._reading, self._clusters = reading, clusters
        self._lines = Lines(clusters, reading.bodies)

    def __call__(self, text: str, ror: str = "") -> list[Level]:
        """Of the affiliation as written, or of the record its source gives beside it; each cluster once, the nearest first."""
        bodies = self._reading.bodies
        named = (ror,) if ror in bodies else self._reading.named(text)
        found: dict[str, Level] = {}
        for one in self._lines.where_listed(named):
            for cluster in self._clusters[one.ror]:
                found.setdefault(cluster, self._level(cluster, one, named))
        return list(found.values())

    def _level(self, cluster: str, one: Listed, named: tuple[str, ...]) -> Level:
        bodies = self._reading.bodies
        first = one.ror if one.relation == "itself" else named[0]
        return Level(
            cluster_id=cluster,
            relation=one.relation,
            steps=one.steps,
            record=one.ror,
            named=bodies[first].name,
            listed=bodies[one.ror].name,
        )


def levels_of(warehouse: Warehouse, reading: Reading) -> Levels:
    """Over the records that lists were linked to tonight."""
    found: dict[str, tuple[str, ...]] = {}
    for row in warehouse.rows(_RECORDS):
        if row["record"] in reading.bodies:
            found[row["record"]] = (*found.get(row["record"], ()), row["cluster_id"])
    return Levels(reading, found)
