-- One row per thing that changed tonight for a program: a hit new, gone or reopened, a source held, or the released rules.
with
states as (
    select
        history.hit_id,
        history.program_id,
        history.case_id,
        bool_or(history.known_from = night.as_of) as is_since_tonight,
        bool_or(history.known_from < night.as_of) as is_older,
        bool_or(history.known_to is null) as is_open,
        bool_or(history.known_to = night.as_of) as is_closed_tonight
    from history.hits as history
    cross join raw.night as night
    group by history.hit_id, history.program_id, history.case_id
),

hits as (
    select
        program_id,
        case
            when is_open and is_since_tonight and not is_older then 'new'
            when is_open and is_since_tonight then 'reopened'
            when not is_open and is_closed_tonight then 'gone'
        end as change,
        case_id,
        hit_id,
        '' as source,
        '' as text_en,
        '' as text_ja
    from states
),

held as (
    select
        lists.program_id,
        'held' as change,
        '' as case_id,
        '' as hit_id,
        sources.source,
        sources.detail_en as text_en,
        sources.detail_ja as text_ja
    from raw.program_lists as lists
    inner join raw.sources as sources using (source)
    where sources.state = 'held'
),

ruled as (
    select
        programs.program_id,
        'rules' as change,
        '' as case_id,
        '' as hit_id,
        '' as source,
        '' as text_en,
        '' as text_ja
    from raw.programs as programs
    cross join raw.night as night
    inner join
        (select arg_max(ruleset, as_of) as ruleset from history.nights where as_of < (select as_of from raw.night)) as before
        on before.ruleset <> night.ruleset
)

select * from hits where change is not null
union all
select * from held
union all
select * from ruled
order by all
