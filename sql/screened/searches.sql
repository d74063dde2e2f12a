-- One row per probe and cluster near to it, best first: every one above the threshold and the first below it, with the whole comparison. matcher, listed, compared: checksums over what the answer rests on.
select
    cast(matcher as varchar) as matcher,
    cast(listed as varchar) as listed,
    cast(probe as varchar) as probe,
    cast(compared as varchar) as compared,
    cast(position as bigint) as position,
    cast(cluster_id as varchar) as cluster_id,
    cast(comparison as varchar) as comparison
from input_searches
order by probe, position
