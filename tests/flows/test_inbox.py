"""What lies in the inbox: everything is taken in or named as refused; one bad document never stops the others."""

import shutil
from pathlib import Path

import pytest
from office import EXAMPLE, Office
from openpyxl import load_workbook

from flows.commands import REFERENCE, source_names
from flows.programs import EXAMPLE as EXAMPLE_WORKBOOK
from flows.programs import Plan, find_programs, load_plan
from flows.settings import load_settings
from sources.errors import SekishoError


def _plan(home: Path) -> Plan:
    paths = find_programs(load_settings(home, "en", source_names()), None)
    return load_plan(paths, REFERENCE / "policies", source_names())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    shutil.copy(EXAMPLE / "programs.xlsx", folder / "good.xlsx")
    return folder


def _with_cell(folder: Path, name: str, old: str, new: str) -> None:
    book = load_workbook(EXAMPLE / "programs.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == old:
                    cell.value = new
    book.save(folder / name)


def _junk(folder: Path) -> None:
    (folder / "junk.xlsx").write_bytes(b"not a workbook")


def _loose_table(folder: Path) -> None:
    (folder / "people.csv").write_text("Name\nImaginary\n", encoding="utf-8")


def _notes(folder: Path) -> None:
    (folder / "notes.txt").write_text("to do", encoding="utf-8")


def _empty_folder(folder: Path) -> None:
    (folder / "scans").mkdir()


@pytest.mark.parametrize("put", [_junk, _loose_table, _notes, _empty_folder], ids=lambda put: put.__name__.strip("_"))
def test_a_document_that_cannot_be_taken_in_is_named_and_the_rest_is_screened(inbox: Path, put: object) -> None:
    put(inbox)  # type: ignore[operator]
    plan = _plan(inbox.parent)
    assert list(plan.rosters) == ["good.xlsx"]
    assert len(plan.refused) == 1


def test_a_program_that_asks_for_what_does_not_exist_is_refused_with_its_document_only(inbox: Path) -> None:
    shutil.copytree(EXAMPLE / "programs", inbox / "wrong")
    table = inbox / "wrong" / "programs.toml"
    text = table.read_text(encoding="utf-8").replace("P-KIBAN", "P-OTHER").replace("P-SENTAN", "P-WRONG")
    table.write_text(text.replace("[[programs]]", '[[programs]]\npolicy = "no-such-policy"', 1), encoding="utf-8")
    plan = _plan(inbox.parent)
    assert [(one.name, one.error.key) for one in plan.refused] == [("wrong", "night.unknown_policy")]
    assert list(plan.rosters) == ["good.xlsx"]


def test_of_two_workbooks_with_one_program_neither_is_taken(inbox: Path) -> None:
    shutil.copy(inbox / "good.xlsx", inbox / "again.xlsx")
    with pytest.raises(SekishoError, match=r"night\.two_programs"):
        _plan(inbox.parent)


@pytest.mark.parametrize("name", ["PROGRAMS.XLSX", "programs.xlsm"])
def test_a_workbook_is_known_by_any_of_its_endings(inbox: Path, name: str) -> None:
    (inbox / "good.xlsx").rename(inbox / name)
    assert list(_plan(inbox.parent).rosters) == [name]


def test_a_folder_of_tables_in_the_inbox_is_read(inbox: Path) -> None:
    (inbox / "good.xlsx").unlink()
    shutil.copytree(EXAMPLE / "programs", inbox / "office")
    assert list(_plan(inbox.parent).rosters) == ["office"]


def test_an_inbox_with_nothing_usable_is_an_error_and_never_the_example(inbox: Path) -> None:
    (inbox / "good.xlsx").rename(inbox / "good.xls")
    (inbox / "good.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old")
    with pytest.raises(SekishoError, match=r"roster\."):
        _plan(inbox.parent)


def test_an_empty_inbox_means_the_example(tmp_path: Path) -> None:
    assert find_programs(load_settings(tmp_path, "en", source_names()), None) == [EXAMPLE_WORKBOOK]


def test_results_say_what_was_refused_and_hold_only_tonights_programs(inbox: Path) -> None:
    office = Office(home=inbox.parent, mirror=EXAMPLE / "mirror", programs=None)  # type: ignore[arg-type]
    office.night()
    folders = {path.name for path in (office.home / "out").iterdir()}
    shutil.rmtree(inbox)
    inbox.mkdir()
    _with_cell(inbox, "next.xlsx", "P-KIBAN", "P-NEXT")
    _junk(inbox)
    office.night()
    now = {path.name for path in (office.home / "out").iterdir()}
    assert "P-KIBAN" in folders
    assert "P-KIBAN" not in now
    assert "P-NEXT" in now
    assert (office.home / "out" / "earlier" / "P-KIBAN" / "index.ja.html").exists()
    told = (office.home / "out" / "returned" / "junk.xlsx.txt").read_text(encoding="utf-8")
    assert "取り込めず" in told
    assert "NOT taken in" in told
    assert office.rows("select count(*) as n from raw.roster_rejects where roster = 'junk.xlsx' and severity = 'rejected'") == [{"n": 1}]
