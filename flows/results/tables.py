"""hits and coverage as csv for spreadsheets and as JSON Lines for programs."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.results.arrange import CaseView, HitView, arrange_cases, arrange_coverage
from flows.results.rows import COLUMNS, Row, Rows
from flows.results.show import visible

_FORMULA = "=+-@＝＋－＠\t\r"
_UNDER_HIT = ("listings", "evidence", "reasons", "measures")


def write_tables(folder: Path, rows: Rows) -> list[Path]:
    """hits.csv, hits.jsonl, coverage.csv and coverage.jsonl into an existing folder.

    The csv is UTF-8 with a BOM and CRLF, unseen characters written out and text that a spreadsheet would take for a
    formula led by an apostrophe. The JSON is the raw text, keys sorted, one object a line. An empty hits table says
    nothing by itself: the coverage stands beside it, and in every row.
    """
    found = [(view, hit) for view in arrange_cases(rows) for hit in view.hits]
    coverage = arrange_coverage(rows)
    lists = [*coverage.lists, *coverage.unused]
    return [
        _write_csv(folder / "hits.csv", [_flat(rows, view, hit) for view, hit in found], _FLAT),
        _write_lines(folder / "hits.jsonl", (_nested(rows, view, hit, coverage.lists) for view, hit in found)),
        _write_csv(folder / "coverage.csv", lists, COLUMNS["coverage"]),
        _write_lines(folder / "coverage.jsonl", lists),
    ]


_RUN = ("program_id", "as_of", "ruleset", "is_complete", "is_sample")
_JOINED = ("sources", "reasons_en", "reasons_ja", "measures_en", "measures_ja")
_FLAT = (*_RUN, "case_title", *COLUMNS["hits"], *_JOINED)


def _flat(rows: Rows, view: CaseView, found: HitView) -> Row:
    def joined(table: Sequence[Row], column: str) -> str:
        return " | ".join(dict.fromkeys(str(row[column]) for row in table))

    return {
        **_run(rows),
        "case_title": view.case["title"],
        **found.hit,
        "sources": joined(found.listings, "source"),
        "reasons_en": joined(found.reasons, "text_en"),
        "reasons_ja": joined(found.reasons, "text_ja"),
        "measures_en": joined(found.measures, "text_en"),
        "measures_ja": joined(found.measures, "text_ja"),
    }


def _nested(rows: Rows, view: CaseView, found: HitView, lists: Sequence[Row]) -> Mapping[str, Any]:
    states = [{column: row[column] for column in ("source", "sub_list", "state", "edition")} for row in lists]
    return {
        **_run(rows),
        **found.hit,
        "case_title": view.case["title"],
        "coverage": {"is_complete": rows.program["is_complete"], "lists": states},
        **{name: list(getattr(found, name)) for name in _UNDER_HIT},
    }


def _run(rows: Rows) -> dict[str, Any]:
    return {column: rows.program[column] for column in _RUN}


def _write_csv(path: Path, rows: Iterable[Row], columns: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(columns)
        table.writerows([cell(row[column]) for column in columns] for row in rows)
    return path


def cell(value: Any) -> Any:
    """A value as a spreadsheet may open it: unseen characters written out, nothing that it would take for a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return value
    text = visible(value, 32_000)
    return f"'{text}" if text.startswith(tuple(_FORMULA)) else text


def _write_lines(path: Path, rows: Iterable[Row]) -> Path:
    lines = (json.dumps(dict(row), ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    # backslashreplace writes half a surrogate pair, which UTF-8 cannot hold, as the JSON escape it is
    path.write_bytes("".join(lines).encode("utf-8", "backslashreplace"))
    return path
