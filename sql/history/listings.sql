-- One row per state of a listing we have known: announced_on, listed_on and withdrawn_on in the world, known_from to known_to to us.
-- columns: source varchar, entity_id varchar, regime varchar, sub_list varchar, name varchar, other_names varchar, categories varchar, reference varchar, announced_on varchar, listed_on varchar, withdrawn_on varchar, known_from date, known_to date
with
before as (
    -- The same night may run twice: what it said the first time is taken back.
    select
        past.* exclude (known_to),
        case when past.known_to >= night.as_of then null else past.known_to end as known_to
    from last_history_listings as past
    cross join raw.night as night
    where past.known_from < night.as_of
),

others as (
    select
        names.source,
        names.entity_id,
        string_agg(names.text, ' / ' order by names.position) as other_names
    from raw.names as names
    semi join raw.listings as listings using (source, entity_id)
    anti join
        staging.primary_names as shown
        on names.source = shown.source and names.entity_id = shown.entity_id and names.text = shown.text
    group by names.source, names.entity_id
),

tonight as (
    select distinct
        listings.source,
        listings.entity_id,
        listings.regime,
        listings.sub_list,
        primary_names.text as name,
        coalesce(others.other_names, '') as other_names,
        listings.categories,
        listings.reference,
        listings.announced_on,
        listings.listed_on,
        listings.withdrawn_on
    from raw.listings as listings
    inner join staging.primary_names as primary_names using (source, entity_id)
    left join others using (source, entity_id)
),

kept as (
    select
        before.* exclude (known_to, other_names, announced_on),
        -- A file of before these columns does not know them: what tonight says of the same state is taken for it.
        coalesce(before.other_names, tonight.other_names) as other_names,
        coalesce(before.announced_on, tonight.announced_on) as announced_on,
        case
            when before.known_to is null and tonight.source is null and sources.edition <> '' then night.as_of
            else before.known_to
        end as known_to
    from before
    cross join raw.night as night
    left join raw.sources as sources on before.source = sources.source
    left join
        tonight
        on before.source = tonight.source
        and before.entity_id = tonight.entity_id
        and before.regime = tonight.regime
        and before.sub_list = tonight.sub_list
        and before.name = tonight.name
        and coalesce(before.other_names, tonight.other_names) = tonight.other_names
        and before.categories = tonight.categories
        and before.reference = tonight.reference
        and coalesce(before.announced_on, tonight.announced_on) = tonight.announced_on
        and before.listed_on = tonight.listed_on
        and before.withdrawn_on = tonight.withdrawn_on
),

added as (
    select
        tonight.*,
        night.as_of as known_from,
        cast(null as date) as known_to
    from tonight
    cross join raw.night as night
    anti join
        (select * from before where known_to is null) as known
        on tonight.source = known.source
        and tonight.entity_id = known.entity_id
        and tonight.regime = known.regime
        and tonight.sub_list = known.sub_list
        and tonight.name = known.name
        and tonight.other_names = coalesce(known.other_names, tonight.other_names)
        and tonight.categories = known.categories
        and tonight.reference = known.reference
        and tonight.announced_on = coalesce(known.announced_on, tonight.announced_on)
        and tonight.listed_on = known.listed_on
        and tonight.withdrawn_on = known.withdrawn_on
)

select
    source,
    entity_id,
    regime,
    sub_list,
    name,
    coalesce(other_names, '') as other_names,
    categories,
    reference,
    coalesce(announced_on, '') as announced_on,
    listed_on,
    withdrawn_on,
    known_from,
    known_to
from (select * from kept union all by name select * from added)
order by all
