-- Sheets whose rows in are not rows accepted plus rows rejected.
select roster, sheet, row_count, accepted_count, rejected_count
from raw.roster_rows
where row_count <> accepted_count + rejected_count
