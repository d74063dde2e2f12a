-- One row: the night this file was built for, and the released rules it was built with.
select
    cast(as_of as date) as as_of,
    cast(ruleset as varchar) as ruleset
from input_night
