-- One row per hold on a body that a registry of ownership states. least to most: percent, empty where none is stated. state unknown: the registry cannot or may not name the owner, which never means nobody.
select distinct
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(relation as varchar) as relation,
    cast(owned_scheme as varchar) as owned_scheme,
    cast(owned_value as varchar) as owned_value,
    cast(owner_scheme as varchar) as owner_scheme,
    cast(owner_value as varchar) as owner_value,
    cast(state as varchar) as state,
    cast(least as bigint) as least,
    cast(most as bigint) as most,
    cast(reason as varchar) as reason,
    cast(since_on as varchar) as since_on,
    cast(until_on as varchar) as until_on
from input_stakes
order by all
