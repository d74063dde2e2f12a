-- Hits without a row of what a decision on them would rest on: nobody could decide them.
select hits.hit_id
from marts.hits as hits
anti join marts.bases as bases using (hit_id)
