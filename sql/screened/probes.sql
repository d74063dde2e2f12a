-- One row per thing of a subject that is compared with lists: its own name, a disclosed affiliation, a disclosed party.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(aspect as varchar) as aspect,
    cast(aspect_text as varchar) as aspect_text,
    cast(link_kind as varchar) as link_kind,
    cast(is_compared as boolean) as is_compared,
    cast(why_not as varchar) as why_not,
    cast(nearest_name as varchar) as nearest_name,
    cast(nearest_score as double) as nearest_score
from input_probes
order by program_id, case_id, subject_id, aspect, aspect_text
