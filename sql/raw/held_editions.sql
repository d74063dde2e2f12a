-- One row per source on hold for what it lacks whose held edition is read for additions: which edition, since when.
select
    cast(source as varchar) as source,
    cast(edition as varchar) as edition,
    cast(held_on as varchar) as held_on
from input_held_editions
order by source
