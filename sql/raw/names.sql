-- One row per written form of an entity, in the source's order. kind: primary, alias, weak, former, acronym.
select
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(position as bigint) as position,
    cast(text as varchar) as text,
    cast(kind as varchar) as kind,
    cast(language as varchar) as language,
    cast(family as varchar) as family,
    cast(given as varchar) as given
from input_names
order by source, entity_id, position
