"""One program of five cases (program.toml) as the Rows the results are made of."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.messages import Language, Messages
from flows.results.rows import COLUMNS, Rows, Texts

_BOOLEAN, _NUMBER = ("is_", "by_"), ("_count", "_days", "score", "points", "chance", "confidence", "rank", "position")
_EXAMPLE_REASONS = {
    "example.own_name_not_compared": {
        "en": "own researchers' names are not compared under this policy",
        "ja": "ポリシーにより自機関の研究者の氏名は照合しません",
    },
    "example.empty_name": {"en": "the name is empty", "ja": "名称が空欄です"},
}


def _whole(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    empty = {
        column: False
        if column.startswith(_BOOLEAN)
        else None
        if column in ("quote_start", "quote_end")
        else 0
        if column.endswith(_NUMBER)
        else ""
        for column in COLUMNS[table]
    }
    return empty | row


@pytest.fixture
def tables() -> dict[str, Any]:
    """The rows as plain tables, for tests that change some before they make Rows of them."""
    told = tomllib.loads((Path(__file__).parent / "program.toml").read_text(encoding="utf-8"))
    program = _whole("program", told.pop("program"))
    tables: dict[str, Any] = {name: [_whole(name, row) for row in rows] for name, rows in told.items()}
    for case in tables["cases"]:
        case["program_id"] = program["program_id"]
    return {**tables, "program": program}


@pytest.fixture
def rows(tables: dict[str, Any]) -> Rows:
    return Rows(**tables)


@pytest.fixture
def none_found(tables: dict[str, Any]) -> Rows:
    """The same program on a good night: every list compared, nothing found."""
    for name in ("hits", "listings", "evidence", "reasons", "measures", "changes", "rejected"):
        tables[name] = []
    tables["coverage"] = [row | {"state": "used", "detail_en": "", "detail_ja": ""} for row in tables["coverage"] if row["edition"]]
    tables["cases"] = [
        case | {"grade": "none", "legal_check": "none", "hit_count": 0, "new_hit_count": 0, "is_complete": True} for case in tables["cases"]
    ]
    tables["subjects"] = [subject | {"hit_count": 0} for subject in tables["subjects"] if subject["screening"] != "rejected"]
    tables["program"] |= {"hit_count": 0, "rejected_count": 0, "is_complete": True, "is_sample": False}
    return Rows(**tables)


@pytest.fixture
def texts(messages: Messages) -> Texts:
    def text(key: str, language: Language, facts: Mapping[str, Any]) -> str:
        return _EXAMPLE_REASONS[key][language] if key in _EXAMPLE_REASONS else messages.text(key, language, **facts)

    return text


FREE = {
    "display_name", "subject_name", "listed_name", "title", "purpose", "other_names", "quote_text", "note", "reference", "url",
    "document_url", "sentence_ja", "sentence_en", "citation_en", "citation_ja", "nearest_name", "quote_locator", "locator", "document",
}  # fmt: skip


@pytest.fixture
def hostile(tables: dict[str, Any]) -> Callable[[str], Rows]:
    """Rows in which every free text is the given one, and every case id ends with it."""

    def told(row: dict[str, Any], text: str) -> dict[str, Any]:
        case_id = {"case_id": row["case_id"] + text} if row.get("case_id") else {}
        return row | dict.fromkeys(FREE & set(row), text) | case_id

    def put(text: str) -> Rows:
        changed = {name: [told(row, text) for row in table] for name, table in tables.items() if name != "program"}
        return Rows(program=tables["program"] | {"title_ja": text, "ministry": text}, **changed)

    return put
