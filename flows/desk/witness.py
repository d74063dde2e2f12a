"""The ledger as JSON Lines: the same lines with their hashes, for somebody else to keep; with or without personal text."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.desk.chain import Link, Said, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry as found in the ledger or an export. `number`: the line of the file, or the number it is stored under.

    `link` is None where the line could not be read at all; `has_texts`: whether personal text is meant to stand here.
    """

    number: int
    link: Link | None
    has_texts: bool = True


def export(path: Path, links: Mapping[int, Link], *, with_texts: bool) -> int:
    """Write the file whole or not at all, readable by its owner only; the same ledger gives the same bytes. How many lines."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(_line(link, with_texts) + "\n" for link in links.values())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return len(links)


def read(path: Path) -> Iterator[Place]:
    """Every line of an export, in the order of the file. Whatever is not exactly as `export` writes it has no link."""
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1] if lines[-1] == b"" else lines, 1):
        yield _place(number, line)


def stored(links: Mapping[int, Link]) -> list[Place]:
    """Every entry of the ledger's own file."""
    return [Place(number=number, link=link) for number, link in links.items()]


def _line(link: Link, with_texts: bool) -> str:
    texts = {name: {"key": said.key.hex(), "text": said.text} for name, said in link.said.items()}
    return canonical({"hash": link.hash, "line": json.loads(link.line)} | ({"texts": texts} if with_texts else {}))


def _place(number: int, line: bytes) -> Place:
    try:
        found = json.loads(line)
        if canonical(found).encode() != line or not {"hash", "line"} <= found.keys() <= {"hash", "line", "texts"}:
            return Place(number=number, link=None)
        texts = {name: Said(key=_key(one["key"]), text=_text(one["text"])) for name, one in found.get("texts", {}).items()}
        link = Link(line=canonical(found["line"]), hash=_text(found["hash"]), said=texts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Place(number=number, link=None)
    return Place(number=number, link=link, has_texts="texts" in found)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _key(value: str) -> bytes:
    key = bytes.fromhex(value)
    if key.hex() != value:
        raise ValueError(value)
    return key
