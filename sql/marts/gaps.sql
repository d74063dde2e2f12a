-- One row per difference of what a person told: what was tried to explain it, the question to ask, and what a person found. It counts (is_counted) only once a person has confirmed it.
select
    gaps.gap_id,
    gaps.program_id,
    gaps.case_id,
    gaps.subject_id,
    gaps.compared,
    gaps.kind,
    gaps.organisation,
    gaps.start_on,
    gaps.end_on,
    gaps.said_by,
    gaps.missing_from,
    gaps.evidence,
    gaps.gap_standing,
    gaps.tried_en,
    gaps.tried_ja,
    gaps.question_en,
    gaps.question_ja,
    coalesce(words.judgement, '') as answer,
    coalesce(words.answered_by, '') as answered_by,
    coalesce(words.answered_on, '') as answered_on,
    coalesce(words.judgement = 'confirmed', false) as is_counted
from screened.gaps as gaps
left join raw.gap_words as words using (gap_id)
order by gaps.program_id, gaps.case_id, gaps.subject_id, gaps.compared, gaps.kind, gaps.organisation, gaps.gap_id
