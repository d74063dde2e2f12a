-- Hits whose score, chance or confidence is no share between 0 and 1.
select hit_id, score, chance, confidence
from screened.hits
where not (score between 0 and 1 and chance between 0 and 1 and confidence between 0 and 1)
