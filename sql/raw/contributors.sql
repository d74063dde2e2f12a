-- One row per author of a work in print order, or member of a grant. orcid_by: holder, depositor, or an index's guess.
select
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(position as bigint) as position,
    cast(name as varchar) as name,
    cast(family as varchar) as family,
    cast(given as varchar) as given,
    cast(orcid as varchar) as orcid,
    cast(orcid_by as varchar) as orcid_by,
    cast(number as varchar) as number
from input_contributors
order by source, work_id, position
