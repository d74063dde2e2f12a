-- Lists and registries in use whose entities are fewer than the fullest of their sub-lists.
select sub_lists.source, max(sub_lists.entity_count) as counted, count(distinct entities.entity_id) as stored
from raw.sub_lists as sub_lists
inner join raw.sources as sources using (source)
left join raw.entities as entities using (source)
where sources.kind <> 'publication'
group by sub_lists.source
having max(sub_lists.entity_count) > count(distinct entities.entity_id)
