"""Files a command cannot use, or must not destroy: one sentence, exit 2, nothing lost."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.compare import compare_file, match_file
from sources.errors import RosterError

PAIR = json.dumps({"id": "1", "kind": "organisation", "a": "Imaginary Institute", "b": "Imaginary Institute"})


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["--home", str(tmp_path), "template", str(tmp_path / "missing" / "form.xlsx")])
    assert told.exit_code == 2
    assert "cannot be read or written" in told.output
    assert "Traceback" not in told.output


def test_answers_may_take_the_place_of_the_pairs(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(PAIR + "\n", encoding="utf-8")
    assert compare_file(pairs, pairs) == 1
    assert json.loads(pairs.read_text(encoding="utf-8"))["score"] > 0


def test_earlier_answers_stay_when_a_pair_is_wrong(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "out.jsonl"
    pairs.write_text(PAIR + "\n{cut", encoding="utf-8")
    out.write_text("earlier", encoding="utf-8")
    with pytest.raises(RosterError):
        compare_file(pairs, out)
    assert out.read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize("names", [None, "Imaginary Institute", [None]])
def test_names_of_a_list_entry_must_be_a_list_of_texts(tmp_path: Path, names: object) -> None:
    listed, queries = tmp_path / "list.jsonl", tmp_path / "queries.jsonl"
    listed.write_text(json.dumps({"id": "1", "kind": "organisation", "names": names}), encoding="utf-8")
    queries.write_text(json.dumps({"id": "1", "kind": "organisation", "name": "x"}), encoding="utf-8")
    with pytest.raises(RosterError):
        match_file(listed, queries, tmp_path / "out.jsonl")


def test_json_nested_beyond_reading_is_named(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"a":' * 100_000, encoding="utf-8")
    with pytest.raises(RosterError):
        compare_file(pairs, tmp_path / "out.jsonl")
