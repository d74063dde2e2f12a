-- One row per policy rule that spoke on a hit, with its citation. effect law = a legal check, apart from the level of care.
select
    hits.program_id,
    reasons.*
from screened.reasons as reasons
inner join screened.hits as hits on reasons.hit_id = hits.hit_id
order by hits.program_id, reasons.hit_id, reasons.position
