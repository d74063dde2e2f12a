-- On which quoted rows, in which document and at which bytes, does every possible hit rest?
select
    hits.program_id,
    hits.case_id,
    hits.subject_name,
    hits.listed_name,
    hits.score,
    listings.source,
    listings.regime,
    listings.quote_document,
    listings.quote_locator,
    listings.quote_start,
    listings.quote_end,
    listings.document_sha256
from marts.hits as hits
inner join marts.listings as listings using (program_id, hit_id)
order by hits.program_id, hits.case_id, hits.rank, listings.source, listings.quote_locator
