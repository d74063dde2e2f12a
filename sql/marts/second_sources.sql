-- One row per entry that a second source of the same list holds and this one lacks, beyond what their dates explain: one of the two has lost it, or kept it.
with
pairs as (
    -- The Consolidated Screening List repeats OFAC's own files, under OFAC's numbers.
    select *
    from (
        values
            ('us_ofac_sdn', 'us_trade_csl', ['SDN']),
            ('us_ofac_cons', 'us_trade_csl', ['SSI', 'FSE', 'PLC', 'CAP', 'MBS', 'CMIC'])
    ) as told (own, repeated_by, sub_lists)
),

whole as (
    select
        source,
        first_fetched_on
    from raw.sources
    where edition <> '' and not is_sample
),

compared as (
    select pairs.*
    from pairs
    semi join whole as own on pairs.own = own.source
    semi join whole as repeating on pairs.repeated_by = repeating.source
),

numbers as (
    select
        source,
        entity_id,
        value as number
    from raw.identifiers
    where scheme = 'ofac_uid'
),

held as (
    select distinct
        compared.own as list,
        numbers.source,
        compared.repeated_by as other_source,
        numbers.entity_id,
        numbers.number
    from compared
    inner join numbers on compared.own = numbers.source
    union all
    select distinct
        compared.own as list,
        numbers.source,
        compared.own as other_source,
        numbers.entity_id,
        numbers.number
    from compared
    inner join raw.listings as listings on compared.repeated_by = listings.source and list_contains(compared.sub_lists, listings.sub_list)
    inner join numbers on listings.source = numbers.source and listings.entity_id = numbers.entity_id
),

one_sided as (
    select held.*
    from held
    anti join held as other on held.list = other.list and held.other_source = other.source and held.number = other.number
),

known as (
    select
        source,
        entity_id,
        split_part(entity_id, ':', -1) as number,
        min(known_from) as known_from,
        max(coalesce(known_to, date '9999-12-31')) as known_to,
        max(try_cast(listed_on as date)) as listed_on
    from history.listings
    group by source, entity_id
),

begun as (
    select
        source,
        min(known_from) as known_from
    from known
    group by source
)

select
    one_sided.other_source as source,
    one_sided.source as other_source,
    one_sided.entity_id as other_entity_id,
    one_sided.number,
    known.known_from,
    known.listed_on
from one_sided
cross join raw.night as night
inner join whole as lacking on one_sided.other_source = lacking.source
inner join known on one_sided.source = known.source and one_sided.entity_id = known.entity_id
inner join begun on one_sided.source = begun.source
where
    -- New here in the last two weeks, listed after the other's edition, or taken off there in the last two weeks: the other follows, or this one will.
    not (known.known_from > begun.known_from and known.known_from > night.as_of - 14)
    and not coalesce(known.listed_on > lacking.first_fetched_on, false)
    and not exists (
        select 1
        from known as gone
        where gone.source = one_sided.other_source and gone.number = one_sided.number and gone.known_to between night.as_of - 14 and night.as_of
    )
order by source, other_source, other_entity_id
