"""`sekisho compare` and `sekisho match`: pairs and lists in JSON Lines, answers in JSON Lines."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from flows.messages import Messages, load_messages
from flows.reference import load_tables
from matching.index import Index
from matching.model import Comparison, Party
from matching.normalise import LONGEST
from matching.score import compare, score_of
from sources.errors import RosterError
from sources.model import Kind, Name

REFERENCE = Path(__file__).resolve().parents[1] / "data" / "reference"
KINDS = get_args(Kind)


def compare_file(pairs: Path, out: Path, reference: Path = REFERENCE) -> int:
    """{id, kind, a, b} a line -> {id, score, same, evidence}. Returns the number of pairs. RosterError names file and line."""
    tables, messages = load_tables(reference / "names"), load_messages(reference / "messages")
    rows = list(_rows(pairs, ("id", "kind", "a", "b")))  # all before `out` is touched: it may be the same file, or a line be wrong
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as lines:
        for row in rows:
            found = compare(party_of(row["kind"], [row["a"]]), party_of(row["kind"], [row["b"]]), tables)
            lines.write(_line({"id": row["id"], "score": found.score, "same": found.same, "evidence": explain(found, messages)}))
    return len(rows)


def explain(comparison: Comparison, messages: Messages) -> list[dict[str, object]]:
    """Feature, points and the sentence in both languages."""
    return [
        {
            "feature": found.feature,
            "points": found.points,
            "sentence": messages.text(f"evidence.{found.feature}", "en", **found.facts),
            "sentence_ja": messages.text(f"evidence.{found.feature}", "ja", **found.facts),
        }
        for found in comparison.evidence
    ]


def match_file(list_path: Path, queries_path: Path, out: Path, limit: int = 10, reference: Path = REFERENCE) -> int:
    """Every query against the list: {query, entity, name, score, hit}, best first. Returns the number of queries."""
    tables = load_tables(reference / "names")
    entries = _rows(list_path, ("id", "kind", "names"))
    index = Index([(row["id"], party_of(row["kind"], row["names"], row.get("countries"))) for row in entries], tables)
    queries = list(_rows(queries_path, ("id", "kind", "name")))
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as lines:
        parties = [party_of(row["kind"], [row["name"]], row.get("countries")) for row in queries]
        for row, answers in zip(queries, index.answers(parties, limit), strict=True):
            for entity, points, best, _ in answers:
                score, name = score_of(points, tables), best[2].b.name if best else ""
                answer = {"query": row["id"], "entity": entity, "name": name, "score": score, "hit": score >= tables.threshold}
                lines.write(_line(answer))
    return len(queries)


def _line(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def party_of(kind: Kind, names: list[str], countries: list[str] | None = None) -> Party:
    """A party of bare names; a person has no countries."""
    return Party(kind=kind, names=tuple(Name(text=name) for name in names), countries=() if kind == "person" else tuple(countries or ()))


def _rows(path: Path, wanted: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError("compare.unreadable", file=path.name, reason=type(error).__name__) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _checked(line, wanted, path.name, number)


def _checked(line: str, wanted: tuple[str, ...], file: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RosterError("compare.not_json", file=file, line=number) from error
    if not isinstance(row, dict) or any(field not in row for field in wanted):
        raise RosterError("compare.field_missing", file=file, line=number, fields=", ".join(wanted))
    if row["kind"] not in KINDS:
        raise RosterError("compare.unknown_kind", file=file, line=number, kind=str(row["kind"])[:40], kinds=", ".join(KINDS))
    listed = row["names"] if "names" in wanted else []
    texts = [row[field] for field in ("a", "b", "name") if field in wanted] + (listed if isinstance(listed, list) else [None])
    if any(not isinstance(text, str) or len(text) > LONGEST for text in texts):
        raise RosterError("compare.bad_name", file=file, line=number, longest=LONGEST)
    return row
