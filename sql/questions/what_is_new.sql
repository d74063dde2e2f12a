-- What is new, gone, reopened or held since the last night?
select
    program_id,
    change,
    count(*) as change_count
from marts.changes
group by program_id, change
order by program_id, change
