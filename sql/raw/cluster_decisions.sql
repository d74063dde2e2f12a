-- One row per standing decision of a person on two listed entities. judgement: one (one body or person), two. entry: its number in the ledger.
select
    cast(entry as bigint) as entry,
    cast(judgement as varchar) as judgement,
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(other_source as varchar) as other_source,
    cast(other_entity_id as varchar) as other_entity_id,
    cast(decided_by as varchar) as decided_by,
    cast(cast(decided_on as varchar) as date) as decided_on,
    cast(text as varchar) as text
from input_cluster_decisions
order by entry
