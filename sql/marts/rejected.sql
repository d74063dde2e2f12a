-- One row per cell or row of the workbook that was rejected or read with a warning: nothing that came in is unaccounted for.
select
    document,
    locator,
    severity,
    reason,
    text_en,
    text_ja
from raw.roster_rejects
order by document, locator, severity, reason, text_en
