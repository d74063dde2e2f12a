-- One row per subject in its case: screened, or not compared and why (a message key).
with
compared as (
    select
        program_id,
        case_id,
        subject_id,
        bool_or(is_compared) as is_compared,
        min(why_not) filter (where not is_compared) as why_not,
        arg_max(nearest_name, (nearest_score, nearest_name)) filter (where is_compared and nearest_name <> '') as nearest_name,
        max(nearest_score) filter (where is_compared) as nearest_score
    from screened.probes
    group by program_id, case_id, subject_id
),

found as (
    select program_id, case_id, subject_id, count(*) as hit_count
    from screened.hits
    group by program_id, case_id, subject_id
)

select
    subjects.program_id,
    subjects.case_id,
    subjects.subject_id,
    subjects.kind,
    subjects.role,
    subjects.display_name,
    subjects.other_names,
    subjects.country,
    subjects.affiliations,
    case when compared.is_compared then 'screened' else 'not_compared' end as screening,
    coalesce(compared.why_not, '') as screening_reason,
    coalesce(found.hit_count, 0) as hit_count,
    coalesce(compared.nearest_name, '') as nearest_name,
    coalesce(compared.nearest_score, 0) as nearest_score
from raw.subjects as subjects
left join compared using (program_id, case_id, subject_id)
left join found using (program_id, case_id, subject_id)
order by subjects.program_id, subjects.case_id, subjects.kind, subjects.subject_id
