"""Files that are no workbook, or no roster: refused in a sentence that says what to do."""

import pytest
from books import PEOPLE, book, rewritten, saved, with_part

from flows.messages import Messages
from sources.errors import RosterError
from sources.rosters import read_workbook


def _merged_header() -> bytes:
    made = book()
    made["人"].merge_cells("A1:B1")
    return saved(made)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED_FILES: dict[str, tuple[bytes, str]] = {
    "an old .xls": (OLE + bytes(600), "roster.old_excel"),
    "a protected workbook": (OLE + bytes(90) + "EncryptedPackage".encode("utf-16-le"), "roster.encrypted"),
    "a web page": (b"\xef\xbb\xbf\n<html><table><tr><td>A</td></tr></table></html>", "roster.html"),
    "a csv": ("人ID,氏名\n1,甲\n".encode("cp932"), "roster.not_excel"),
    "nothing": (b"", "roster.not_excel"),
    "half a workbook": (saved(book())[:2000], "roster.damaged"),
    "a zip that is no workbook": (with_part(b"", "readme.txt", b"hello"), "roster.not_excel"),
    "a zip bomb": (with_part(saved(book()), "xl/worksheets/sheet9.xml", bytes(200_000_000)), "roster.bomb"),
    "declared entities": (
        rewritten(saved(book()), b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'), "roster.entities",
    ),
    "a broken sheet": (rewritten(saved(book()), b"</sheetData>", b""), "roster.damaged"),
    "no programs": (saved(book(事業=[])), "roster.sheet_missing"),
    "a sheet twice": (saved(book(people=PEOPLE)), "roster.sheet_twice"),
    "no header": (saved(book(人=[["あ", "い"], ["R1", "C1"]])), "roster.header_not_found"),
    "a needed column gone": (saved(book(人=[PEOPLE[0][:3], PEOPLE[1][:3]])), "roster.column_missing"),
    "a header twice": (saved(book(人=[[*PEOPLE[0], "氏 名"], [*PEOPLE[1], "乙"]])), "roster.duplicate_header"),
    "a merged header": (_merged_header(), "roster.merged_header"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_a_file_that_cannot_be_read_at_all_is_refused_in_a_sentence(case: str, messages: Messages) -> None:
    content, key = REFUSED_FILES[case]
    with pytest.raises(RosterError) as caught:
        read_workbook(content, "roster.xlsx")
    assert caught.value.key == key
    assert "roster.xlsx" in messages.tell(caught.value, "en") and "roster.xlsx" in messages.tell(caught.value, "ja")


def test_macros_are_not_run_and_that_is_said() -> None:
    found = read_workbook(with_part(saved(book()), "xl/vbaProject.bin", b"\0\1"), "roster.xlsx")
    assert [(row.severity, row.reason) for row in found.rejected] == [("warning", "roster.macros_not_run")]
