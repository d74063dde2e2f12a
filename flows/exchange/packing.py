"""The container: one ZIP of JSON Lines, stored and not deflated, in one order with one date. Pure.

The same findings give the same bytes on every machine, whatever zlib it has; a bomb cannot be stored; and the reader packs what it
has read once more and compares, so that nothing can hide between the entries. What makes it a Frictionless data package
(https://datapackage.org) is datapackage.json: for every file its rows' fields, its size and its sha256.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from flows.exchange.canonical import canonical, digest, strict
from flows.exchange.kinds import FORMAT, KINDS, LONGEST_LINE, Finding, fields_of, finding_of, line_of
from sources.errors import ExchangeError

LARGEST = 300_000_000  # bytes of a bundle
MOST = 1_000_000  # findings of a bundle
_DESCRIPTION = "datapackage.json"
_LARGEST_DESCRIPTION = 1_000_000
_DATE = (1980, 1, 1, 0, 0, 0)


def pack(findings: Iterable[Finding]) -> bytes:
    """The container of these findings, whatever order they came in. Raises ExchangeError for one that may not be packed."""
    ordered = sorted(findings, key=lambda one: (one.kind, one.finding_id))
    files = {
        f"{kind}.jsonl": b"".join(line_of(one) + b"\n" for one in of_kind) for kind, of_kind in groupby(ordered, key=lambda one: one.kind)
    }
    return _zipped({_DESCRIPTION: canonical(_description(files)), **files})


def unpack(content: bytes) -> Iterator[Finding]:
    """Every finding of a container, checked field by field. Raises ExchangeError for whatever `pack` would not have written.

    What was yielded before an error must not be used: the caller undoes it.
    """
    if len(content) > LARGEST:
        raise ExchangeError("exchange.too_large", what="bundle", size=len(content), largest=LARGEST)
    files = _unzipped(content)
    described = _described(files.pop(_DESCRIPTION, b""))
    if described != {name: (digest(lines), len(lines)) for name, lines in files.items()}:
        raise ExchangeError("exchange.other_content")
    count = 0
    for name, lines in files.items():
        for finding in _findings(name.removesuffix(".jsonl"), name, lines):
            count += 1
            if count > MOST:
                raise ExchangeError("exchange.too_large", what="bundle", size=count, largest=MOST)
            yield finding


def _findings(kind: str, name: str, lines: bytes) -> Iterator[Finding]:
    """One file's findings, in the order of their numbers. Lines are cut off one by one: the file is not held twice."""
    if not lines.endswith(b"\n"):
        raise ExchangeError("exchange.malformed", what=name)
    start, number, before = 0, 0, ""
    while start < len(lines):
        number += 1
        end = lines.find(b"\n", start, start + LONGEST_LINE + 1)
        if end < 0:
            raise ExchangeError("exchange.malformed", what=f"{name}:{number}")
        finding = finding_of(kind, lines[start:end], f"{name}:{number}")
        if finding.finding_id <= before:
            raise ExchangeError("exchange.malformed", what=f"{name}:{number}")
        yield finding
        start, before = end + 1, finding.finding_id


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=_DATE)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def _unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a container, all of them ours by name, none deflated. Nothing is ever written to the disk."""
    known = {_DESCRIPTION, *(f"{kind}.jsonl" for kind in KINDS)}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if not set(names) <= known or len(set(names)) != len(names):
                raise ExchangeError("exchange.strange_file", names=", ".join(sorted(set(names) - known))[:100] or "-")
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries) or sum(entry.file_size for entry in entries) > LARGEST:
                raise ExchangeError("exchange.not_stored")
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, KeyError) as error:
        raise ExchangeError("exchange.no_container") from error
    if _zipped(files) != content:
        raise ExchangeError("exchange.other_content")
    return files


def _description(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": "sekisho-bundle",
        "version": str(FORMAT),
        "resources": [_resource(name, content) for name, content in files.items()],
    }


def _resource(name: str, content: bytes) -> dict[str, Any]:
    kind = name.removesuffix(".jsonl")
    schema = {"fields": [{"name": field, "type": is_a} for field, (is_a, _) in fields_of(kind).items()], "primaryKey": ["finding_id"]}
    return {
        "name": kind.replace("_", "-"),
        "path": name,
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{digest(content)}",
        "schema": schema,
    }


def _described(content: bytes) -> dict[str, tuple[str, int]]:
    """File -> (sha256, bytes), as datapackage.json has it."""
    try:
        resources = strict(content[:_LARGEST_DESCRIPTION], _DESCRIPTION)["resources"]
        return {one["path"]: (one["hash"].removeprefix("sha256:"), one["bytes"]) for one in resources}
    except (TypeError, KeyError, AttributeError) as error:
        raise ExchangeError("exchange.malformed", what=_DESCRIPTION) from error
