-- One row per fact that a source lists an entity: regime, sub-list, since when, why.
select
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(position as bigint) as position,
    cast(regime as varchar) as regime,
    cast(sub_list as varchar) as sub_list,
    cast(categories as varchar) as categories,
    cast(reason as varchar) as reason,
    cast(reference as varchar) as reference,
    cast(url as varchar) as url,
    cast(announced_on as varchar) as announced_on,
    cast(listed_on as varchar) as listed_on,
    cast(withdrawn_on as varchar) as withdrawn_on,
    cast(note as varchar) as note,
    cast(licence_policy as varchar) as licence_policy
from input_listings
order by source, entity_id, position
