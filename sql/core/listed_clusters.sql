-- One row per cluster that at least one list names: kind and the name it is shown under (the first listing source's).
with
listed as (
    select distinct
        clusters.cluster_id,
        clusters.source,
        clusters.entity_id,
        entities.kind,
        primary_names.text as name
    from core.clusters as clusters
    inner join raw.listings as listings using (source, entity_id)
    inner join raw.entities as entities using (source, entity_id)
    inner join staging.primary_names as primary_names using (source, entity_id)
)

select
    cluster_id,
    arg_min(kind, (case kind when 'unknown' then 1 else 0 end, source, entity_id)) as kind,
    arg_min(name, (source, entity_id)) as name,
    count(*) as entity_count
from listed
group by cluster_id
order by cluster_id
