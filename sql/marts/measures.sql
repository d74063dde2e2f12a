-- One row per measure offered for a hit: who carries it out, and by when, counted from the day the hit was first seen.
select
    hits.program_id,
    measures.* exclude (days),
    cast(hits.first_seen_on + to_days(cast(measures.days as integer)) as date) as due_on
from screened.measures as measures
inner join marts.hits as hits on measures.hit_id = hits.hit_id
order by hits.program_id, measures.hit_id, measures.position
