-- One row per entity: the cluster it belongs to. Entities that nothing links are clusters of their own.
select
    cast(cluster_id as varchar) as cluster_id,
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id
from input_clusters
order by cluster_id, source, entity_id
