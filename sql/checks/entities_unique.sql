-- Entity ids that stand twice within one source.
select source, entity_id, count(*) as row_count
from raw.entities
group by source, entity_id
having count(*) > 1
