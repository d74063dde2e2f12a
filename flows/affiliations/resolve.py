"""`sekisho resolve`: affiliation strings in JSON Lines, organisations in JSON Lines; or one string, told to a person."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from flows.affiliations.registry import REFERENCE, load_resolver
from matching.people.resolve import Found
from sources.errors import RosterError

FIELDS = ("id", "affiliation")


def resolve_file(registry: Sequence[Path], strings: Path, out: Path, reference: Path = REFERENCE) -> int:
    """{id, affiliation} a line -> {id, organisations, candidates}, each [{ror, name, score}]. Returns the number of strings.

    RosterError names file and line. `out` is written only when all lines are right; it may be the same file.
    """
    rows = list(_rows(strings))
    resolver = load_resolver(registry, reference)
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as lines:
        for row in rows:
            found = resolver.resolve(row["affiliation"])
            answer = {"id": row["id"], "organisations": _told(found.organisations), "candidates": _told(found.candidates)}
            lines.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return len(rows)


def _told(found: Sequence[Found]) -> list[dict[str, Any]]:
    return [{"ror": one.ror, "name": one.name, "score": one.score} for one in found]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError("resolve.unreadable", file=path.name, reason=type(error).__name__) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _checked(line, path.name, number)


def _checked(line: str, file: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RosterError("compare.not_json", file=file, line=number) from error
    if not isinstance(row, dict) or any(name not in row for name in FIELDS) or not isinstance(row["affiliation"], str):
        raise RosterError("compare.field_missing", file=file, line=number, fields=", ".join(FIELDS))
    return row
