"""Is this really a workbook, and one that can be opened without harm? Decided on the bytes, before anything parses them."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from sources.errors import RosterError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_BYTES = 50_000_000
MAX_UNPACKED = 150_000_000
MAX_PARTS = 2_000
MAX_RATIO = 150
SMALL = 1_000_000  # a part below this may be packed as tightly as it likes

FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook carries besides values: macros (never run), formulas (never calculated)."""

    has_macros: bool
    has_formulas: bool


def check_workbook(content: bytes, name: str) -> Contents:
    """Raises RosterError for whatever is no plain .xlsx or .xlsm."""
    if len(content) > MAX_BYTES:
        raise RosterError("roster.too_large", document=name, size=len(content), limit=MAX_BYTES)
    if content.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise RosterError("roster.encrypted" if encrypted else "roster.old_excel", document=name)
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|head|\?xml)", content[:200], re.IGNORECASE):
        raise RosterError("roster.html", document=name)
    if not content.startswith(b"PK\x03\x04"):
        raise RosterError("roster.not_excel", document=name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _check_parts(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
        raise RosterError("roster.damaged", document=name) from error


def _check_parts(archive: zipfile.ZipFile, name: str) -> Contents:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    tight = any(part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or tight:
        raise RosterError("roster.bomb", document=name)
    names = {part.filename for part in parts}
    if len(names) != len(parts):
        raise RosterError("roster.damaged", document=name)
    if "xl/workbook.bin" in names or "xl/workbook.xml" not in names:
        raise RosterError("roster.not_excel", document=name)
    has_formulas = False
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            content = archive.read(part)
            _check_xml(content, name)
            has_formulas |= part.filename.startswith("xl/worksheets/") and bool(FORMULA.search(content))
    return Contents(any(part.endswith("vbaProject.bin") for part in names), has_formulas)


def _check_xml(content: bytes, name: str) -> None:
    """Excel writes UTF-8 without a document type; anything else is made, not saved."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content:
        raise RosterError("roster.entities", document=name)
