-- Who was not compared with lists, and for what reason?
select
    program_id,
    role,
    screening_reason,
    count(*) as subject_count
from marts.subjects
where screening = 'not_compared'
group by program_id, role, screening_reason
order by program_id, role
