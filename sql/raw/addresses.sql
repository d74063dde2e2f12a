-- One row per place a source gives for an organisation. Persons have none here.
select
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(position as bigint) as position,
    cast(text as varchar) as text,
    cast(city as varchar) as city,
    cast(country as varchar) as country
from input_addresses
order by source, entity_id, position
