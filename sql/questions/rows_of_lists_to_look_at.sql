-- Which rows of a list were set aside or read with a remark (a new field, a doubled entry, a damaged name), and why?
select
    source,
    severity,
    reason,
    detail,
    document,
    locator
from raw.source_rejects
order by all
