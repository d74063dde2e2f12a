-- One row per entity that an edition on hold for what it lacks no longer names: still listed here until a person accepts that edition.
select
    cast(source as varchar) as source,
    cast(edition as varchar) as edition,
    cast(entity_id as varchar) as entity_id
from input_held_removals
order by source, entity_id
