-- One row per notice that a work was corrected, retracted or doubted: an integrity fact, apart from every other.
select distinct
    cast(source as varchar) as source,
    cast(kind as varchar) as kind,
    cast(work as varchar) as work,
    cast(notice as varchar) as notice,
    cast(noticed_on as varchar) as noticed_on,
    cast(said_by as varchar) as said_by
from input_notices
order by all
