"""What is nearest to each probe among all listed clusters: found once, and kept until something it rests on has changed.

Every night every probe is held against every listed name: the index says which clusters it would compare it with. Those
are compared again only where one of them is new, gone or changed, the probe is new, or the matcher is another. Where
nothing listed has changed at all, the index need not be asked either.

What this asks of matching.index: `search` is the best of comparing, one by one, the clusters that `candidates` names up to
COMPARED, and says nothing that depends on any other cluster. tests/flows/test_searches.py holds it to that.
"""

import hashlib
import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.settings import ROOT
from flows.warehouse import query
from matching.index import COMPARED, Index
from matching.model import Comparison, Evidence, Party

NEAREST = 10
COLUMNS = ("matcher", "listed", "probe", "compared", "position", "cluster_id", "comparison")
Found = Sequence[tuple[str, Comparison]]
Listed = Sequence[tuple[str, Party]]
_CODE = (("matching", "*.py"), ("sources/model", "*.py"), ("flows", "searches.py"))
_LIBRARIES = ("numpy", "rapidfuzz")
_KNOWN = (
    "select count(*) as n from duckdb_columns() where schema_name = 'screened' and table_name = 'searches' and column_name = 'compared'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`compared`: checksum over the clusters the probe was compared with, as they were; `found`: those near, best first."""

    compared: str
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the live file knows by this matcher: answers by probe, and the checksum over all that was listed then."""

    listed: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(kw_only=True)
class Searches:
    """Answers by probe. `listed`: every cluster by id; `make_index` is called only when some answer is not known yet."""

    listed: Listed
    matcher: str
    make_index: Callable[[Listed], Index]
    kept: Kept = field(default_factory=Kept)
    _answers: dict[str, Answer] = field(default_factory=dict)

    def __call__(self, party: Party) -> Found:
        """The nearest clusters, best first: every one above the threshold, however many, and the first below it."""
        probe = _checksum(repr(party))
        if probe not in self._answers:
            self._answers[probe] = self._answer(party, self.kept.answers.get(probe))
        return self._answers[probe].found

    def rows(self) -> list[tuple[Any, ...]]:
        """Tonight's answers, as COLUMNS; one without a cluster says that nothing is near."""
        rows: list[tuple[Any, ...]] = []
        for probe, answer in sorted(self._answers.items()):
            key = (self.matcher, self._sum, probe, answer.compared)
            for position, (cluster_id, comparison) in enumerate(answer.found):
                rows.append((*key, position, cluster_id, json.dumps(asdict(comparison), ensure_ascii=False)))
            if not answer.found:
                rows.append((*key, 0, "", ""))
        return rows

    @cached_property
    def _index(self) -> Index:
        return self.make_index(self.listed)

    @cached_property
    def _content(self) -> Mapping[str, str]:
        return {cluster_id: _checksum(repr((cluster_id, party))) for cluster_id, party in self.listed}

    @cached_property
    def _sum(self) -> str:
        return _checksum(*sorted(self._content.values()))

    def _answer(self, party: Party, last: Answer | None) -> Answer:
        if last and self.kept.listed == self._sum:
            return last
        compared = _checksum(*sorted(self._content[cluster_id] for cluster_id in self._index.candidates(party, COMPARED)))
        if last and last.compared == compared:
            return last
        return Answer(compared=compared, found=self._search(party))

    def _search(self, party: Party) -> Found:
        limit = NEAREST
        found = self._index.search(party, limit)
        while len(found) == limit and found[-1][1].same:
            limit *= 4
            found = self._index.search(party, limit)
        hits = sum(comparison.same for _, comparison in found)
        return found[: hits + 1]


def matcher_sum(tables: str) -> str:
    """One checksum over what a comparison depends on besides the two parties; `tables`: that of the released tables."""
    digest = hashlib.sha256(f"{tables} {platform.python_version()} {[version(name) for name in _LIBRARIES]}".encode())
    for folder, kind in _CODE:
        for path in sorted((ROOT / folder).rglob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def kept_searches(live: Path, matcher: str) -> Kept:
    """The answers in the live file that this matcher gave; none when there is no such file or it knows none."""
    if not live.exists() or not query(live, _KNOWN)[0]["n"]:
        return Kept()
    listed, compared = "", {}
    found: dict[str, list[tuple[str, Comparison]]] = {}
    for row in query(live, "select * from screened.searches where matcher = ? order by probe, position", [matcher]):
        listed, compared[row["probe"]] = row["listed"], row["compared"]
        answer = found.setdefault(row["probe"], [])
        if row["cluster_id"]:
            answer.append((row["cluster_id"], _comparison(json.loads(row["comparison"]))))
    return Kept(listed=listed, answers={probe: Answer(compared=compared[probe], found=answer) for probe, answer in found.items()})


def _comparison(said: dict[str, Any]) -> Comparison:
    return Comparison(**said | {"evidence": tuple(Evidence(**evidence) for evidence in said["evidence"])})


def _checksum(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
