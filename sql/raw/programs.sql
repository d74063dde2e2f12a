-- One row per funded R&D program of the workbook.
select
    cast(program_id as varchar) as program_id,
    cast(title_ja as varchar) as title_ja,
    cast(title_en as varchar) as title_en,
    cast(ministry as varchar) as ministry,
    cast(funder as varchar) as funder,
    cast(funding as varchar) as funding,
    cast(tier as bigint) as tier,
    cast(designated_by as varchar) as designated_by,
    cast(designated_on as varchar) as designated_on,
    cast(designation_basis as varchar) as designation_basis,
    cast(designation_trigger as varchar) as designation_trigger,
    cast(designation_until as varchar) as designation_until,
    cast(technology_areas as varchar) as technology_areas,
    cast(policy as varchar) as policy,
    cast(policy_edition as varchar) as policy_edition,
    cast(is_policy_verified as boolean) as is_policy_verified,
    cast(designation_manual as varchar) as designation_manual,
    cast(partner_regimes as varchar) as partner_regimes,
    cast(is_designation_verified as boolean) as is_designation_verified,
    cast(tier_note_en as varchar) as tier_note_en,
    cast(tier_note_ja as varchar) as tier_note_ja,
    cast(roster as varchar) as roster
from input_programs
order by program_id
