-- One row per number an entity bears (ror, lei, ofac_uid, un_reference …).
select distinct
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(scheme as varchar) as scheme,
    cast(value as varchar) as value
from input_identifiers
order by source, entity_id, scheme, value
