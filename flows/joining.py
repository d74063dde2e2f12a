"""Between the staging and core layers: which names can link entities, and which entities links make one body."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from flows.frames import frame
from flows.warehouse import Warehouse
from matching.clusters import Pair, join
from matching.names.linking import link_key
from matching.names.tables import Tables

# Sources, or sub-lists, that keep one entry per body; others repeat a body for each address or regulation.
_ONE_ENTRY_PER_BODY = (("us_ofac_sdn", "*"), ("un_sc", "*"), ("ror", "*"), ("grid", "*"), ("gleif", "*"), ("us_trade_csl", "SDN"))
_MEMBERS = """
select entities.source, entities.entity_id, coalesce(min(listings.sub_list), '') as sub_list
from raw.entities as entities
left join raw.listings as listings using (source, entity_id)
group by entities.source, entities.entity_id
order by all
"""
_LINKABLE = """
select names.source, names.entity_id, names.position, names.text
from raw.names as names
inner join raw.entities as entities using (source, entity_id)
where names.kind not in ('weak', 'acronym') and entities.kind in ('organisation', 'unknown')
order by all
"""
_NAME_KEYS = ("source", "entity_id", "position", "key", "key_bits", "is_organisation_name")


def name_keys(warehouse: Warehouse, tables: Tables) -> pd.DataFrame:
    """Every organisation name with the key that links it to others."""
    rows = warehouse.rows(_LINKABLE)
    return frame(_NAME_KEYS, [(row["source"], row["entity_id"], row["position"], *link_key(row["text"], tables)) for row in rows])


def clusters(warehouse: Warehouse) -> pd.DataFrame:
    """Entities by cluster. What people decided comes first, numbers link next, names after them; the cluster is called by
    its smallest member. Of what people decided the newest comes first, and that two are apart is stronger than that they are one.
    """
    members = {(row["source"], row["entity_id"]): _mark(row["source"], row["sub_list"]) for row in warehouse.rows(_MEMBERS)}
    links = warehouse.rows(
        "select * from core.links where reason <> 'decided'"
        " order by reason = 'same_name', source, entity_id, other_source, other_entity_id, detail"
    )
    decided = warehouse.rows("select * from raw.cluster_decisions order by entry desc")
    joined = join(
        members,
        map(_pair, links),
        decided=[_pair(row) for row in decided if row["judgement"] == "one"],
        apart=[_pair(row) for row in decided if row["judgement"] == "two"],
    )
    return frame(("cluster_id", "source", "entity_id"), [(":".join(joined[member]), *member) for member in members])


def _pair(row: Mapping[str, Any]) -> Pair:
    return (row["source"], row["entity_id"]), (row["other_source"], row["other_entity_id"])


def _mark(source: str, sub_list: str) -> str:
    """The list of this entity, where that list keeps one entry per body."""
    return next((f"{one} {other}" for one, other in _ONE_ENTRY_PER_BODY if one == source and other in ("*", sub_list)), "")
