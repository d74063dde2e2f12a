-- One row per thing that a new edition of a list changed of an entity: added, removed, removal_held (the edition is on hold), or the field that says something else.
with
begun as (
    -- The first edition we read of a source is where we start from, not a change.
    select source, min(known_from) as begun_on
    from history.listings
    group by source
),

dates as (
    select source, entity_id, known_from as known_on from history.listings
    union
    select source, entity_id, known_to as known_on from history.listings where known_to is not null
),

states as (
    select
        dates.source,
        dates.entity_id,
        dates.known_on,
        listings.* exclude (source, entity_id, known_from, known_to),
        listings.known_from < dates.known_on as is_before,
        listings.known_to is null or listings.known_to > dates.known_on as is_after
    from dates
    inner join begun on dates.source = begun.source and dates.known_on > begun.begun_on
    inner join
        history.listings as listings
        on dates.source = listings.source
        and dates.entity_id = listings.entity_id
        and listings.known_from <= dates.known_on
        and (listings.known_to is null or listings.known_to >= dates.known_on)
),

fields as (
    unpivot states
    on name, other_names, regime, sub_list, categories, reference, announced_on, listed_on, withdrawn_on
    into name field value said
),

said as (
    select
        source,
        entity_id,
        known_on,
        field,
        bool_or(is_before) as was_listed,
        bool_or(is_after) as is_listed,
        coalesce(string_agg(distinct said, ' | ' order by said) filter (where is_before and said <> ''), '') as said_before,
        coalesce(string_agg(distinct said, ' | ' order by said) filter (where is_after and said <> ''), '') as said_after
    from fields
    group by source, entity_id, known_on, field
),

shown as (
    select
        source,
        entity_id,
        known_on,
        case when is_listed then said_after else said_before end as name
    from said
    where field = 'name'
)

select
    said.source,
    said.known_on,
    case when not was_listed then 'added' when not is_listed then 'removed' else 'changed' end as change,
    said.entity_id,
    shown.name,
    case when was_listed and is_listed then field else '' end as field,
    case when was_listed and is_listed then said_before else '' end as said_before,
    case when was_listed and is_listed then said_after else '' end as said_after
from said
inner join shown on said.source = shown.source and said.entity_id = shown.entity_id and said.known_on = shown.known_on
where said_before <> said_after and (was_listed and is_listed or field = 'name')
union all
select
    held.source,
    night.as_of as known_on,
    'removal_held' as change,
    held.entity_id,
    primary_names.text as name,
    '' as field,
    '' as said_before,
    '' as said_after
from raw.held_removals as held
cross join raw.night as night
inner join staging.primary_names as primary_names on held.source = primary_names.source and held.entity_id = primary_names.entity_id
order by all
