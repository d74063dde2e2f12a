-- One row per program, source and sub-list: what its results were screened against, which edition, and what was missing.
with
asked as (
    select program_id, source, is_required
    from raw.program_lists
    union all
    -- A registry links the names of the lists: one the office has set up must be whole, one it has not is no gap.
    select programs.program_id, sources.source, sources.state not in ('not_configured', 'missing') as is_required
    from raw.programs as programs
    cross join raw.sources as sources
    anti join raw.program_lists as lists on programs.program_id = lists.program_id and sources.source = lists.source
    where sources.kind = 'registry'
    union all
    -- Public works are looked up only for those of whom they may be: a program without any says so.
    select programs.program_id, sources.source, false as is_required
    from raw.programs as programs
    cross join raw.sources as sources
    anti join raw.program_lists as lists on programs.program_id = lists.program_id and sources.source = lists.source
    where sources.kind = 'publication' and sources.state not in ('not_configured', 'missing')
),

looked_up as (
    select distinct program_id
    from raw.grounds
),

planted as (
    select source, sub_list, sum(planted_count) as planted_count, sum(found_count) as found_count
    from screened.canaries
    group by source, sub_list
),

lacking as (
    select source, other_source, count(distinct number) as lacking_count
    from marts.second_sources
    group by source, other_source
),

second as (
    -- One sentence's worth: the second sources by name, and how many entries they have that this one lacks.
    select source, string_agg(other_source, ', ' order by other_source) as second_source, sum(lacking_count) as lacking_count
    from lacking
    group by source
)

select
    lists.program_id,
    lists.source,
    sources.title_en,
    sources.title_ja,
    coalesce(sub_lists.sub_list, '') as sub_list,
    lists.is_required,
    case
        when sources.kind <> 'publication' or sources.state = 'failed' then sources.state
        when looked_up.program_id is null then 'not_asked'
        when sources.state in ('in_part', 'not_asked') then sources.state
        else 'looked_up'
    end as state,
    case when sources.kind = 'publication' and looked_up.program_id is null then '' else sources.detail_en end as detail_en,
    case when sources.kind = 'publication' and looked_up.program_id is null then '' else sources.detail_ja end as detail_ja,
    sources.edition,
    sources.first_fetched_on,
    sources.age_days,
    sources.is_sample,
    coalesce(sub_lists.entity_count, 0) as entity_count,
    coalesce(rejects.rejected_count, 0) as rejected_count,
    cast(coalesce(planted.planted_count, 0) as bigint) as canary_planted_count,
    cast(coalesce(planted.found_count, 0) as bigint) as canary_found_count,
    coalesce(second.second_source, '') as second_source,
    cast(coalesce(second.lacking_count, 0) as bigint) as lacking_count
from asked as lists
inner join raw.sources as sources on lists.source = sources.source
left join raw.sub_lists as sub_lists on lists.source = sub_lists.source
left join
    (select source, count(*) as rejected_count from raw.source_rejects where severity = 'rejected' group by source) as rejects
    on lists.source = rejects.source
left join second on lists.source = second.source
left join looked_up on lists.program_id = looked_up.program_id
left join planted on lists.source = planted.source and coalesce(sub_lists.sub_list, '') = planted.sub_list
order by lists.program_id, lists.is_required desc, lists.source, sub_list
