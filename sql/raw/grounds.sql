-- One row per person of whom public works may be looked up. ground: tier2, or request:<entry of the ledger>.
select
    cast(program_id as varchar) as program_id,
    cast(subject_id as varchar) as subject_id,
    cast(ground as varchar) as ground
from input_grounds
order by all
