"""What a night puts into the raw layer: what the sources said, what the roster holds, what people recorded."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from flows import frames
from flows.asking.grounds import grounds
from flows.desk import gaps, joined
from flows.desk.ledger import Ledger
from flows.ingest import Ingested
from flows.messages import Messages
from flows.planned import plan_frames
from flows.warehouse import frames_of

if TYPE_CHECKING:
    from flows.night import Night


def grounds_of(night: "Night") -> Mapping[tuple[str, str], str]:
    """(program, subject) -> on which ground works may be looked up."""
    return grounds(night.plan.programs, night.plan.subjects, Ledger(night.settings.ledger).records(), night.as_of)


def raw_frames(night: "Night") -> dict[str, pd.DataFrame]:
    lists = _taken_in(night) if night.ingested else frames_of(night.settings.live, (*frames.COLUMNS, "sources", "sub_lists"))
    if night.records is None:
        night.records = Ledger(night.settings.ledger).records()
    lists["cluster_decisions"] = frames.frame(joined.COLUMNS, [said.row for said in joined.said_of_entities(night.records)])
    lists["gap_words"] = frames.frame(gaps.COLUMNS, gaps.words_on_gaps(night.records))
    lists["night"] = frames.frame(("as_of", "ruleset"), [(night.as_of, night.ruleset)])
    allowed = [(*subject, ground) for subject, ground in sorted(grounds_of(night).items())]
    lists["grounds"] = frames.frame(("program_id", "subject_id", "ground"), allowed)
    return lists | plan_frames(night.plan, night.messages)


def _taken_in(night: "Night") -> dict[str, pd.DataFrame]:
    """What tonight read, and from the live file what it did not have to read again."""
    ingested = [night.ingested[name] for name in sorted(night.ingested)]
    reused = [one.source.name for one in ingested if one.edition and one.rows is None]
    kept = frames_of(night.settings.live, tuple(frames.COLUMNS), reused) if reused else {}
    found = {}
    for table, columns in frames.COLUMNS.items():
        # Rows are handed over, not copied: a registry has millions.
        new = frames.frame(columns, [row for one in ingested if one.rows for row in one.rows.pop(table, ())])
        found[table] = pd.concat([kept[table].astype(new.dtypes), new], ignore_index=True) if table in kept else new
    found["sources"] = frames.frame(SOURCES, [_source(one, night.messages) for one in ingested])
    sub_lists = [(one.source.name, name, count) for one in ingested for name, count in one.counts.items()]
    found["sub_lists"] = frames.frame(SUB_LISTS, sub_lists)
    return found


SUB_LISTS = ("source", "sub_list", "entity_count")
SOURCES = (
    "source", "kind", "title_en", "title_ja", "publisher", "regime", "state", "detail_en", "detail_ja",
    "edition", "reader", "first_fetched_on", "age_days", "is_sample",
)  # fmt: skip


def _source(one: Ingested, messages: Messages) -> tuple[object, ...]:
    source = one.source
    details = []
    for language in ("en", "ja"):
        why = messages.text(one.key, language, **one.facts)
        kept = one.edition and one.state in ("stale", "held")
        detail = messages.text("source.kept_last", language, why=why, on=one.first_fetched_on) if kept else why
        if more := one.unconfirmed:
            detail = messages.text("source.unconfirmed", language, why=detail, added=more.added, removed=more.removed)
        details.append(detail)
    return (
        source.name, source.kind, source.title_en, source.title_ja, source.publisher, source.regime, one.state, *details,
        one.edition, one.reader, str(one.first_fetched_on or ""), one.age_days, one.is_sample,
    )  # fmt: skip
