-- One row per hit: subject x cluster above the threshold, by the aspect that agrees best. The machine's claim.
select
    cast(hit_id as varchar) as hit_id,
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(cluster_id as varchar) as cluster_id,
    cast(aspect as varchar) as aspect,
    cast(aspect_text as varchar) as aspect_text,
    cast(subject_name as varchar) as subject_name,
    cast(listed_name as varchar) as listed_name,
    cast(points as bigint) as points,
    cast(score as double) as score,
    cast(chance as double) as chance,
    cast(confidence as double) as confidence,
    cast(by_identifier as boolean) as by_identifier,
    cast(grade as varchar) as grade,
    cast(legal_check as varchar) as legal_check,
    cast(content_hash as varchar) as content_hash
from input_hits
order by program_id, case_id, subject_id, cluster_id
