-- Which lists that a program requires are not in use as they should be, and why?
select distinct
    program_id,
    source,
    state,
    detail_en
from marts.coverage
where is_required and state <> 'used'
order by program_id, source
