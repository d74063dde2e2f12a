-- One row per difference that people have answered for: confirmed or explained, by whom, when; the newest word that was not withdrawn.
select
    cast(gap_id as varchar) as gap_id,
    cast(entry as bigint) as entry,
    cast(judgement as varchar) as judgement,
    cast(answered_by as varchar) as answered_by,
    cast(answered_on as varchar) as answered_on
from input_gap_words
order by gap_id
