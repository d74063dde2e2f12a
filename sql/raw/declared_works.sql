-- One row per work that a person names as own in a public record. person: scheme:number.
select distinct
    cast(source as varchar) as source,
    cast(person as varchar) as person,
    cast(doi as varchar) as doi
from input_declared_works
order by all
