-- Entities that belong to no cluster, or to several.
select entities.source, entities.entity_id, count(clusters.cluster_id) as cluster_count
from raw.entities as entities
left join core.clusters as clusters using (source, entity_id)
group by entities.source, entities.entity_id
having count(clusters.cluster_id) <> 1
