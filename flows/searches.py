"""What is nearest to each probe among all listed clusters: searched once, and kept while nothing it rests on has changed.

An answer is a function of the probe, of every listed cluster and of the matcher. As long as the editions, their readers,
the released tables and the code are the same, the answers of the last night are tonight's, byte for byte.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from flows.settings import ROOT
from flows.warehouse import Warehouse, query
from matching.index import Index
from matching.model import Comparison, Evidence, Party

NEAREST = 10
COLUMNS = ("rests_on", "probe", "position", "cluster_id", "comparison")
Found = list[tuple[str, Comparison]]
_CODE = (("sources", "*.py"), ("sources", "*.toml"), ("matching", "*.py"), ("flows", "*.py"), ("sql", "*.sql"))


@dataclass(kw_only=True)
class Searches:
    """Answers by probe. `make_index` is called only when some answer is not known yet."""

    rests_on: str
    make_index: Callable[[], Index]
    kept: Mapping[str, Found] = field(default_factory=dict)
    _answers: dict[str, Found] = field(default_factory=dict)

    @cached_property
    def _index(self) -> Index:
        return self.make_index()

    def __call__(self, party: Party) -> Found:
        """The nearest clusters, best first: every one above the threshold, however many, and the first below it."""
        probe = hashlib.sha256(repr(party).encode()).hexdigest()
        if probe not in self._answers:
            self._answers[probe] = self.kept[probe] if probe in self.kept else self._search(party)
        return self._answers[probe]

    def _search(self, party: Party) -> Found:
        limit = NEAREST
        found = self._index.search(party, limit)
        while len(found) == limit and found[-1][1].same:
            limit *= 4
            found = self._index.search(party, limit)
        hits = sum(comparison.same for _, comparison in found)
        return found[: hits + 1]

    def rows(self) -> list[tuple[Any, ...]]:
        """Tonight's answers, as COLUMNS; one without a cluster says that nothing is near."""
        rows = []
        for probe, found in sorted(self._answers.items()):
            for position, (cluster_id, comparison) in enumerate(found):
                rows.append((self.rests_on, probe, position, cluster_id, json.dumps(asdict(comparison), ensure_ascii=False)))
            if not found:
                rows.append((self.rests_on, probe, 0, "", ""))
        return rows


def rests_on(warehouse: Warehouse, ruleset: str) -> str:
    """One checksum over everything an answer depends on besides the probe itself."""
    digest = hashlib.sha256(ruleset.encode())
    for row in warehouse.rows("select source, edition, reader from raw.sources where edition <> '' order by source"):
        digest.update(repr(row).encode())
    for folder, kind in _CODE:
        for path in sorted((ROOT / folder).rglob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def kept_searches(live: Path, rests_on: str) -> dict[str, Found]:
    """The answers in the live file that rest on the same; none when there is no such file or it knows none."""
    known = "select count(*) as tables from duckdb_tables() where schema_name = 'screened' and table_name = 'searches'"
    if not live.exists() or not query(live, known)[0]["tables"]:
        return {}
    found: dict[str, Found] = {}
    for row in query(live, "select * from screened.searches where rests_on = ? order by probe, position", [rests_on]):
        answer = found.setdefault(row["probe"], [])
        if row["cluster_id"]:
            answer.append((row["cluster_id"], _comparison(json.loads(row["comparison"]))))
    return found


def _comparison(said: dict[str, Any]) -> Comparison:
    return Comparison(**said | {"evidence": tuple(Evidence(**evidence) for evidence in said["evidence"])})
