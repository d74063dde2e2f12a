-- One row per hit and listing beneath it, with the quoted source row down to its bytes. is_graded: the policy's list set names the source. standing: listed, announced (in effect from a later day) or withdrawn, on the night's date.
select
    hits.program_id,
    hits.hit_id,
    clusters.source,
    sources.title_en,
    sources.title_ja,
    listings.sub_list,
    listings.regime,
    clusters.entity_id,
    primary_names.text as listed_name,
    listings.categories,
    listings.reason,
    listings.reference,
    listings.announced_on,
    listings.listed_on,
    listings.withdrawn_on,
    case
        when regexp_matches(listings.withdrawn_on, '^[0-9]{4}') and rpad(listings.withdrawn_on, 10, '9') <= cast(night.as_of as varchar) then 'withdrawn'
        when regexp_matches(listings.listed_on, '^[0-9]{4}') and listings.listed_on > cast(night.as_of as varchar) then 'announced'
        else 'listed'
    end as standing,
    listings.note,
    listings.licence_policy,
    listings.url,
    entities.document as quote_document,
    entities.locator as quote_locator,
    entities.quote_start,
    entities.quote_end,
    entities.quote_text,
    documents.sha256 as document_sha256,
    documents.url as document_url,
    entities.edition,
    coalesce(cast(held_editions.held_on as date), sources.first_fetched_on) as first_fetched_on,
    case when held_editions.source is null then sources.state else 'unconfirmed' end as state,
    lists.is_graded
from screened.hits as hits
inner join core.clusters as clusters on hits.cluster_id = clusters.cluster_id
inner join raw.listings as listings on clusters.source = listings.source and clusters.entity_id = listings.entity_id
inner join raw.program_lists as lists on hits.program_id = lists.program_id and clusters.source = lists.source
inner join raw.entities as entities on clusters.source = entities.source and clusters.entity_id = entities.entity_id
inner join staging.primary_names as primary_names on clusters.source = primary_names.source and clusters.entity_id = primary_names.entity_id
inner join raw.sources as sources on clusters.source = sources.source
inner join
    raw.documents as documents
    on entities.source = documents.source
    and entities.edition = documents.edition
    and entities.document = documents.document
cross join raw.night as night
left join raw.held_editions as held_editions on entities.source = held_editions.source and entities.edition = held_editions.edition
order by hits.program_id, hits.hit_id, lists.is_graded desc, clusters.source, clusters.entity_id, listings.position
