-- One row per person, listed cluster and kind of link: a fact with strength and dates; may_count: a policy could let it move a level.
select
    cast(program_id as varchar) as program_id,
    cast(case_id as varchar) as case_id,
    cast(subject_id as varchar) as subject_id,
    cast(cluster_id as varchar) as cluster_id,
    cast(tie as varchar) as tie,
    cast(relation as varchar) as relation,
    cast(steps as bigint) as steps,
    cast(strength as double) as strength,
    cast(may_count as boolean) as may_count,
    cast(bases as varchar) as bases,
    cast(start_on as varchar) as start_on,
    cast(end_on as varchar) as end_on,
    cast(person_chance as double) as person_chance,
    cast(statement_count as bigint) as statement_count,
    cast(recent_count as bigint) as recent_count,
    cast(within_current as varchar) as within_current,
    cast(within_4_years as varchar) as within_4_years,
    cast(within_5_years as varchar) as within_5_years
from input_exposure
order by program_id, case_id, subject_id, cluster_id, tie
