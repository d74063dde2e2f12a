"""What of all that could be said stands published, read from the warehouse. Asked value by value: registries hold millions of names."""

from pathlib import Path

from flows.exchange import shapes
from flows.exchange.release import Published
from flows.warehouse import query
from sources.errors import ExchangeError

# Sources that anybody can read. The institution's own list is nobody else's, and publications speak of persons.
PUBLIC = "source in (select source from raw.sources where kind in ('list', 'registry') and source <> 'own_list')"
# Organisations, and entries whose kind the list leaves open where they are one with an organisation.
_BODIES = f"""
bodies as (
    select source, entity_id
    from raw.entities
    left join core.clusters using (source, entity_id)
    left join core.listed_clusters as listed using (cluster_id)
    where {PUBLIC} and (entities.kind = 'organisation' or (entities.kind = 'unknown' and listed.kind = 'organisation'))
)
"""  # noqa: S608
_ENTITIES = f"""
with {_BODIES}
select source || ':' || entity_id as value from bodies where source || ':' || entity_id in (select unnest(?::varchar[]))
"""  # noqa: S608
_NAMES = f"""
with {_BODIES}
select distinct text as value from raw.names semi join bodies using (source, entity_id) where text in (select unnest(?::varchar[]))
"""  # noqa: S608
_SUB_LISTS = f"select distinct sub_list as value from raw.sub_lists where {PUBLIC}"  # noqa: S608
_PLACES = f"select distinct locator as value from raw.source_rejects where {PUBLIC}"  # noqa: S608
_SOURCES = f"select source as value from raw.sources where {PUBLIC}"  # noqa: S608
BODIES = """
with
wanted as (
    select distinct cluster_id from core.clusters where source || ':' || entity_id in (select unnest(?::varchar[]))
)

select
    listed.cluster_id,
    listed.name,
    list(distinct source || ':' || entity_id) as entities,
    coalesce(list(distinct scheme || ': ' || value) filter (where scheme is not null), []) as identifiers,
    coalesce(list(distinct country) filter (where country is not null), []) as countries
from core.listed_clusters as listed
semi join wanted using (cluster_id)
inner join core.clusters as clusters using (cluster_id)
left join raw.identifiers as identifiers using (source, entity_id)
left join staging.countries as countries using (source, entity_id)
where listed.kind = 'organisation'
group by all
order by listed.cluster_id
"""
_NAME_OF = f"""
with {_BODIES}
select text as value
from staging.primary_names
semi join bodies using (source, entity_id)
left join raw.identifiers as identifiers using (source, entity_id)
where source || ':' || entity_id = ?1 or replace(scheme || ':' || value, 'https://ror.org/', '') = ?1
order by source, text
limit 1
"""  # noqa: S608


def published(live: Path, entities: set[str], names: set[str], codes: set[str]) -> Published:
    """What of all that could be said is published. Asked value by value: registries hold millions of names."""
    """Which of these entities, names and codes anybody may know; the codes of the policies in use are the program's own."""
    policies = query(live, "select distinct policy, policy_edition from marts.programs order by all")

    def values(text: str, *wanted: list[str]) -> frozenset[str]:
        return frozenset(row["value"] for row in query(live, text, list(wanted)))

    return Published(
        entities=values(_ENTITIES, sorted(entities)),
        names=values(_NAMES, sorted(names)),
        sub_lists=values(_SUB_LISTS) | {""},
        places=values(_PLACES),
        sources=values(_SOURCES),
        codes=frozenset(codes) | {row[name] for row in policies for name in ("policy", "policy_edition")},
    )


def public_name(live: Path, organisation: str) -> str:
    """What lists or registries call a body, by its number (ror:0…) or entry (source:id); "" for a number that none of ours holds.

    Raises ExchangeError for an entry that no public list or registry has as an organisation.
    """
    found = query(live, _NAME_OF, [organisation])
    if not found and not shapes.number(organisation):
        raise ExchangeError("exchange.no_such_organisation", given=organisation[:80])
    return str(found[0]["value"]) if found else ""
