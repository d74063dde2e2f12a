-- Names planted by the night itself that its own search did not find: source, sub-list, kind, script and change, never the name.
select source, sub_list, entity_kind, script, change
from screened.canaries
where found_count < planted_count
order by all
