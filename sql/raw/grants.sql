-- One row per funded project, as its funder or its holder publishes it; its members stand in raw.contributors.
select
    cast(source as varchar) as source,
    cast(grant_id as varchar) as grant_id,
    cast(title as varchar) as title,
    cast(funder as varchar) as funder,
    cast(award as varchar) as award,
    cast(amount as varchar) as amount,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(document as varchar) as document,
    cast(locator as varchar) as locator
from input_grants
order by all
