-- One row per row of a source that was quarantined or read with a warning, with its reason.
select
    cast(source as varchar) as source,
    cast(severity as varchar) as severity,
    cast(reason as varchar) as reason,
    cast(detail as varchar) as detail,
    cast(document as varchar) as document,
    cast(locator as varchar) as locator
from input_source_rejects
order by source, document, locator, reason, detail
