-- Entities without any name: they could never be found.
select entities.source, entities.entity_id
from raw.entities as entities
left join raw.names as names using (source, entity_id)
group by entities.source, entities.entity_id
having count(names.text) = 0
