-- One row per measure offered for a hit.
select
    hits.program_id,
    measures.*
from screened.measures as measures
inner join screened.hits as hits on measures.hit_id = hits.hit_id
order by hits.program_id, measures.hit_id, measures.position
