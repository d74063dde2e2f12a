-- One row per difference between what a person told two bodies, or told and what is public, with what was tried to explain it and the question to ask.
select
    cast(gap_id as varchar) as gap_id,
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(compared as varchar) as compared,
    cast(kind as varchar) as kind,
    cast(organisation as varchar) as organisation,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(said_by as varchar) as said_by,
    cast(missing_from as varchar) as missing_from,
    cast(evidence as varchar) as evidence,
    cast(gap_standing as varchar) as gap_standing,
    cast(tried_en as varchar) as tried_en,
    cast(tried_ja as varchar) as tried_ja,
    cast(question_en as varchar) as question_en,
    cast(question_ja as varchar) as question_ja
from input_gaps
order by program_id, case_id, subject_id, compared, kind, organisation, gap_id
