"""Is this the document at all? Bytes that are empty, HTML, of another type or in another encoding go no further."""

import re
from collections.abc import Mapping, Sequence

from sources.errors import SourceDamaged
from sources.model import Document, Source

MAGIC: Mapping[str, tuple[bytes, ...]] = {
    "xml": (b"<?xml", b"<"),
    "pdf": (b"%PDF-",),
    "zip": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "json": (b"{", b"["),
}
BOM = b"\xef\xbb\xbf"
_ESCAPE = b"\x1b"  # begins a shift of ISO-2022-JP, every byte of which reads as UTF-8; no list has use for it
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
_REPLACED_SHARE = 1e-4  # publishers themselves print a lone U+FFFD now and then; a wrong decoding prints thousands


def strange(content: bytes, media: str) -> str:
    """Why these bytes cannot be a document of that medium: "empty", "html", "type", or "" when they can."""
    head = content[:2048].removeprefix(BOM).lstrip()
    if not head:
        return "empty"
    if media != "html" and _HTML.match(re.sub(rb"^<\?xml[^>]*>\s*", b"", head)):
        return "html"
    if media in MAGIC and not head.startswith(MAGIC[media]):
        return "type"
    return ""


def whole(documents: Mapping[str, Document], source: Source) -> tuple[Document, ...]:
    """All documents of the source in its own order, of its first format that any of them belongs to; case does not part names.

    Raises SourceDamaged when one is missing or plainly something else.
    """
    sets, held = (source.files, *source.formats), {name.casefold(): document for name, document in documents.items()}
    files = next((files for files in sets if any(file.name.casefold() in held for file in files)), source.files)
    for file in files:
        if file.name.casefold() not in held:
            raise SourceDamaged("source.document_missing", source=source.name, document=file.name)
        content = held[file.name.casefold()].content
        if len(content) > file.max_bytes:
            raise SourceDamaged("source.too_large", source=source.name, document=file.name, bytes=len(content), limit=file.max_bytes)
        if reason := strange(content, file.media):
            raise SourceDamaged(f"source.{reason}", source=source.name, document=file.name, media=file.media)
    return tuple(held[file.name.casefold()] for file in files)


def decoded(document: Document, source: Source) -> str:
    """The document as text: UTF-8 with or without a byte order mark. Raises SourceDamaged for anything else."""
    try:
        text = document.content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceDamaged("source.encoding", source=source.name, document=document.name, byte=error.start) from error
    if (escape := document.content.find(_ESCAPE)) >= 0:
        raise SourceDamaged("source.encoding", source=source.name, document=document.name, byte=escape)
    if text.count("\ufffd") > 1 + len(text) * _REPLACED_SHARE:
        raise SourceDamaged("source.encoding", source=source.name, document=document.name, byte=document.content.find(b"\xef\xbf\xbd"))
    return text


def in_utf8(document: Document, source: Source, encodings: Sequence[str]) -> bytes:
    """The content in UTF-8, from the first of the encodings that reads all of it. The same object when it is UTF-8 already.

    Only for publishers that state their encodings: cp932 reads much that is not Japanese. Raises SourceDamaged for none.
    """
    for encoding in encodings:
        try:
            text = document.content.decode(encoding)
        except UnicodeDecodeError as error:
            damage = error
        else:
            return document.content if encoding == "utf-8" else text.encode()
    raise SourceDamaged("source.encoding", source=source.name, document=document.name, byte=damage.start) from damage
