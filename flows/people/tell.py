"""`sekisho timeline`: a person on the terminal, line by line: where, since when until when, who says so, in which windows."""

from collections.abc import Mapping
from typing import Any

from flows import show
from flows.messages import Language, Messages
from flows.people.asking import AFTER, BETWEEN, dates_of, side
from flows.warehouse import query
from matching.people.spans import Span
from sources.errors import LedgerError

_OF = "where ? in (subject_id, split_part(subject_id, ':', 3)) and (? = '' or program_id = ?)"
_LINES = f"select * from marts.affiliations {_OF} order by program_id, case_id, subject_id, line"  # noqa: S608 - no values in it
_SOURCES = f"select program_id, case_id, subject_id, line, string_agg(distinct source, ',' order by source) as sources from marts.timeline {_OF} group by all"  # noqa: S608, E501
_TIES = f"select * from marts.exposure {_OF} order by all"  # noqa: S608
_GAPS = f"select * from marts.gaps {_OF} and gap_standing <> 'explained' and answer <> 'explained' order by all"  # noqa: S608
_NOTICES = f"select * from marts.integrity {_OF} order by all"  # noqa: S608
Row = Mapping[str, Any]


def timeline(live: Any, subject: str, program: str, messages: Messages, language: Language, as_json: bool) -> None:
    """By the person's own id or the whole subject id; of every case, or of one program. Raises LedgerError for nobody."""
    asked = [subject, program, program]
    lines = query(live, _LINES, asked)
    if not lines:
        raise LedgerError("timeline.nobody", subject=subject)
    sources = {_key(row): row["sources"].split(",") for row in query(live, _SOURCES, asked)}
    rows = [_line(row, sources[_key(row)], messages, language) for row in lines]
    ties, gaps, notices = (query(live, text, asked) for text in (_TIES, _GAPS, _NOTICES))
    if as_json:
        show.table("timeline", rows, messages, language, as_json, exposure=ties, gaps=gaps, integrity=notices)
        return
    show.table("timeline", rows, messages, language, as_json)
    for row in ties:
        show.say(messages.text("timeline.tie", language, **_tie(row, messages, language)))
    for row in gaps:
        show.say(_asked(row, messages, language))
    for row in notices:
        show.say(
            messages.text("timeline.notice", language, doi=row["doi"], kind=row["notice_kind"], notice=row["notice"], on=row["notice_on"])
        )


def _line(row: Row, sources: list[str], messages: Messages, language: Language) -> dict[str, Any]:
    windows = [messages.text(f"timeline.window.{name}", language) for name in _windows(row)]
    perhaps = [messages.text(f"timeline.window.{name}", language) for name in _windows(row, "perhaps")]
    said = [*windows, *(messages.text("timeline.perhaps", language, window=name) for name in perhaps)]
    return {
        "case_id": row["case_id"],
        "link_told": messages.text(f"timeline.link.{row['link']}", language),
        "organisation": row["organisation"],
        "dates": dates_of(Span(row["start_on"], row["end_on"]), messages, language),
        "said_by": BETWEEN[language].join(side(name, messages, language) for name in sources),
        "count": row["statement_count"],
        "windows": AFTER[language].join(said),
    } | {name: row[name] for name in ("program_id", "subject_id", "link", "body", "bases", "start_on", "end_on", "person_chance")}


def _asked(row: Row, messages: Messages, language: Language) -> str:
    if row["answer"]:
        dates = dates_of(Span(row["start_on"], row["end_on"]), messages, language)
        return messages.text("timeline.confirmed", language, organisation=row["organisation"], dates=dates, gap=row["gap_id"])
    return f"{row['gap_id']}  {row[f'question_{language}']}"


def _windows(row: Row, answer: str = "yes") -> list[str]:
    """The shortest window it lies in; longer ones hold it too."""
    return [name for name in ("current", "4_years", "5_years") if row[f"within_{name}"] == answer][:1]


def _tie(row: Row, messages: Messages, language: Language) -> dict[str, Any]:
    return {
        "case": row["case_id"],
        "tie": messages.text(f"timeline.tied.{row['tie']}", language),
        "listed": row["listed_name"],
        "sources": row["sources"],
        "level": messages.text(f"timeline.relation.{row['relation']}", language, steps=row["steps"]),
        "dates": dates_of(Span(row["start_on"], row["end_on"]), messages, language),
        "count": row["statement_count"],
        "counts": messages.text("timeline.may_count" if row["may_count"] else "timeline.context", language),
    }


def _key(row: Row) -> tuple[str, str, str, int]:
    return row["program_id"], row["case_id"], row["subject_id"], row["line"]
