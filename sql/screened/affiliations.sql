-- One row per person, body and kind of link, all statements on it laid together.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(line as bigint) as line,
    cast(link as varchar) as link,
    cast(body as varchar) as body,
    cast(organisation as varchar) as organisation,
    cast(bases as varchar) as bases,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(person_chance as double) as person_chance,
    cast(statement_count as bigint) as statement_count,
    cast(within_current as varchar) as within_current,
    cast(within_4_years as varchar) as within_4_years,
    cast(within_5_years as varchar) as within_5_years
from input_affiliations
order by program_id, case_id, subject_id, line
