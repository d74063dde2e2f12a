"""JSON, an array of it, JSON Lines, gzip and zip -> objects, with caps on what they may swell to."""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NoReturn

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Quote, Source
from sources.read.raw import decoded
from sources.read.row import QUOTE_LIMIT

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
UNPACKED_LIMIT = 2_000_000_000
RATIO_LIMIT = 200
_MEMBER = re.compile(r"[^\s,]")


def objects(document: Document, source: Source, wanted: str = "", suffix: str = ".json") -> Iterator[tuple[dict[str, Any], Quote]]:
    """(object, its quote) for each member of an array, each line, or the one object; in gzip or zip as well.

    wanted: part of the member's name, where a zip has several that end with `suffix`. Byte spans are given for plain JSON Lines only.
    Raises SourceDamaged for a cut or oversized document or one that is not JSON, SourceChanged for a member no object.
    """
    plain = unpacked(document, source, wanted, suffix)
    text = decoded(plain, source)
    if text.lstrip().startswith("["):
        for number, member in enumerate(_json(text, plain, source, 1), 1):
            yield _object(member, plain, source, f"record {number}"), quoted(document, f"record {number}", member)
        return
    for number, (line, start) in enumerate(_lines(text), 1):
        end = start + len(line.encode())
        span = (start, end) if plain is document else (None, None)
        quote = Quote(document=document.name, locator=f"line {number}", text=line[:QUOTE_LIMIT], start=span[0], end=span[1])
        yield _object(_json(line, plain, source, number), plain, source, quote.locator), quote


def members(document: Document, source: Source, *keys: str) -> Iterator[tuple[dict[str, Any], Quote]]:
    """(object, its quote with bytes) for each member of the array that stands under these keys of the one object.

    Raises SourceDamaged for what is not JSON, SourceChanged when a key is gone or is not where an array of objects should be.
    """
    text = decoded(document, source)
    inside = _json(text, document, source, 1)
    for key in keys:
        if not isinstance(inside, dict) or key not in inside:
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="*", field=key)
        inside = inside[key]
    opened = re.search(rf'"{keys[-1]}"\s*:\s*\[', text)
    if not isinstance(inside, list) or not opened:
        raise SourceChanged("source.field_shape", source=source.name, document=document.name, row="*", field=keys[-1])
    at, byte, decoder = opened.end(), len(document.content) - len(text.encode()) + len(text[: opened.end()].encode()), json.JSONDecoder()
    for number, expected in enumerate(inside, 1):
        begin = found.start() if (found := _MEMBER.search(text, at)) else at
        member, end = decoder.raw_decode(text, begin)
        locator, start = f"record {number}", byte + len(text[at:begin].encode())
        at, byte = end, start + len(text[begin:end].encode())
        if member != expected:
            raise SourceDamaged("source.spans", source=source.name, document=document.name, found=number - 1, expected=len(inside))
        quote = Quote(document=document.name, locator=locator, text=text[begin:end][:QUOTE_LIMIT], start=start, end=byte)
        yield _object(member, document, source, locator), quote


def quoted(document: Document, locator: str, member: Any) -> Quote:
    """A quote of one object inside a larger one."""
    text = json.dumps(member, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return Quote(document=document.name, locator=locator, text=text[:QUOTE_LIMIT])


def unpacked(document: Document, source: Source, wanted: str = "", suffix: str = ".json") -> Document:
    """The document itself, or what its gzip or zip holds (of a zip, the last member by name that ends with `suffix`, those
    with `wanted` in their names first). Nothing is written to disk."""
    try:
        if document.content.startswith(GZIP):
            with gzip.open(io.BytesIO(document.content)) as packed:
                content = packed.read(_limit(document) + 1)
        elif document.content.startswith(ZIP):
            content = _member(document, source, wanted, suffix)
        else:
            return document
    except (SourceDamaged, SourceChanged):
        raise
    except Exception as error:  # a damaged archive can raise anything: zlib.error, struct.error, a seek before the beginning …
        raise SourceDamaged("source.archive", source=source.name, document=document.name, detail=type(error).__name__) from error
    if len(content) > _limit(document):
        _too_large(document, source)
    return Document(name=document.name, url=document.url, sha256=document.sha256, content=content)


def _member(document: Document, source: Source, wanted: str, suffix: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        members = [info for info in archive.infolist() if info.filename.lower().endswith(suffix) and "/" not in info.filename]
        chosen = [info for info in members if wanted in info.filename] or members
        if not chosen:
            raise SourceChanged("source.archive_member", source=source.name, document=document.name, wanted=wanted or suffix)
        newest = max(chosen, key=lambda info: info.filename)
        if newest.file_size > _limit(document):
            _too_large(document, source)
        with archive.open(newest) as packed:
            return packed.read(_limit(document) + 1)


def _limit(document: Document) -> int:
    return min(UNPACKED_LIMIT, max(1_000_000, len(document.content) * RATIO_LIMIT))


def _too_large(document: Document, source: Source) -> NoReturn:
    raise SourceDamaged("source.too_large", source=source.name, document=document.name, bytes=">", limit=_limit(document))


def _object(member: Any, document: Document, source: Source, locator: str) -> dict[str, Any]:
    if not isinstance(member, dict):
        raise SourceChanged("source.field_shape", source=source.name, document=document.name, row=locator, field="{}")
    return member


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """(line, first byte) of each line that is not blank; a single object spread over many lines is one line."""
    if text.lstrip().startswith("{\n") or text.lstrip().startswith("{\r"):
        yield text, 0
        return
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield line, start
        start += len(line.encode()) + 1


def _json(text: str, document: Document, source: Source, number: int) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceDamaged("source.json", source=source.name, document=document.name, row=number, detail=str(error)) from error
