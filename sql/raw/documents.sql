-- One row per document of an edition in use, or on hold and read for additions: the bytes every quote points into.
select
    cast(source as varchar) as source,
    cast(edition as varchar) as edition,
    cast(document as varchar) as document,
    cast(url as varchar) as url,
    cast(sha256 as varchar) as sha256,
    cast(byte_count as bigint) as byte_count
from input_documents
order by source, edition, document
