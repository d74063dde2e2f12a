-- One row per feature that spoke on a hit, in the order it was weighed.
select
    hits.program_id,
    evidence.hit_id,
    evidence.position,
    evidence.feature,
    evidence.points,
    evidence.sentence_en,
    evidence.sentence_ja
from screened.evidence as evidence
inner join screened.hits as hits on evidence.hit_id = hits.hit_id
order by hits.program_id, evidence.hit_id, evidence.position
