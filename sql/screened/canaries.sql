-- One row per source, sub-list, kind, script and change: listed names that the night searched for itself, as listed or so changed, and how many were found.
select
    cast(source as varchar) as source,
    cast(sub_list as varchar) as sub_list,
    cast(entity_kind as varchar) as entity_kind,
    cast(script as varchar) as script,
    cast(change as varchar) as change,
    cast(planted_count as bigint) as planted_count,
    cast(found_count as bigint) as found_count
from input_canaries
order by source, sub_list, entity_kind, script, change
