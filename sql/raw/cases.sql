-- One row per case (案件) an office works on.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(kind as varchar) as kind,
    cast(stage as varchar) as stage,
    cast(title as varchar) as title,
    cast(purpose as varchar) as purpose,
    cast(technology as varchar) as technology,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(locator as varchar) as locator
from input_cases
order by program_id, case_id
