"""`sekisho search` and `sekisho compare A B`: a name against everything the lists hold, or against another."""

from pathlib import Path
from typing import Any, cast

from flows.parties import listed_parties
from flows.reference import load_tables
from flows.warehouse import over
from matching.index import Index
from matching.model import Comparison, Party
from matching.score import compare
from sources.model import Kind, Name


def compare_names(left: str, right: str, kind: str, names: Path) -> Comparison:
    """Two names as written; `names` is the folder of the matcher's tables."""
    one, other = (Party(kind=cast(Kind, kind), names=(Name(text=text),)) for text in (left, right))
    return compare(one, other, load_tables(names))


def look_up(live: Path, names: Path, name: str, kind: str, limit: int) -> list[dict[str, Any]]:
    """Clusters best first: score, whether above the threshold, the name that agreed, and the lists it stands on."""
    with over(live) as warehouse:
        index = Index(listed_parties(warehouse), load_tables(names))
        found = index.search(Party(kind=cast(Kind, kind), names=(Name(text=name),)), limit)
        return [
            {
                "score": comparison.score,
                "is_hit": comparison.same,
                "name": comparison.right_name,
                "listings": "; ".join(row["said"] for row in warehouse.rows(_LISTINGS, [cluster])),
                "cluster": cluster,
                "points": comparison.points,
            }
            for cluster, comparison in found
        ]


_LISTINGS = """
select distinct source || case when sub_list = '' then '' else ' ' || sub_list end || ' (' || regime || ')' as said
from core.clusters
inner join raw.listings using (source, entity_id)
where cluster_id = ?
order by said
"""
