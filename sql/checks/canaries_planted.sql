-- Sub-lists with a body or person to find, of which no name was planted.
select distinct listings.source, listings.sub_list
from raw.listings as listings
inner join raw.entities as entities using (source, entity_id)
inner join raw.names as names using (source, entity_id)
inner join core.clusters as clusters using (source, entity_id)
inner join core.listed_clusters as listed using (cluster_id)
anti join screened.canaries as canaries on listings.source = canaries.source and listings.sub_list = canaries.sub_list
where
    names.kind in ('primary', 'alias', 'former')
    and regexp_matches(names.text, '\p{L}')
    and entities.kind not in ('vessel', 'aircraft')
    and listed.kind not in ('vessel', 'aircraft')
order by all
