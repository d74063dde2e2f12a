-- One row per feature that spoke on a hit: whole points and the sentence. The points of a hit sum to its points.
select
    cast(hit_id as varchar) as hit_id,
    cast(position as bigint) as position,
    cast(feature as varchar) as feature,
    cast(points as bigint) as points,
    cast(sentence_en as varchar) as sentence_en,
    cast(sentence_ja as varchar) as sentence_ja
from input_evidence
order by hit_id, position
