-- One row per hit, listing and thing of the subject that agreed: the typed facts a policy may read, once for all policies and days. link_ends_on, withdrawn_on: what follows from them depends on the day asked about.
select
    cast(hit_id as varchar) as hit_id,
    cast(position as bigint) as position,
    cast(source as varchar) as source,
    cast(entity_id as varchar) as entity_id,
    cast(facts as varchar) as facts,
    cast(link_ends_on as varchar) as link_ends_on,
    cast(withdrawn_on as varchar) as withdrawn_on
from input_facts
order by hit_id, position
