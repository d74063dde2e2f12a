-- One row per case: its strongest level of care and legal check, never a sum; whether every required list was in use.
with
care as (
    select
        program_id,
        case_id,
        count(*) as hit_count,
        count(*) filter (where change <> '') as new_hit_count,
        max(case grade when 'high' then 3 when 'moderate' then 2 when 'low' then 1 else 0 end) as level,
        max(case legal_check when 'refer' then 2 when 'permit_check' then 1 else 0 end) as law
    from marts.hits
    group by program_id, case_id
),

members as (
    select program_id, case_id, count(*) as subject_count
    from raw.subjects
    group by program_id, case_id
),

complete as (
    select program_id, bool_and(state = 'used') as is_complete
    from marts.coverage
    where is_required
    group by program_id
)

select
    cases.program_id,
    cases.case_id,
    cases.kind,
    cases.stage,
    cases.title,
    cases.purpose,
    cases.technology,
    cases.start_on,
    cases.end_on,
    coalesce(members.subject_count, 0) as subject_count,
    coalesce(care.hit_count, 0) as hit_count,
    coalesce(care.new_hit_count, 0) as new_hit_count,
    case care.level when 3 then 'high' when 2 then 'moderate' when 1 then 'low' else 'none' end as grade,
    case care.law when 2 then 'refer' when 1 then 'permit_check' else 'none' end as legal_check,
    coalesce(complete.is_complete, false) as is_complete
from raw.cases as cases
left join members using (program_id, case_id)
left join care using (program_id, case_id)
left join complete using (program_id)
order by cases.program_id, coalesce(care.level, 0) desc, coalesce(care.law, 0) desc, cases.case_id
