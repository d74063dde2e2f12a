"""The empty form, and a filled one that comes back with marks."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from books import PEOPLE, book, saved
from openpyxl import load_workbook

from flows.messages import LANGUAGES, Language
from flows.template import mark, template, write_template
from sources.rosters import read_workbook
from sources.rosters.columns import CHOICES, COLUMNS, code_of, is_ignored


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_form_holds_no_data_and_says_that_its_samples_are_still_there(language: Language, tmp_path: Path) -> None:
    write_template(tmp_path / "form.xlsx", language)
    content = (tmp_path / "form.xlsx").read_bytes()
    found = read_workbook(content, "form.xlsx")
    assert not any(found.rows_in.values())
    assert [one.reason for one in found.rejected] == ["roster.sample_row"] * 5
    assert content == template(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edited_sample_row_is_data(language: Language) -> None:
    form = load_workbook(BytesIO(template(language)))
    for number, name in enumerate(form.sheetnames[1:]):
        form[name]["A4"] = form[name]["A4"].value if name in ("開示", "Disclosures") else f"X{number}"
    for name, cell in (("案件", "B4"), ("機関", "B4"), ("人", "B4")):
        sheet = form[name] if name in form.sheetnames else form[{"案件": "Cases", "機関": "Institutions", "人": "People"}[name]]
        sheet[cell] = "X0" if name == "案件" else "X1"
    people = form[form.sheetnames[4]]
    disclosures = form[form.sheetnames[5]]
    disclosures["A4"] = people["C4"].value
    found = read_workbook(saved(form), "form.xlsx")
    assert [row for row in found.rejected if row.severity == "rejected"] == []
    assert dict(found.rows_in) == {"programs": 1, "cases": 1, "institutions": 1, "people": 1, "disclosures": 1}
    assert found.programs[0].tier == 2 and found.programs[0].designation is not None
    assert found.subjects[-1].affiliations[0].start_on == "2019-04"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_of_the_form_is_read(language: Language) -> None:
    form = load_workbook(BytesIO(template(language)))
    offered = [str(rule.formula1).strip('"').split(",") for sheet in form.worksheets for rule in sheet.data_validations.dataValidation]
    known = [{spelling for spellings in table.values() for spelling in spellings} for table in CHOICES.values()]
    assert len(offered) == 11
    assert all(any(set(texts) <= table for table in known) for texts in offered)


def test_the_form_keeps_what_is_typed_as_text() -> None:
    form = load_workbook(BytesIO(template("ja")))
    for sheet in form.worksheets[1:]:
        assert sheet.freeze_panes == "B3"
        assert all(sheet.column_dimensions[cell.column_letter].number_format == "@" for cell in sheet[2])
        assert all(cell.number_format == "@" for row in sheet["A2:B4"] for cell in row)


def test_a_workbook_comes_back_with_the_cells_coloured_and_commented() -> None:
    content = saved(book(人=[[*PEOPLE[0], "国籍"], [*PEOPLE[1], "ユートピア"], ["R2", "C1", "乙", "調整中", "ユートピア"]]))
    found = read_workbook(content, "roster.xlsx")
    back = mark(content, found.rejected)
    sheet = load_workbook(BytesIO(back))["人"]
    assert sheet["C3"].value == "乙"
    assert "調整中" in sheet["D3"].comment.text and "drop-down" in sheet["D3"].comment.text
    assert sheet["D3"].fill.fgColor.rgb == "00F6C9A8"
    assert sheet["D2"].comment is None
    assert sheet["E2"].value is None and sheet["E3"].value is None and "neither read nor kept" in sheet["E1"].comment.text
    assert back == mark(content, found.rejected)
    assert b"\xe3\x83\xa6\xe3\x83\xbc\xe3\x83\x88" not in b"".join(_parts(back))


def test_merged_cells_and_macros_come_back_too() -> None:
    made = book(人=[[*PEOPLE[0], "国籍"], [*PEOPLE[1], "あ"], ["R2", None, "乙", "研究分担者", "い"]], 開示=[])
    made["人"].merge_cells("B2:B3")
    made["人"].merge_cells("E2:E3")
    content = _with_macro(saved(made))
    back = mark(content, read_workbook(content, "roster.xlsm").rejected)
    sheet = load_workbook(BytesIO(back))["人"]
    assert "結合" in sheet["B2"].comment.text and sheet["E2"].value is None
    assert b"macro" in _parts(back)


def _with_macro(content: bytes) -> bytes:
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def _parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return [parts.read(name) for name in parts.namelist()]


def test_no_header_of_ours_is_one_that_is_ignored_or_means_two_columns() -> None:
    for sheet in COLUMNS.values():
        seen: dict[str, str] = {}
        for column in sheet.columns.values():
            for header in (column.ja, column.en, column.field):
                assert not is_ignored(sheet.key, header), header
                assert sheet.by_header[_folded(header)] == column.field, (sheet.key, header)
            for header in column.headers:
                assert seen.setdefault(_folded(header), column.field) == column.field, (sheet.key, header)


def test_no_spelling_of_a_choice_means_two_things() -> None:
    for name, table in CHOICES.items():
        for code, spellings in table.items():
            assert {code_of(name, spelling) for spelling in (code, *spellings)} == {code}, (name, code)


def _folded(text: str) -> Any:
    from sources.rosters.spelling import fold

    return fold(text)
