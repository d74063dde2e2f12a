-- One row per probe and cluster near to it, best first: every one above the threshold and the first below it, with the whole comparison.
select
    cast(rests_on as varchar) as rests_on,
    cast(probe as varchar) as probe,
    cast(position as bigint) as position,
    cast(cluster_id as varchar) as cluster_id,
    cast(comparison as varchar) as comparison
from input_searches
order by probe, position
