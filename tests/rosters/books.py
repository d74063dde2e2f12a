"""Workbooks for the tests, made from plain rows."""

import io
import zipfile
from typing import Any

from openpyxl import Workbook

Rows = list[list[Any]]

PROGRAMS: Rows = [["事業ID", "事業名", "区分"], ["P1", "試験事業", "1"]]
CASES: Rows = [["案件ID", "事業ID", "種別", "案件名"], ["C1", "P1", "共同研究", "試験案件"]]
INSTITUTIONS: Rows = [["案件ID", "機関名", "役割"], ["C1", "架空大学", "連携先"]]
PEOPLE: Rows = [["人ID", "案件ID", "氏名", "役割"], ["R1", "C1", "見本 太郎", "研究代表者"]]
DISCLOSURES: Rows = [["本人", "種類", "相手方機関"], ["R1", "兼業", "架空研究所"]]
SHEETS = {"事業": PROGRAMS, "案件": CASES, "機関": INSTITUTIONS, "人": PEOPLE, "開示": DISCLOSURES}


def book(**sheets: Rows) -> Workbook:
    """A small whole roster; a sheet given by its Japanese name replaces the usual one, an empty one removes it."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in (SHEETS | sheets).items():
        if rows:
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
    return made


def saved(made: Workbook) -> bytes:
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def with_people(*rows: list[Any], header: list[Any] | None = None) -> bytes:
    return saved(book(人=[header or PEOPLE[0], *rows], 開示=[]))


def rewritten(content: bytes, old: bytes, new: bytes, also: bytes = b"\0never") -> bytes:
    """The workbook with other bytes in its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            made.writestr(name, parts.read(name).replace(old, new).replace(also, new))
    return out.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part more."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
    return out.getvalue()
