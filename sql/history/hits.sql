-- One row per state of a hit we have known; another content_hash (names, listings, points or rules changed) is another state.
-- columns: hit_id varchar, program_id varchar, case_id varchar, subject_id varchar, cluster_id varchar, content_hash varchar, known_from date, known_to date
with
before as (
    select
        past.* exclude (known_to),
        case when past.known_to >= night.as_of then null else past.known_to end as known_to
    from last_history_hits as past
    cross join raw.night as night
    where past.known_from < night.as_of
),

kept as (
    select
        before.* exclude (known_to),
        case when before.known_to is null and hits.hit_id is null then night.as_of else before.known_to end as known_to
    from before
    cross join raw.night as night
    left join screened.hits as hits on before.hit_id = hits.hit_id and before.content_hash = hits.content_hash
),

added as (
    select
        hits.hit_id,
        hits.program_id,
        hits.case_id,
        hits.subject_id,
        hits.cluster_id,
        hits.content_hash,
        night.as_of as known_from,
        cast(null as date) as known_to
    from screened.hits as hits
    cross join raw.night as night
    anti join
        (select * from before where known_to is null) as known
        on hits.hit_id = known.hit_id and hits.content_hash = known.content_hash
)

select
    hit_id,
    program_id,
    case_id,
    subject_id,
    cluster_id,
    content_hash,
    known_from,
    known_to
from (select * from kept union all by name select * from added)
order by all
