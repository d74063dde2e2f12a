-- One row per listed entity and name, as `sekisho search` and analysts look it up.
select
    clusters.cluster_id,
    clusters.source,
    clusters.entity_id,
    entities.kind,
    names.text as name,
    names.kind as name_kind
from core.clusters as clusters
inner join core.listed_clusters as listed using (cluster_id)
inner join raw.entities as entities on clusters.source = entities.source and clusters.entity_id = entities.entity_id
inner join raw.names as names on clusters.source = names.source and clusters.entity_id = names.entity_id
order by clusters.cluster_id, clusters.source, clusters.entity_id, names.position
