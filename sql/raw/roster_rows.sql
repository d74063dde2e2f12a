-- One row per workbook and sheet: rows that came in, and how many of them could not be used.
select
    cast(roster as varchar) as roster,
    cast(sheet as varchar) as sheet,
    cast(row_count as bigint) as row_count,
    cast(accepted_count as bigint) as accepted_count,
    cast(rejected_count as bigint) as rejected_count
from input_roster_rows
order by roster, sheet
