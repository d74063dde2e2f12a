-- One row per thing a person stated to a body: appointment, funding, side post, talent programme. confirmed_by, confirmed_on: who confirmed, and when, that it was not stated where it should have been.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(kind as varchar) as kind,
    cast(organisation as varchar) as organisation,
    cast(told_to as varchar) as told_to,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(amount as varchar) as amount,
    cast(note as varchar) as note,
    cast(confirmed_by as varchar) as confirmed_by,
    cast(confirmed_on as varchar) as confirmed_on,
    cast(locator as varchar) as locator
from input_disclosures
order by all
