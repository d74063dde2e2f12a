"""The pages: one summary of the program without any person's name, one page per case; Japanese and English.

Each page stands alone: no script, no font, picture or style from elsewhere, so it opens from a folder, a mail or a
reading room without a network, prints on A4 and reads on a phone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.messages import LANGUAGES, Language
from flows.results.arrange import LEVELS, CaseView, arrange_cases, arrange_coverage
from flows.results.lead import leading
from flows.results.rows import Rows, Texts, ordered
from flows.results.show import counted, dated, facts_shown, in_css, isolated, linked, nameless, odds, own, percent, short, visible

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "shown": isolated, "plain": visible, "quoted": lambda value: visible(value, 4_000), "link": linked, "short": short, "css": in_css,
}  # fmt: skip
_CHANGES = ("rules", "new", "reopened", "gone", "held")


def write_pages(folder: Path, rows: Rows, texts: Texts) -> list[Path]:
    """Summary and case pages into an existing folder; the paths written, summary first.

    Raises SettingsError where a row carries a word the message table does not know (a new kind, state or reason).
    """
    views = arrange_cases(rows)
    shown = _facts(rows, views)
    written = []
    for language in LANGUAGES:
        known = shown | _words(rows, views, texts, language)
        # the same on every page of a language, and the longest part of most
        known["coverage_table"] = Markup(_TEMPLATES.get_template("coverage.html").render(known))  # noqa: S704 - rendered with escapes
        written.append(_write(folder / f"index.{language}.html", "summary.html", known | {"here": "index"}))
        for view in views:
            written.append(_write(folder / f"{view.page}.{language}.html", "case.html", known | {"here": view.page, "view": view}))
    return written


def person_names(rows: Rows) -> Iterator[str]:
    """Every written form of a person in these rows: none of them may stand on the summary."""
    for subject in rows.subjects:
        if subject["kind"] == "person":
            yield subject["display_name"]
            yield from re.split(r"[;；/|、\n]", subject["other_names"])
    for hit in rows.hits:
        if hit["entity_kind"] != "organisation":
            yield hit["listed_name"]
    people = {hit["hit_id"] for hit in rows.hits if hit["entity_kind"] != "organisation"}
    yield from (listing["listed_name"] for listing in rows.listings if listing["hit_id"] in people)


def _facts(rows: Rows, views: list[CaseView]) -> dict[str, Any]:
    """What the templates show, the same in both languages."""
    changes = ordered(rows.changes, "case_id", "source", "hit_id")
    return {
        "program": rows.program,
        "views": views,
        "coverage": arrange_coverage(rows),
        "care": Counter(view.case["grade"] for view in views),
        "changes": {change: [row for row in changes if row["change"] == change] for change in _CHANGES},
        "rejected": sorted(Counter((row["document"], row["severity"]) for row in rows.rejected).items()),
        "pages": {view.case["case_id"]: view.page for view in views},
        "hits": {found.hit["hit_id"]: found for view in views for found in view.hits},
        "lists": {row["source"]: row for row in rows.coverage},
        "LEVELS": LEVELS,
    }


def _words(rows: Rows, views: list[CaseView], texts: Texts, language: Language) -> dict[str, Any]:
    """How the templates say it in one language."""

    def text(key: str, **facts: Any) -> str:
        return texts(f"results.{key}", language, facts_shown(facts))

    def say(key: str, **facts: Any) -> str:
        return texts(f"timeline.{key}", language, facts_shown(facts))

    def dates(start: str, end: str) -> str:
        key = "on" if start and start == end else "from_to" if start and end else "since" if start else "until" if end else "undated"
        return texts(f"gaps.dates.{key}", language, facts_shown({"start": start, "end": end}))

    hide = nameless(visible(name) for name in person_names(rows))
    return {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "t": text,
        "say": say,
        "dates": dates,
        "reason": lambda key: texts(key, language, {}) if key else "",
        "own": own(language),
        "count": counted(texts, language),
        "lead": leading(rows, views, arrange_coverage(rows), texts, language),
        "day": dated(texts, language),
        "odds": odds(texts, language),
        "percent": percent(texts, language),
        "nameless": lambda value: hide(visible(value), text("a_person")),
    }


def _write(path: Path, template: str, known: Mapping[str, Any]) -> Path:
    path.write_text(_TEMPLATES.get_template(template).render(known), encoding="utf-8", newline="\n")
    return path
