-- One row per source of the catalogue: what tonight made of it. state: used, unproved (in use, but no person has confirmed the first real edition), stale, held, failed, missing, not_configured; of publications asked about subjects also in_part, not_asked.
select
    cast(source as varchar) as source,
    cast(kind as varchar) as kind,
    cast(title_en as varchar) as title_en,
    cast(title_ja as varchar) as title_ja,
    cast(publisher as varchar) as publisher,
    cast(regime as varchar) as regime,
    cast(state as varchar) as state,
    cast(detail_en as varchar) as detail_en,
    cast(detail_ja as varchar) as detail_ja,
    cast(edition as varchar) as edition,
    cast(reader as varchar) as reader,
    cast(nullif(cast(first_fetched_on as varchar), '') as date) as first_fetched_on,
    cast(age_days as bigint) as age_days,
    cast(is_sample as boolean) as is_sample
from input_sources
order by source
