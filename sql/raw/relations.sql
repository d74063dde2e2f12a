-- One row per relation a registry states between two bodies (parent, child, related, predecessor, successor).
select distinct
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(relation as varchar) as relation,
    cast(scheme as varchar) as scheme,
    cast(value as varchar) as value
from input_relations
order by source, entity_id, relation, scheme, value
