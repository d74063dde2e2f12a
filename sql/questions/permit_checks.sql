-- Which cases ask whether their technology falls under an entry's category, and under which citation?
select distinct
    cases.program_id,
    cases.case_id,
    cases.technology,
    hits.listed_name,
    listings.categories,
    reasons.citation_en
from marts.cases as cases
inner join marts.hits as hits using (program_id, case_id)
inner join marts.reasons as reasons using (program_id, hit_id)
inner join marts.listings as listings using (program_id, hit_id)
where reasons.effect = 'law' and listings.categories <> ''
order by cases.program_id, cases.case_id, hits.listed_name, listings.categories
