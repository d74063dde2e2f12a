-- One row per subject and work that may be the subject's. basis: orcid, declared or name; may_grade: probable enough to count.
select
    cast(program_id as varchar) as program_id,
    cast(subject_id as varchar) as subject_id,
    cast(source as varchar) as source,
    cast(work_id as varchar) as work_id,
    cast(position as bigint) as position,
    cast(basis as varchar) as basis,
    cast(points as bigint) as points,
    cast(percent as bigint) as percent,
    cast(may_grade as boolean) as may_grade,
    cast(evidence as varchar) as evidence
from input_attachments
order by all
