-- One row per person, body and kind of link, all statements on it laid together.
select
    program_id,
    case_id,
    subject_id,
    line,
    link,
    body,
    organisation,
    bases,
    start_on,
    end_on,
    person_chance,
    statement_count,
    within_current,
    within_4_years,
    within_5_years
from screened.affiliations
order by program_id, case_id, subject_id, line
