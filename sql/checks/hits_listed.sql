-- Hits with no listing beneath them, or whose listing has no document to quote from.
select hits.hit_id
from screened.hits as hits
left join marts.listings as listings using (hit_id)
group by hits.hit_id
having count(listings.source) = 0 or bool_or(listings.document_sha256 is null)
