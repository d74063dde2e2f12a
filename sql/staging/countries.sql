-- One row per organisation and country of one of its addresses.
select distinct
    source,
    entity_id,
    country
from raw.addresses
where country <> ''
order by source, entity_id, country
