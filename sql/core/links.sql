-- One row per reason why two entities are one body or person. Persons are never linked by name alone.
with
numbers as (
    select
        one.source,
        one.entity_id,
        other.source as other_source,
        other.entity_id as other_entity_id,
        one.scheme as reason,
        one.value as detail
    from raw.identifiers as one
    inner join raw.identifiers as other using (scheme, value)
    where
        one.scheme in ('ofac_uid', 'un_reference', 'ror', 'lei', 'jp_corporate_number')
        and (one.source, one.entity_id) < (other.source, other.entity_id)
),

keys as (
    -- What says too little (one common word, a bare acronym) links nothing.
    select distinct
        names.source,
        names.entity_id,
        names.key,
        names.key_bits,
        sources.kind as source_kind
    from staging.names as names
    inner join raw.entities as entities using (source, entity_id)
    inner join raw.sources as sources using (source)
    where
        names.kind <> 'acronym'
        and names.key_bits >= 40
        and length(names.key) >= 6
        and (entities.kind = 'organisation' or (entities.kind = 'unknown' and names.is_organisation_name))
),

placed as (
    select
        keys.*,
        countries.country
    from keys
    left join staging.countries as countries using (source, entity_id)
),

ambiguous as (
    -- A registry that knows several bodies of this name in one country cannot say which of them is meant.
    select source, key, country
    from placed
    where source_kind = 'registry'
    group by source, key, country
    having count(distinct entity_id) > 1
),

spellings as (
    select distinct
        one.source,
        one.entity_id,
        other.source as other_source,
        other.entity_id as other_entity_id,
        'same_name' as reason,
        one.key as detail
    from placed as one
    inner join placed as other using (key)
    anti join ambiguous as here on one.source = here.source and one.key = here.key and one.country is not distinct from here.country
    anti join ambiguous as there on other.source = there.source and other.key = there.key and other.country is not distinct from there.country
    where
        (one.source, one.entity_id) < (other.source, other.entity_id)
        and (one.source_kind = 'list' or other.source_kind = 'list')
        and (
            one.country = other.country
            or ((one.country is null or other.country is null) and one.key_bits >= 60 and one.source_kind = other.source_kind)
        )
)

select * from numbers
union
select * from spellings
order by all
