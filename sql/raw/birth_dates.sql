-- One row per birth date a list gives, as written and possibly partial ("1971", "1971-05"); compared, never shown in a count.
select
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(position as bigint) as position,
    cast(value as varchar) as value
from input_birth_dates
order by source, entity_id, position
