-- One row per funder and award a work acknowledges.
select
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(funder as varchar) as funder,
    cast(identifier as varchar) as identifier,
    cast(award as varchar) as award
from input_fundings
order by all
