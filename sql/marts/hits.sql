-- One row per hit of tonight, with when it was first seen and whether it is new or changed since the last night.
with
seen as (
    select
        history.hit_id,
        min(history.known_from) as first_seen_on,
        count(*) as state_count,
        max(history.known_from) as state_since
    from history.hits as history
    group by history.hit_id
),

graded as (
    select
        hits.*,
        case hits.grade when 'high' then 3 when 'moderate' then 2 when 'low' then 1 else 0 end as care
    from screened.hits as hits
)

select
    hits.hit_id,
    hits.program_id,
    hits.case_id,
    hits.subject_id,
    hits.cluster_id,
    hits.aspect,
    hits.aspect_text,
    hits.subject_name,
    hits.listed_name,
    clusters.kind as entity_kind,
    hits.score,
    hits.points,
    hits.chance,
    hits.confidence,
    hits.grade,
    hits.legal_check,
    hits.by_identifier,
    seen.first_seen_on,
    case
        when seen.state_since < night.as_of then ''
        when seen.state_count = 1 then 'new'
        else 'reopened'
    end as change,
    row_number() over (
        partition by hits.program_id, hits.case_id
        order by hits.care desc, hits.confidence desc, hits.score desc, hits.points desc, hits.hit_id
    ) as rank
from graded as hits
inner join core.listed_clusters as clusters on hits.cluster_id = clusters.cluster_id
inner join seen on hits.hit_id = seen.hit_id
cross join raw.night as night
order by hits.program_id, hits.case_id, rank
