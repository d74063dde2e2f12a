-- One row per publication, as an index describes it.
select
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(doi as varchar) as doi,
    cast(title as varchar) as title,
    cast(kind as varchar) as kind,
    cast(published_on as varchar) as published_on,
    cast(fields as varchar) as fields,
    cast(document as varchar) as document,
    cast(locator as varchar) as locator
from input_works
order by source, work_id
