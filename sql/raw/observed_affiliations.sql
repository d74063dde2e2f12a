-- One row per affiliation seen in public records: printed in a work or grant (work_id, position) or in a career record (person).
select
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(position as bigint) as position,
    cast(person as varchar) as person,
    cast(organisation as varchar) as organisation,
    cast(ror as varchar) as ror,
    cast(country as varchar) as country,
    cast(role as varchar) as role,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on
from input_observed_affiliations
order by all
