-- How many possible hits does each program have tonight, by level of care?
select
    hits.program_id,
    hits.grade,
    count(*) as hit_count,
    count(distinct hits.case_id) as case_count
from marts.hits as hits
group by hits.program_id, hits.grade
order by hits.program_id, hits.grade
