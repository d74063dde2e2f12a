"""Several offices' workbooks in one inbox, whose cases and people bear the same numbers."""

from pathlib import Path

from office import EXAMPLE, Office
from openpyxl import load_workbook

from flows.template import template

LISTED = "Harbin Institute of Technology"
ROWS = {
    "Programs": {"Title (English)": "Imaginary programme", "Tier": "1"},
    "Cases": {"Case ID": "C1", "Kind": "joint research", "Stage": "contract", "Title": "Imaginary case"},
    "People": {"Person ID": "R1", "Case ID": "C1", "Name": "架空 一郎", "Role": "principal"},
    "Disclosures": {"Person": "R1", "Kind": "funding"},
}


def _workbook(path: Path, program: str, funder: str) -> None:
    book = load_workbook(_form(path))
    extra = {"Programs": {"Program ID": program}, "Cases": {"Program ID": program}, "Disclosures": {"Organisation": funder}}
    for title, row in ROWS.items():
        sheet = next(sheet for sheet in book if sheet.title.startswith(title))
        columns = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[2]}
        for header, text in (row | extra.get(title, {})).items():
            sheet.cell(5, columns[header]).value = text
    book.save(path)


def _form(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template("en"))
    return path


def test_what_one_person_disclosed_is_never_laid_to_another_of_the_same_number(tmp_path: Path) -> None:
    office = Office(home=tmp_path / "home", mirror=EXAMPLE / "mirror", programs=None)  # type: ignore[arg-type]
    _workbook(office.home / "inbox" / "one.xlsx", "ONE", LISTED)
    _workbook(office.home / "inbox" / "two.xlsx", "TWO", "Imaginary Foundation for Nothing Listed")
    office.night()
    asked = office.rows("select program_id, aspect_text from screened.probes where aspect = 'disclosure' order by all")
    assert [(row["program_id"], row["aspect_text"]) for row in asked] == [
        ("ONE", LISTED),
        ("TWO", "Imaginary Foundation for Nothing Listed"),
    ]
