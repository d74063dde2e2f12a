-- One row per sub-list a source is known to hold or held tonight; a source without sub-lists has the one sub-list ''.
select
    cast(source as varchar) as source,
    cast(sub_list as varchar) as sub_list,
    cast(entity_count as bigint) as entity_count
from input_sub_lists
order by source, sub_list
