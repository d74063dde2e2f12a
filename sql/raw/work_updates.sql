-- One row per notice (retraction, correction …) that a work is, and the work it is about.
select distinct
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast("update" as varchar) as "update",
    cast(doi as varchar) as doi
from input_work_updates
order by source, work_id, "update", doi
