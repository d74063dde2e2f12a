-- One row per policy rule that spoke on a hit. effect: grade, or law (a legal check, apart from the grade). is_driving: without it the level or the legal check would be another.
select
    cast(hit_id as varchar) as hit_id,
    cast(position as bigint) as position,
    cast(sources as varchar) as sources,
    cast(rule_id as varchar) as rule_id,
    cast(policy as varchar) as policy,
    cast(policy_edition as varchar) as policy_edition,
    cast(citation_en as varchar) as citation_en,
    cast(citation_ja as varchar) as citation_ja,
    cast(effect as varchar) as effect,
    cast(level as varchar) as level,
    cast(is_verified as boolean) as is_verified,
    cast(is_driving as boolean) as is_driving,
    cast(text_en as varchar) as text_en,
    cast(text_ja as varchar) as text_ja
from input_reasons
order by hit_id, position
