"""What a terminal shows: progress while it works, a table at the end, JSON for programs; in a log, only the table."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from flows.fairness.measure import Spread
from flows.ingest import Ingested
from flows.messages import Language, Messages
from flows.warehouse import query
from matching.model import Comparison

Row = Mapping[str, Any]


@contextmanager
def progress(quiet: bool, file: Path | None = None) -> Iterator[Callable[[str], None]]:
    """A line that says which step is at work, on a terminal only; or one line a step in a file."""
    console = Console(stderr=True)
    if file:
        yield lambda step: _add_line(file, step)
        return
    if quiet or not console.is_terminal:
        yield lambda step: None
        return
    with console.status("sekisho") as status:
        yield lambda step: status.update(f"sekisho: {step}")


def _add_line(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as steps:
        steps.write(text + "\n")


def say(text: str) -> None:
    """One sentence."""
    Console().print(text, markup=False, highlight=False, soft_wrap=True)


def table(
    name: str, rows: Sequence[Row], messages: Messages, language: Language, as_json: bool, pages: Sequence[Path] = (), **more: Any
) -> None:
    """Rows under their headings (messages show.<name>.<column>; columns without a heading are for programs only)."""
    if as_json:
        said = {name: [dict(row) for row in rows], "pages": [str(page) for page in pages], **more}
        sys.stdout.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
        return
    console = Console(width=None if sys.stdout.isatty() else 160)
    columns = [column for column in (rows[0] if rows else ()) if f"show.{name}.{column}" in messages.texts]
    drawn = Table(*(messages.text(f"show.{name}.{column}", language) for column in columns), box=None, pad_edge=False)
    for row in rows:
        drawn.add_row(*(_cell(row[column], messages, language) for column in columns))
    console.print(drawn)
    incomplete = [row for row in rows if row.get("is_complete") is False]
    for row in incomplete:
        say(messages.text("show.incomplete", language, program=row["program_id"], missing=row["missing"]))
    if any(row.get("is_sample") for row in rows):
        say(messages.text("show.sample", language))
    for page in pages:
        say(str(page.with_name(f"index.{language}.html")))


def programs(live: Path, language: Language) -> list[dict[str, Any]]:
    """One row per program of a finished file: counts by level of care, coverage, what is missing."""
    rows = query(live, _PROGRAMS)
    for row in rows:
        row["title"] = row[f"title_{language}"] or row["title_ja"] or row["title_en"]
    order = ("program_id", "title", "tier", "case_count", "subject_count", "screened_count", "rejected_count", "hit_count")
    return [
        {name: row[name] for name in (*order, "high", "moderate", "low", "none", "is_complete", "missing", "is_sample", "as_of")}
        for row in rows
    ]


_PROGRAMS = """
select
    programs.*,
    count(*) filter (where cases.grade = 'high') as high,
    count(*) filter (where cases.grade = 'moderate') as moderate,
    count(*) filter (where cases.grade = 'low') as low,
    count(*) filter (where cases.grade = 'none') as none,
    (
        select coalesce(string_agg(distinct source, ', ' order by source), '')
        from marts.coverage
        where coverage.program_id = programs.program_id and is_required and state <> 'used'
    ) as missing
from marts.programs as programs
left join marts.cases as cases using (program_id)
group by all
order by programs.program_id
"""


def standing(one: Ingested, messages: Messages, language: Language) -> dict[str, Any]:
    """A source as tonight left it."""
    return {
        "source": one.source.name,
        "kind": one.source.kind,
        "title": one.source.title_ja if language == "ja" else one.source.title_en,
        "state": one.state,
        "entries": sum(one.counts.values()),
        "edition": one.edition[:12],
        "first_fetched_on": one.first_fetched_on,
        "detail": messages.text(one.key, language, **one.facts),
    }


def comparison(names: Sequence[str], found: Comparison, messages: Messages, language: Language) -> None:
    """Why two names agree, or do not, in a few lines."""
    key = "show.compared_same" if found.same else "show.compared_different"
    say(messages.text(key, language, left=names[0], right=names[1], score=f"{found.score:.3f}", chance=f"{found.chance:.3g}"))
    for evidence in found.evidence:
        say(f"{evidence.points:+4d}  {messages.text(f'evidence.{evidence.feature}', language, **evidence.facts)}")
    say(f"{found.points:+4d}  {messages.text('show.points', language)}")


def fairness(rows: Sequence[Row], spreads: Sequence[Spread], tables: str) -> None:
    """The figures for programs; an endless ratio is null."""
    apart = [asdict(one) | {"is_within": one.is_within} for one in spreads]
    for one in apart:
        one |= {name: one[name] if isfinite(one[name]) else None for name in ("ratio", "upper")}
    sys.stdout.write(json.dumps({"fairness": [dict(row) for row in rows], "spreads": apart, "tables": tables}, ensure_ascii=False) + "\n")


def _cell(value: Any, messages: Messages, language: Language) -> str:
    if isinstance(value, bool):
        return messages.text(f"show.{'yes' if value else 'no'}", language)
    key = f"show.state.{value}"
    return messages.text(key, language) if key in messages.texts else "" if value is None else str(value)
