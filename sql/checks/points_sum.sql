-- Hits whose evidence does not sum to their points.
select hits.hit_id, hits.points, coalesce(sum(evidence.points), 0) as summed
from screened.hits as hits
left join screened.evidence as evidence using (hit_id)
group by hits.hit_id, hits.points
having hits.points <> coalesce(sum(evidence.points), 0)
