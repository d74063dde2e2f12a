-- One row per affiliation seen in public records: printed in a work (work_id, position) or in a career record (orcid).
select
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(position as bigint) as position,
    cast(orcid as varchar) as orcid,
    cast(organisation as varchar) as organisation,
    cast(ror as varchar) as ror,
    cast(role as varchar) as role,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on
from input_observed_affiliations
order by all
