-- One row per written organisation of tonight and the registry record it names (use named: any affiliation; linked: a listed name); record '' where it names none. Kept for the next night by the same reader.
select
    cast(reader as varchar) as reader,
    cast(use as varchar) as use,
    cast(text as varchar) as text,
    cast(countries as varchar) as countries,
    cast(position as bigint) as position,
    cast(record as varchar) as record
from input_read_names
order by use, text, countries, position
