-- One row per program: what was asked, screened, left out, found.
with
counted_cases as (
    select program_id, count(*) as case_count, sum(hit_count) as hit_count, bool_and(is_complete) as is_complete
    from marts.cases
    group by program_id
),

counted_subjects as (
    select
        program_id,
        count(*) as subject_count,
        count(*) filter (where screening = 'screened') as screened_count,
        count(*) filter (where screening = 'not_compared') as not_compared_count
    from marts.subjects
    group by program_id
),

counted_rows as (
    select roster, sum(rejected_count) as rejected_count
    from raw.roster_rows
    group by roster
),

complete as (
    select
        program_id,
        bool_and(state = 'used') filter (where is_required) as is_complete,
        bool_or(is_sample) as is_sample
    from marts.coverage
    group by program_id
)

select
    programs.* exclude (technology_areas, roster),
    coalesce(counted_cases.case_count, 0) as case_count,
    coalesce(counted_subjects.subject_count, 0) as subject_count,
    coalesce(counted_subjects.screened_count, 0) as screened_count,
    coalesce(counted_subjects.not_compared_count, 0) as not_compared_count,
    coalesce(counted_rows.rejected_count, 0) as rejected_count,
    coalesce(counted_cases.hit_count, 0) as hit_count,
    coalesce(complete.is_complete, false) as is_complete,
    coalesce(complete.is_sample, false) as is_sample,
    night.as_of,
    night.ruleset
from raw.programs as programs
left join counted_cases using (program_id)
left join counted_subjects using (program_id)
left join complete using (program_id)
left join counted_rows on programs.roster = counted_rows.roster
cross join raw.night as night
order by programs.program_id
