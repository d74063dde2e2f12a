-- One row per measure a policy offers for a hit, in the order to try them. is_driving: offered for what drives the level; days: to be done within so many.
select
    cast(hit_id as varchar) as hit_id,
    cast(position as bigint) as position,
    cast(measure_id as varchar) as measure_id,
    cast(is_driving as boolean) as is_driving,
    cast(owner as varchar) as owner,
    cast(days as bigint) as days,
    cast(text_en as varchar) as text_en,
    cast(text_ja as varchar) as text_ja
from input_measures
order by hit_id, position
