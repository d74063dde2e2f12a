-- Hits with more than one open state in history.
select hit_id, count(*) as open_count
from history.hits
where known_to is null
group by hit_id
having count(*) > 1
