-- One row per statement on a person: at a body, by which source, since when until when, in which windows (yes, perhaps, no).
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(line as bigint) as line,
    cast(link as varchar) as link,
    cast(body as varchar) as body,
    cast(organisation as varchar) as organisation,
    cast(role as varchar) as role,
    cast(basis as varchar) as basis,
    cast(source as varchar) as source,
    cast(evidence as varchar) as evidence,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(person_chance as double) as person_chance,
    cast(is_dual as boolean) as is_dual,
    cast(within_current as varchar) as within_current,
    cast(within_4_years as varchar) as within_4_years,
    cast(within_5_years as varchar) as within_5_years
from input_timeline
order by program_id, case_id, subject_id, line, start_on, end_on, source, evidence, organisation, role
