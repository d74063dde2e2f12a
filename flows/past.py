"""What lists said, and when we knew: changes between editions, and listings on a day of the world as known on another day."""

from datetime import date
from pathlib import Path
from typing import Any

from flows.messages import Language, Messages
from flows.warehouse import query

EVER = date.min


def changes(live: Path, source: str, since: date, messages: Messages, language: Language) -> list[dict[str, Any]]:
    """Every entry added, removed or changed between editions of a source that we learnt of on `since` or later, oldest first."""
    rows = query(live, _CHANGES, [source, since])
    return [row | {"what": _what(row, messages, language)} for row in rows]


def listings(live: Path, as_of: date, known_at: date, source: str, messages: Messages, language: Language) -> list[dict[str, Any]]:
    """What stood on lists on `as_of`, by what we knew on `known_at`; also what was announced by then and not yet in force.

    source: "" for all. A partial date counts from its first day, as an end to its last; a date that is no date leaves it listed.
    """
    rows = query(live, _LISTINGS, [str(as_of), known_at, source])
    return [row | {"when": messages.text(_standing(row), language, on=row["listed_on"])} for row in rows]


def _what(row: dict[str, Any], messages: Messages, language: Language) -> str:
    if not row["field"]:
        return messages.text(f"past.{row['change']}", language)
    field = messages.text(f"past.field.{row['field']}", language)
    return messages.text("past.changed", language, field=field, before=row["said_before"] or "-", after=row["said_after"] or "-")


def _standing(row: dict[str, Any]) -> str:
    return "past.listed_undated" if row["standing"] == "listed" and not row["listed_on"] else f"past.{row['standing']}"


_CHANGES = """
select known_on, change, entity_id, name, field, said_before, said_after
from marts.listing_changes
where source = ? and known_on >= ?
order by known_on, change, entity_id, field
"""
_LISTINGS = """
with
asked as (select cast(? as varchar) as as_of, cast(? as date) as known_at, cast(? as varchar) as source),

known as (
    select
        listings.*,
        asked.as_of,
        -- Who has not said when it was announced had announced it by the time we knew.
        least(case when regexp_matches(announced_on, '^[0-9]{4}') then announced_on else '9999' end, cast(known_from as varchar)) as told_on
    from history.listings as listings
    cross join asked
    where
        known_from <= asked.known_at
        and (known_to is null or known_to > asked.known_at)
        and asked.source in ('', listings.source)
),

dated as (
    select
        *,
        case
            when regexp_matches(withdrawn_on, '^[0-9]{4}') and rpad(withdrawn_on, 10, '9') <= as_of then 'withdrawn'
            when not regexp_matches(listed_on, '^[0-9]{4}') or listed_on <= as_of then 'listed'
            when told_on <= as_of then 'announced'
        end as standing
    from known
)

select source, entity_id, name, regime, sub_list, standing, announced_on, listed_on, withdrawn_on, known_from
from dated
where standing <> 'withdrawn'
order by all
"""
