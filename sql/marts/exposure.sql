-- One row per person, listed cluster and kind of link: a fact with strength and dates; may_count: a policy could let it move a level; context never does.
with
lists as (
    select
        clusters.cluster_id,
        string_agg(distinct clusters.source, ', ' order by clusters.source) as sources
    from core.clusters as clusters
    semi join raw.listings as listings on clusters.source = listings.source and clusters.entity_id = listings.entity_id
    inner join raw.sources as sources on clusters.source = sources.source
    where sources.kind = 'list'
    group by clusters.cluster_id
)

select
    exposure.program_id,
    exposure.case_id,
    exposure.subject_id,
    exposure.cluster_id,
    clusters.name as listed_name,
    coalesce(lists.sources, '') as sources,
    exposure.tie,
    exposure.relation,
    exposure.steps,
    exposure.strength,
    exposure.may_count,
    exposure.bases,
    exposure.start_on,
    exposure.end_on,
    exposure.person_chance,
    exposure.statement_count,
    exposure.recent_count,
    exposure.within_current,
    exposure.within_4_years,
    exposure.within_5_years
from screened.exposure as exposure
inner join core.listed_clusters as clusters using (cluster_id)
left join lists using (cluster_id)
order by exposure.program_id, exposure.case_id, exposure.subject_id, exposure.strength desc, exposure.cluster_id, exposure.tie
