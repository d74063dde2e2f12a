-- One row per statement on a person: at a body, by which source, since when until when, in which windows (yes, perhaps, no).
select
    program_id,
    case_id,
    subject_id,
    line,
    link,
    body,
    organisation,
    role,
    basis,
    source,
    evidence,
    start_on,
    end_on,
    person_chance,
    is_dual,
    within_current,
    within_4_years,
    within_5_years
from screened.timeline
order by program_id, case_id, subject_id, line, start_on, end_on, source, evidence, organisation, role
