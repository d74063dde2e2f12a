-- One row per partner or researcher in the context of a case. country only for organisations.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(kind as varchar) as kind,
    cast(role as varchar) as role,
    cast(display_name as varchar) as display_name,
    cast(other_names as varchar) as other_names,
    cast(country as varchar) as country,
    cast(affiliations as varchar) as affiliations,
    cast(locator as varchar) as locator
from input_subjects
order by program_id, case_id, subject_id
