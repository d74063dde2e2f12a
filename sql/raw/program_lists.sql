-- One row per source a program is compared with. is_required: results are incomplete without it; is_graded: it may move a level of care.
select
    cast(program_id as varchar) as program_id,
    cast(source as varchar) as source,
    cast(is_required as boolean) as is_required,
    cast(is_graded as boolean) as is_graded
from input_program_lists
order by program_id, source
