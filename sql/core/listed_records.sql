-- One row per listed cluster and the registry's record of it, with the reason: identifier (a list gives the number), same_name (they are one cluster), resolved (one of its names is that record's whole name).
select
    cast(cluster_id as varchar) as cluster_id,
    cast(record as varchar) as record,
    cast(reason as varchar) as reason,
    cast(detail as varchar) as detail
from input_listed_records
order by cluster_id, record, reason, detail
