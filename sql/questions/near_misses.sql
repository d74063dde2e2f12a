-- Which subjects came nearest to a listed name without reaching the threshold?
select
    program_id,
    case_id,
    display_name,
    nearest_name,
    nearest_score
from marts.subjects
where screening = 'screened' and hit_count = 0 and nearest_score > 0
order by nearest_score desc, program_id, case_id, display_name
limit 50
