-- One row per retraction or notice of concern on a work that the timeline shows of a person: a fact of its own, apart from exposure, and in no level of care.
with
own as (
    select distinct program_id, case_id, subject_id, source, evidence as work_id, person_chance
    from screened.timeline
    where basis = 'observed'
)

select distinct
    own.program_id,
    own.case_id,
    own.subject_id,
    works.doi,
    works.title,
    works.published_on,
    notices.kind as notice_kind,
    notices.noticed_on as notice_on,
    notices.notice,
    own.person_chance
from own
inner join raw.works as works on own.source = works.source and own.work_id = works.work_id
inner join raw.notices as notices
    on (works.doi <> '' and lower(works.doi) = lower(notices.work)) or (works.source = notices.source and works.work_id = notices.work)
where notices.kind in ('retraction', 'withdrawal', 'removal', 'expression_of_concern', 'partial_retraction')
order by own.program_id, own.case_id, own.subject_id, works.doi, notices.kind, notices.notice
