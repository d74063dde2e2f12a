-- One row per possible hit in a case that is open or running on the night's day, contracts until their last day: what a change of a list touches, over all programs.
select
    hits.cluster_id,
    clusters.name,
    hits.program_id,
    hits.case_id,
    hits.hit_id,
    cases.stage,
    cases.end_on,
    hits.grade,
    hits.legal_check,
    hits.change
from marts.hits as hits
inner join core.listed_clusters as clusters using (cluster_id)
inner join raw.cases as cases using (program_id, case_id)
cross join raw.night as night
where case when cases.end_on <> '' then cases.end_on >= cast(night.as_of as varchar) else cases.stage <> 'closed' end
order by hits.cluster_id, hits.program_id, hits.case_id, hits.hit_id
