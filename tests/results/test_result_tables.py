"""hits and coverage as csv and JSON Lines."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.results.rows import Rows
from flows.results.tables import write_tables


def test_csv_opens_in_a_spreadsheet(tmp_path: Path, rows: Rows) -> None:
    write_tables(tmp_path, rows)
    content = (tmp_path / "hits.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 5 and content.count(b"\n") == 5
    found = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [row["hit_id"] for row in found] == ["3f0a1c", "52be77", "90cd4e", "77aa10"]
    assert found[0]["is_complete"] == "false" and found[0]["sources"] == "jp_meti_eul | us_csl"


@pytest.mark.parametrize("text", ["=1+1", "+81-22", "-x", "@a", "＝1", "\t=1"])
def test_csv_text_is_never_a_formula(tmp_path: Path, hostile: Callable[[str], Rows], text: str) -> None:
    write_tables(tmp_path, hostile(text))
    found = list(csv.DictReader((tmp_path / "hits.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["subject_name"] for row in found} == {f"'{text}"}


def test_negative_numbers_stay_numbers(tmp_path: Path, tables: dict[str, Any]) -> None:
    tables["hits"][0]["points"] = -3
    write_tables(tmp_path, Rows(**tables))
    found = list(csv.DictReader((tmp_path / "hits.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert found[0]["points"] == "-3"


def test_json_line_holds_the_hit_whole(tmp_path: Path, rows: Rows) -> None:
    write_tables(tmp_path, rows)
    lines = (tmp_path / "hits.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert list(first) == sorted(first)
    assert [len(first[name]) for name in ("listings", "evidence", "reasons", "measures")] == [2, 3, 2, 3]
    assert sum(one["points"] for one in first["evidence"]) == first["points"]
    assert first["coverage"]["is_complete"] is False and {"un_sc", "ca_sema"} <= {one["source"] for one in first["coverage"]["lists"]}


def test_json_keeps_text_raw_even_half_characters(tmp_path: Path, hostile: Callable[[str], Rows]) -> None:
    text = "=\u202e\u2028\n\ud800"
    write_tables(tmp_path, hostile(text))
    lines = (tmp_path / "hits.jsonl").read_bytes().decode("utf-8").split("\n")
    assert json.loads(lines[0])["subject_name"] == text


def test_night_without_hits_still_says_what_was_compared(tmp_path: Path, none_found: Rows) -> None:
    write_tables(tmp_path, none_found)
    assert (tmp_path / "hits.jsonl").read_text() == ""
    lists = [json.loads(line) for line in (tmp_path / "coverage.jsonl").read_text().splitlines()]
    assert len(lists) == 5 and {one["state"] for one in lists} == {"used"}
