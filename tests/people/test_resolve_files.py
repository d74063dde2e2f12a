"""`sekisho resolve` on files: shapes, errors that name file and line, what a person is told; fitting rewrites its sections only."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flows.affiliations.fit import logistic, with_weights
from flows.affiliations.resolve import resolve_file
from flows.affiliations.told import tell
from flows.messages import Messages
from sources.errors import SekishoError


def record(id: str, name: str, town: str, parents: tuple[str, ...] = (), children: tuple[str, ...] = ()) -> dict[str, Any]:
    links = [("parent", one) for one in parents] + [("child", one) for one in children]
    return {
        "id": f"https://ror.org/{id}",
        "status": "active",
        "names": [{"lang": "en", "types": ["ror_display", "label"], "value": name}],
        "locations": [{"geonames_details": {"name": town, "country_name": "United Kingdom", "country_code": "GB"}}],
        "relationships": [{"type": kind, "label": "", "id": f"https://ror.org/{one}"} for kind, one in links],
        "external_ids": [],
        "admin": {"last_modified": {"date": "2026-01-01"}},
    }


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    rows = [
        record("0001", "Cavendish Laboratory", "Cambridge", parents=("0002",)),
        record("0002", "University of Cambridge", "Cambridge", children=("0001",)),
        record("0003", "Anglia Ruskin University", "Chelmsford"),
    ]
    return lines(tmp_path / "ror.jsonl", *rows)


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8")
    return path


def test_every_string_gets_a_line_in_its_order(registry: Path, tmp_path: Path) -> None:
    strings = lines(
        tmp_path / "s.jsonl", {"id": "b", "affiliation": "Dept of Law, Univ. of Cambridge, UK"}, {"id": "a", "affiliation": "Nowhere"}
    )
    out = tmp_path / "o.jsonl"
    assert resolve_file([registry], strings, out) == 2
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["b", "a"]
    assert [one["ror"] for one in found[0]["organisations"]] == ["https://ror.org/0002"]
    assert set(found[0]["candidates"][0]) == {"ror", "name", "score"}
    assert found[1]["organisations"] == []


@pytest.mark.parametrize("line", ["{not json", "[]", {"id": "1"}, {"id": "1", "affiliation": None}])
def test_a_wrong_line_is_an_error_that_names_it_and_nothing_is_written(
    line: object, registry: Path, tmp_path: Path, messages: Messages
) -> None:
    strings = lines(tmp_path / "s.jsonl", {"id": "0", "affiliation": "x"}, line)
    with pytest.raises(SekishoError) as caught:
        resolve_file([registry], strings, tmp_path / "o.jsonl")
    assert (caught.value.facts["file"], caught.value.facts["line"]) == ("s.jsonl", 2)
    assert all(messages.tell(caught.value, language) for language in ("en", "ja"))
    assert not (tmp_path / "o.jsonl").exists()


def test_a_person_is_told_words_level_and_reason(registry: Path, messages: Messages) -> None:
    told = "\n".join(tell([registry], "Cavendish Laboratory, Cambridge, UK", messages, "en"))
    assert "Cavendish Laboratory  https://ror.org/0001" in told
    assert "is part of: University of Cambridge" in told
    assert "word for word" in told
    assert "上位機関：University of Cambridge" in "\n".join(tell([registry], "Cavendish Laboratory, Cambridge, UK", messages, "ja"))
    assert tell([registry], "Nowhere", messages, "en")[0] == messages.text("resolve.none", "en")


def test_fitting_gives_the_same_numbers_and_rewrites_one_section() -> None:
    x = np.array([[1.0, i % 3, i % 5] for i in range(60)])
    y = np.array([float(i % 3 > 0) for i in range(60)])
    assert logistic(x, y).tobytes() == logistic(x, y).tobytes()
    assert logistic(x, y)[1] > 0
    table = "least = 0.5\n[names]\nbias = 0.0\n[first]\nbias = 9.0\n"
    assert with_weights(table, "names", ["bias", "told"], np.array([1.0, -2.0])) == (
        "least = 0.5\n[names]\nbias = 1.000\ntold = -2.000\n[first]\nbias = 9.0\n"
    )
