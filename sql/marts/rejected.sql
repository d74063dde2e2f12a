-- One row per program and cell or row of its own workbook that was rejected or read with a warning: nothing is unaccounted for.
select
    programs.program_id,
    rejects.document,
    rejects.locator,
    rejects.severity,
    rejects.reason,
    rejects.text_en,
    rejects.text_ja
from raw.roster_rejects as rejects
inner join raw.programs as programs using (roster)
order by programs.program_id, rejects.document, rejects.locator, rejects.severity, rejects.reason, rejects.text_en
