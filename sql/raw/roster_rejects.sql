-- One row per cell or row of the workbook that was rejected or read with a warning.
select
    cast(roster as varchar) as roster,
    cast(document as varchar) as document,
    cast(locator as varchar) as locator,
    cast(severity as varchar) as severity,
    cast(reason as varchar) as reason,
    cast(text_en as varchar) as text_en,
    cast(text_ja as varchar) as text_ja
from input_roster_rejects
order by roster, document, locator, severity, reason, text_en
