"""compare and match on files: formats, order, errors that name file and line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.compare import compare_file, match_file
from flows.messages import Messages
from sources.errors import SekishoError


def write(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


def test_compare_says_why_in_both_languages(tmp_path: Path) -> None:
    pairs = write(tmp_path / "p.jsonl", {"id": "1", "kind": "organisation", "a": "SIS DOO", "b": "SIS d.o.o."})
    out = tmp_path / "o.jsonl"
    assert compare_file(pairs, out) == 1
    row = json.loads(out.read_text(encoding="utf-8"))
    assert row["same"] is True
    assert sum(evidence["points"] for evidence in row["evidence"]) > 0
    assert all(evidence["sentence"] and evidence["sentence_ja"] for evidence in row["evidence"])


def test_match_lists_the_best_entities_first_and_the_same_bytes_twice(tmp_path: Path) -> None:
    entities = write(
        tmp_path / "l.jsonl",
        {"id": "b", "kind": "organisation", "names": ["Harbin University of Technology and Commerce"], "countries": ["cn"]},
        {"id": "a", "kind": "organisation", "names": ["Harbin Institute of Technology", "HIT"]},
        {"id": "p", "kind": "person", "names": ["Harbin Technology"]},
    )
    queries = write(tmp_path / "q.jsonl", {"id": "q", "kind": "organisation", "name": "ハルビン工業大学"})
    assert match_file(entities, queries, tmp_path / "o1.jsonl") == 1
    match_file(entities, queries, tmp_path / "o2.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "o1.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[0] | {"score": 0} == {"query": "q", "entity": "a", "name": "Harbin Institute of Technology", "score": 0, "hit": True}
    assert [row["entity"] for row in rows] == ["a", "b"]
    assert (tmp_path / "o1.jsonl").read_bytes() == (tmp_path / "o2.jsonl").read_bytes()


def test_the_answers_do_not_depend_on_the_hash_seed_or_the_order_of_the_list(tmp_path: Path, root: Path) -> None:
    names = [
        "Harbin Institute of Technology",
        "Harbin Normal University",
        "東京大学",
        "Tehran University",
        "Beta Labs",
        "주식회사 한빛",
        "ООО Ромашка",
    ]
    rows = [{"id": f"e{i}", "kind": "organisation", "names": [name]} for i, name in enumerate(names)]
    queries = write(
        tmp_path / "q.jsonl", *({"id": name, "kind": "unknown", "name": name} for name in (*names, "ハルビン工業大学", "beta lab"))
    )
    answers = set()
    for seed, listed in (("0", rows), ("7", rows[::-1])):
        entities, out = write(tmp_path / f"l{seed}.jsonl", *listed), tmp_path / f"o{seed}.jsonl"
        paths = [str(entities), str(queries), str(out)]
        code = f"from pathlib import Path; from flows.compare import match_file; match_file(*map(Path, {paths}))"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=root, env={**os.environ, "PYTHONHASHSEED": seed})
        answers.add(out.read_bytes())
    assert len(answers) == 1


@pytest.mark.parametrize(
    "line",
    ["{not json", "[]", {"id": "1", "kind": "organisation", "a": "x"}, {"id": "1", "kind": "ship", "a": "x", "b": "y"},
     {"id": "1", "kind": "person", "a": "x", "b": "y" * 600}, {"id": "1", "kind": "person", "a": None, "b": "y"}],
)  # fmt: skip
def test_a_wrong_line_is_an_error_that_names_it(line: object, tmp_path: Path, messages: Messages) -> None:
    good = {"id": "0", "kind": "person", "a": "x", "b": "y"}
    with pytest.raises(SekishoError) as caught:
        compare_file(write(tmp_path / "p.jsonl", good, line), tmp_path / "o.jsonl")
    assert (caught.value.facts["file"], caught.value.facts["line"]) == ("p.jsonl", 2)
    assert all(messages.tell(caught.value, language) for language in ("en", "ja"))


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path, messages: Messages) -> None:
    with pytest.raises(SekishoError) as caught:
        compare_file(tmp_path / "none.jsonl", tmp_path / "o.jsonl")
    assert "none.jsonl" in messages.tell(caught.value, "en")
