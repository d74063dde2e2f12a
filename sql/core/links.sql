-- One row per reason why two entities are one body or person: a shared number that only few bear, a name, or decided (a person's word, with its entry in the ledger). Persons are never linked by name alone.
with
crowded as (
    -- A number on many entries of one list names a group or fills a gap; a registry that gives it to several bodies cannot say which is meant.
    select
        numbered.scheme,
        numbered.value
    from raw.identifiers as numbered
    inner join raw.sources as sources using (source)
    group by numbered.scheme, numbered.value, numbered.source, sources.kind
    having count(*) > case when sources.kind = 'registry' then 1 else 4 end
),

numbered as (
    select
        identifiers.source,
        identifiers.entity_id,
        identifiers.scheme,
        identifiers.value,
        entities.kind
    from raw.identifiers as identifiers
    inner join raw.entities as entities using (source, entity_id)
    anti join crowded using (scheme, value)
    where
        identifiers.scheme in (
            'ofac_uid', 'un_reference', 'eu_reference', 'ror', 'lei', 'uscc', 'imo', 'jp_corporate_number', 'gb_company_number',
            'grid', 'isni', 'fundref', 'wikidata'
        )
),

numbers as (
    select
        one.source,
        one.entity_id,
        other.source as other_source,
        other.entity_id as other_entity_id,
        one.scheme as reason,
        one.value as detail
    from numbered as one
    inner join numbered as other using (scheme, value)
    where
        (one.source, one.entity_id) < (other.source, other.entity_id)
        -- Ships and the companies that own them are numbered by the IMO in two series that overlap.
        and (one.scheme <> 'imo' or one.kind = other.kind)
),

keys as (
    -- What says too little (one common word, a bare acronym) links nothing.
    select distinct
        names.source,
        names.entity_id,
        names.key,
        names.key_bits,
        names.is_organisation_name,
        names.kind = 'primary' as is_primary,
        entities.kind,
        sources.kind as source_kind
    from staging.names as names
    inner join raw.entities as entities using (source, entity_id)
    inner join raw.sources as sources using (source)
    where
        names.kind <> 'acronym'
        and names.key_bits >= 40
        and (length(names.key) >= 9 or (length(names.key) >= 6 and names.key like '% %'))
        and entities.kind in ('organisation', 'unknown')
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
        -- Two aliases that agree may be one front of two bodies.
        and (one.is_primary or other.is_primary)
        -- Where a list does not say what an entry is, only a name that speaks of an organisation may link it to another such.
        and (one.kind = 'organisation' or other.kind = 'organisation' or (one.is_organisation_name and other.is_organisation_name))
        and (
            one.country = other.country
            -- Lists name one body without its country, or once for each of its addresses.
            or (
                one.source_kind = other.source_kind
                and (one.country is null or other.country is null or one.source = other.source)
                and (one.key_bits >= 60 or length(one.key) >= 12)
            )
        )
),

decided as (
    select
        source,
        entity_id,
        other_source,
        other_entity_id,
        'decided' as reason,
        entry || ' ' || decided_by || ' ' || decided_on || ': ' || text as detail
    from raw.cluster_decisions as decisions
    semi join raw.entities as one on decisions.source = one.source and decisions.entity_id = one.entity_id
    semi join raw.entities as other on decisions.other_source = other.source and decisions.other_entity_id = other.entity_id
    where judgement = 'one'
)

select * from numbers
union
select * from spellings
union
select * from decided
order by all
