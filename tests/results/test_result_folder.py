"""The folder people are handed: whole or not at all, private, the same each time."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.results import swap
from flows.results.rows import Rows, Texts
from flows.results.swap import replaced
from flows.results.write import write_results


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_everything_is_written_and_readable_by_its_owner_only(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    written = write_results(tmp_path / "out" / "P-01", rows, texts, beside=lambda folder: (folder / "hits.parquet").write_bytes(b"x"))
    assert {path.suffix for path in written} == {".html", ".xlsx", ".csv", ".jsonl", ".parquet"}
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    assert (tmp_path / "out" / "P-01").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["P-01"]


def test_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path, rows: Rows, tables: dict[str, Any], texts: Texts) -> None:
    turned = Rows(**{name: table if name == "program" else table[::-1] for name, table in tables.items()})
    write_results(tmp_path / "a", rows, texts)
    write_results(tmp_path / "b", turned, texts)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, root: Path) -> None:
    asked = ["-q", "-p", "no:cacheprovider", str(Path(__file__)), "-k", "everything_is_written"]
    for seed in ("1", "2"):
        run = [sys.executable, "-m", "pytest", "--basetemp", str(tmp_path / seed), *asked]
        subprocess.run(run, cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True)
    first, second = (
        {p.name: p.read_bytes() for p in (tmp_path / seed).rglob("P-01/*") if not p.parent.parent.is_symlink()} for seed in "12"
    )
    assert len(first) == 18 and first == second


def test_pages_of_an_earlier_night_do_not_stay(tmp_path: Path, rows: Rows, none_found: Rows, texts: Texts) -> None:
    folder = tmp_path / "P-01"
    folder.mkdir()
    (folder / "case-old.ja.html").write_text("old")
    write_results(folder, rows, texts)
    assert "case-old.ja.html" not in contents(folder)


def test_error_while_writing_leaves_the_last_night_as_it_was(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    folder = tmp_path / "P-01"
    write_results(folder, rows, texts)
    before = contents(folder)

    def fail(_: Path) -> None:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write_results(folder, rows, texts, beside=fail)
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["P-01"]


def test_folder_is_put_back_after_a_kill_between_the_two_renames(tmp_path: Path, rows: Rows, texts: Texts) -> None:
    aside = tmp_path / ".P-01.last"
    aside.mkdir()
    (aside / "index.ja.html").write_text("last night")

    def fail(_: Path) -> None:
        raise OSError("again")

    with pytest.raises(OSError, match="again"):
        write_results(tmp_path / "P-01", rows, texts, beside=fail)
    assert (tmp_path / "P-01" / "index.ja.html").read_text() == "last night"


def test_nothing_stays_beside_when_the_disk_fails_last_of_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    with replaced(folder) as coming:
        (coming / "page").write_text("old", encoding="utf-8")

    def fails_for_the_parent(path: Path) -> None:
        if path == tmp_path:
            raise OSError("disk")

    monkeypatch.setattr(swap, "to_disk", fails_for_the_parent)
    with pytest.raises(OSError, match="disk"), replaced(folder) as coming:
        (coming / "page").write_text("new", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (folder / "page").read_text(encoding="utf-8") == "new"
