-- One row per organisation name with a comparable key: folded, legal form and small words taken away. key_bits says how much it tells.
select
    names.source,
    names.entity_id,
    names.position,
    names.text,
    names.kind,
    input_name_keys.key,
    input_name_keys.key_bits,
    input_name_keys.is_organisation_name
from raw.names as names
inner join input_name_keys using (source, entity_id, position)
order by names.source, names.entity_id, names.position
