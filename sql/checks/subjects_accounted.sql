-- Subjects that were neither screened nor left out with a reason.
select subjects.program_id, subjects.case_id, subjects.subject_id
from raw.subjects as subjects
left join screened.probes as probes using (program_id, case_id, subject_id)
group by subjects.program_id, subjects.case_id, subjects.subject_id
having count(probes.aspect) = 0 or bool_or(probes.is_compared is false and probes.why_not = '')
