-- One row per hit: what a person's decision on it rests on, field by field; a later night is compared with this.
with
facts as (
    select
        program_id,
        case_id,
        subject_id,
        list(value order by value) filter (where field = 'name') as names,
        list(value order by value) filter (where field = 'identifier') as identifiers,
        list(value order by value) filter (where field = 'birth_year') as birth_years,
        list(value order by value) filter (where field = 'affiliation') as affiliations
    from raw.subject_facts
    group by program_id, case_id, subject_id
),

members as (
    select distinct clusters.*
    from core.clusters as clusters
    semi join screened.hits as hits on clusters.cluster_id = hits.cluster_id
),

entities as (
    select cluster_id, list(source || ':' || entity_id order by source, entity_id) as entities
    from members
    group by cluster_id
),

-- What lists say; a registry joined to the body brings names and numbers of its own with every edition, and those speak
-- only by becoming evidence.
listed as (
    select *
    from members
    semi join raw.listings as listings on members.source = listings.source and members.entity_id = listings.entity_id
),

names as (
    select cluster_id, list(distinct text order by text) as names
    from listed
    inner join raw.names as names using (source, entity_id)
    group by cluster_id
),

-- A list's own record number says nothing new of the body when another list takes the body up.
identifiers as (
    select cluster_id, list(distinct scheme || ': ' || value order by scheme || ': ' || value) as identifiers
    from listed
    inner join raw.identifiers as identifiers using (source, entity_id)
    where scheme not in ('ofac_uid', 'un_reference')
    group by cluster_id
),

births as (
    select cluster_id, list(distinct value order by value) as birth_dates
    from listed
    inner join raw.birth_dates as births using (source, entity_id)
    group by cluster_id
),

features as (
    select hit_id, list(distinct feature order by feature) as features
    from screened.evidence
    where points <> 0 or feature not like 'listed\_%' escape '\'
    group by hit_id
),

links as (
    select hit_id, list(trim(aspect || ' ' || link) order by aspect, link) as links
    from screened.agreed
    group by hit_id
),

signed as (
    select distinct hit_id
    from screened.measures
    where measure_id = 'second_signer'
)

select
    hits.program_id,
    hits.case_id,
    hits.subject_id,
    hits.cluster_id,
    hits.hit_id,
    subjects.kind as subject_kind,
    subjects.country as subject_country,
    facts.names as subject_names,
    coalesce(facts.identifiers, []) as subject_identifiers,
    coalesce(facts.birth_years, []) as subject_birth_years,
    coalesce(facts.affiliations, []) as subject_affiliations,
    entities.entities as listed_entities,
    names.names as listed_names,
    coalesce(identifiers.identifiers, []) as listed_identifiers,
    coalesce(births.birth_dates, []) as listed_birth_dates,
    features.features,
    links.links,
    signed.hit_id is not null as asks_second_signer
from screened.hits as hits
inner join raw.subjects as subjects using (program_id, case_id, subject_id)
inner join facts using (program_id, case_id, subject_id)
inner join entities on hits.cluster_id = entities.cluster_id
inner join names on hits.cluster_id = names.cluster_id
left join identifiers on hits.cluster_id = identifiers.cluster_id
left join births on hits.cluster_id = births.cluster_id
inner join features on hits.hit_id = features.hit_id
inner join links on hits.hit_id = links.hit_id
left join signed on hits.hit_id = signed.hit_id
order by hits.program_id, hits.hit_id
