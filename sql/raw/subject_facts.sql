-- One row per subject and thing given of who it is. field: name, identifier (scheme: value), birth_year, affiliation.
select distinct
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(field as varchar) as field,
    cast(value as varchar) as value
from input_subject_facts
order by program_id, case_id, subject_id, field, value
