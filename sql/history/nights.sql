-- One row per date a night was run for: the released rules it used and how many possible hits it left, changed or not.
-- columns: as_of date, ruleset varchar, hit_count bigint
with
counted as (select count(*) as hit_count from screened.hits)

select past.* from last_history_nights as past cross join raw.night as night where past.as_of < night.as_of
union all
select night.as_of, night.ruleset, counted.hit_count from raw.night as night cross join counted
order by as_of
