-- One row per entity: the name it is shown under.
select
    source,
    entity_id,
    arg_min(text, (case kind when 'primary' then 0 else 1 end, position)) as text
from raw.names
group by source, entity_id
order by source, entity_id
