-- Which bodies stand on several lists, and what joins their entities into one cluster?
select
    clusters.cluster_id,
    listed.name,
    count(distinct clusters.source) as source_count,
    string_agg(distinct clusters.source, ', ' order by clusters.source) as sources
from core.listed_clusters as listed
inner join core.clusters as clusters using (cluster_id)
inner join raw.listings as listings using (source, entity_id)
group by clusters.cluster_id, listed.name
having count(distinct clusters.source) > 1
order by source_count desc, listed.name, clusters.cluster_id
limit 50
