-- One row per hit and thing of the subject that agreed: its own name (link ''), or a disclosed post or source of money (its kind, and the body named).
select distinct
    cast(hit_id as varchar) as hit_id,
    cast(aspect as varchar) as aspect,
    cast(link as varchar) as link
from input_agreed
order by hit_id, aspect, link
