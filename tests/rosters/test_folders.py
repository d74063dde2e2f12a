"""The same as TOML and CSV, in the encodings Japanese offices send."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from make_example import workbook

from flows.messages import Messages
from sources.errors import RosterError
from sources.model import Quote
from sources.rosters import read, read_folder, read_workbook
from sources.rosters.folder import decode

PROGRAMS = '[[programs]]\nprogram_id = "P1"\ntitle_ja = "試験事業"\ntier = 1\n'
CASES = "案件ID,事業ID,種別,案件名\nC1,P1,共同研究,試験案件\n"
PEOPLE = "人ID,案件ID,氏名,役割\nR1,C1,髙﨑 太郎,研究代表者\n"


def folder(**files: str | bytes) -> dict[str, bytes]:
    given = {"programs.toml": PROGRAMS, "cases.csv": CASES, "people.csv": PEOPLE} | {
        name.replace("_", "."): text for name, text in files.items()
    }
    return {name: text.encode() if isinstance(text, str) else text for name, text in given.items()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_can_be_told(encoding: str) -> None:
    found = read_folder(folder(people_csv=PEOPLE.encode(encoding)))
    assert found.subjects[0].names[0].text == "髙﨑 太郎"
    assert found.rejected == ()


def test_a_csv_in_iso_2022_jp_is_told_by_its_escapes() -> None:
    assert decode("氏名,役割".encode("iso2022_jp"), "people.csv") == "氏名,役割"


@pytest.mark.parametrize("content", [b"\xfd\xfe\xff", b"\x81\xff", b"\x80\x81", b"\x1b$B\xff\xff"])
def test_an_encoding_is_never_guessed(content: bytes) -> None:
    with pytest.raises(RosterError, match="encoding"):
        decode(content, "people.csv")


@pytest.mark.parametrize("encoding", ["euc_jp", "gb18030", "big5hkscs"])
def test_a_file_in_another_encoding_is_refused_by_its_header_at_the_latest(encoding: str) -> None:
    with pytest.raises(RosterError):
        read_folder(folder(people_csv="氏名,職名\n見本,教授\n".encode(encoding)))


def test_a_ragged_row_comes_back_and_the_others_are_read() -> None:
    found = read_folder(folder(people_csv=PEOPLE + "R2,C1,乙, 二,研究分担者\nR3,C1\nR4,C1,丁,研究分担者\n"))
    assert [one.subject_id for one in found.subjects] == ["C1:p:R1", "C1:p:R4"]
    assert [(one.reason, one.quote.document, one.quote.locator, one.detail) for one in found.rejected if one.severity == "rejected"] == [
        ("roster.ragged_row", "people.csv", "people!A3", "5"),
        ("roster.ragged_row", "people.csv", "people!A4", "2"),
    ]
    assert found.rows_in["people"] == 4


def test_a_quoted_line_break_stays_in_its_cell() -> None:
    found = read_folder(folder(people_csv='人ID,案件ID,氏名,役割,氏名（ローマ字）\nR1,C1,甲,研究代表者,"Taro Mihon\nT. Mihon"\n'))
    assert [name.text for name in found.subjects[0].names] == ["甲", "Taro Mihon", "T. Mihon"]


REFUSED: dict[str, tuple[dict[str, bytes], str]] = {
    "an open quote": (folder(people_csv=PEOPLE + 'R2,C1,"乙,研究分担者\n'), "roster.csv_damaged"),
    "broken toml": (folder(programs_toml="[[programs]\n"), "roster.toml_damaged"),
    "toml of something else": (folder(programs_toml="[settings]\na = 1\n"), "roster.toml_shape"),
    "no cases": ({name: content for name, content in folder().items() if name != "cases.csv"}, "roster.sheet_missing"),
    "programs twice": (folder(programs_csv="事業ID,事業名\nP1,甲\n"), "roster.sheet_twice"),
    "no header": (folder(people_csv="1,2\n3,4\n"), "roster.header_not_found"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_folder_that_cannot_be_read_is_refused_in_a_sentence(case: str, messages: Messages) -> None:
    files, key = REFUSED[case]
    with pytest.raises(RosterError) as caught:
        read_folder(files)
    assert caught.value.key == key
    assert messages.tell(caught.value, "en") and messages.tell(caught.value, "ja")


def test_other_files_in_the_folder_are_named_and_left_alone() -> None:
    found = read_folder(folder(notes_md="# notes"))
    assert [(one.reason, one.detail) for one in found.rejected] == [("roster.unknown_file", "notes.md")]


def test_a_designation_may_stand_as_a_table_of_its_own() -> None:
    said = 'designation = { by = "所管府省", on = 2026-04-01, basis = "決定", trigger = "pilot", until = 2029-03-31 }\n'
    found = read_folder(folder(programs_toml=PROGRAMS.replace("tier = 1", "tier = 2") + said))
    assert found.programs[0].designation and found.programs[0].designation.trigger == "pilot"
    without = read_folder(folder(programs_toml=PROGRAMS.replace("tier = 1", "tier = 2")))
    assert (without.programs[0].tier, without.programs[0].designation) == (2, None)


def _unquoted(many: tuple[Any, ...]) -> list[Any]:
    return [replace(one, quote=Quote(document="", locator="", text="")) for one in many]


def test_the_example_says_the_same_as_a_workbook_and_as_a_folder(root: Path) -> None:
    example = root / "data" / "example"
    book = read_workbook((example / "programs.xlsx").read_bytes(), "programs.xlsx")
    files = read({path.name: path.read_bytes() for path in (example / "programs").iterdir()})
    for part in ("programs", "cases", "subjects", "disclosures"):
        assert _unquoted(getattr(book, part)) == _unquoted(getattr(files, part))
    assert book.rows_in == files.rows_in
    assert [one.reason for one in book.rejected] == [one.reason for one in files.rejected]


def test_the_example_holds_both_tiers_one_refused_row_and_an_ignored_column(root: Path) -> None:
    found = read_workbook((root / "data" / "example" / "programs.xlsx").read_bytes(), "programs.xlsx")
    assert [program.tier for program in found.programs] == [1, 2]
    assert len(found.cases) == 5 and len({one.subject_id.split(":")[2] for one in found.subjects if one.kind == "person"}) == 12
    assert [one.quote.locator for one in found.rejected if one.severity == "rejected"] == ["人!K16"]
    assert found.ignored_columns == ("人!国籍",)
    assert "記入あり" not in repr(found)


def test_the_example_workbook_is_made_from_the_folder_to_the_byte(root: Path) -> None:
    assert workbook(root / "data" / "example" / "programs") == (root / "data" / "example" / "programs.xlsx").read_bytes()
