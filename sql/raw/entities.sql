-- One row per person or organisation a source speaks of, as that source says it, with the row it is quoted from.
select
    cast(source as varchar) as source,
    cast(edition as varchar) as edition,
    cast(entity_id as varchar) as entity_id,
    cast(kind as varchar) as kind,
    cast(document as varchar) as document,
    cast(locator as varchar) as locator,
    cast(quote_start as bigint) as quote_start,
    cast(quote_end as bigint) as quote_end,
    cast(quote_text as varchar) as quote_text
from input_entities
order by source, entity_id
