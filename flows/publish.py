"""What leaves a night: each program's results in data/out/<program>/, and the manifest that says what they rest on."""

import hashlib
import json
import platform
import re
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.disk import to_disk
from flows.generations import sha256_of
from flows.messages import LANGUAGES, Language, Messages
from flows.programs import Plan
from flows.results.rows import COLUMNS, Rows
from flows.results.swap import replaced
from flows.results.write import write_results
from flows.template import mark
from flows.warehouse import copy_parquet, over, query
from sources.errors import WarehouseError

RETURNED, EARLIER, SCREENED = "returned", "earlier", "screened"
_LIBRARIES = ("duckdb", "httpx", "lxml", "pandas", "pdfplumber", "prefect", "rapidfuzz", "sekisho")
_PARQUET = ("hits", "listings", "evidence", "reasons", "coverage")


def write_programs(live: Path, out: Path, plan: Plan, messages: Messages) -> list[Path]:
    """Results of every program of the plan, and the workbooks that had rows to correct, marked. The pages to open."""
    pages = []
    for program in plan.programs:
        folder = out / folder_name(program.program_id)
        write_results(folder, rows_of(live, program.program_id), _texts(messages), beside=_parquet(live, program.program_id))
        pages.append(folder / "index.ja.html")
    _write_returned(out / RETURNED, plan, messages)
    return pages


def set_aside(out: Path, plan: Plan) -> None:
    """Results of programs that tonight does not hold go to out/earlier/: what stands in out/ is tonight's."""
    current = {folder_name(program.program_id) for program in plan.programs}
    for folder in sorted(out.iterdir()):
        if (folder / "index.ja.html").exists() and folder.name not in {*current, EARLIER, RETURNED, SCREENED}:
            place = out / EARLIER / folder.name
            if place.exists():
                shutil.rmtree(place)
            place.parent.mkdir(exist_ok=True)
            folder.replace(place)


def folder_name(program_id: str) -> str:
    """A program id as a folder name: unsafe characters become "_", and then a checksum keeps two ids apart."""
    safe = re.sub(r"[^\w.-]", "_", program_id).lstrip(".")
    return safe if safe == program_id else f"{safe}-{hashlib.sha256(program_id.encode()).hexdigest()[:6]}"


def rows_of(live: Path, program_id: str) -> Rows:
    """The marts of one program, as plain text, numbers and flags."""
    tables: dict[str, Any] = {}
    with over(live) as warehouse:
        for name, columns in COLUMNS.items():
            table = "programs" if name == "program" else name
            listed = ", ".join(f'"{column}"' for column in columns)
            found = warehouse.rows(f"select {listed} from marts.{table} where program_id = ?", [program_id])  # noqa: S608 - names from code
            tables[name] = [{column: plain(value) for column, value in row.items()} for row in found]
    tables["program"] = tables["program"][0]
    return Rows(**tables)


_BESIDE = ("attaching.toml", "gaps.toml", "manuals.toml", "measures.toml")


def ruleset(tables: str, policies: Path) -> str:
    """One checksum over everything released that a result depends on: the matcher's tables, the policies, and what stands beside them."""
    digest = hashlib.sha256(tables.encode())
    for path in (*sorted(policies.glob("*.toml")), *(policies.with_name(name) for name in _BESIDE)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_manifest(path: Path, live: Path, counts: Mapping[str, int], finished_at: datetime) -> None:
    """What the night rested on: inputs by checksum, versions, counts, coverage. Written last and read back."""
    night = query(live, "select as_of, ruleset from raw.night")[0]
    content = {
        "as_of": str(night["as_of"]),
        "ruleset": night["ruleset"],
        "finished_at": finished_at.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _LIBRARIES},
        "warehouse_sha256": sha256_of(live),
        "counts": dict(sorted(counts.items())),
        "documents": _plain_rows(query(live, "select source, edition, document, url, sha256, byte_count from raw.documents order by all")),
        "coverage": _plain_rows(query(live, "select source, state, edition, first_fetched_on, age_days from raw.sources order by all")),
    }
    _write(path, content)


def note_refusal(path: Path, as_of: date, error: WarehouseError) -> None:
    """Why a night was not published: the message's key and its facts, which name lists and checks, never persons."""
    _write(path, {"as_of": str(as_of), "key": error.key, "facts": {name: str(value) for name, value in error.facts.items()}})


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """All or nothing: beside it, onto the disk, then renamed."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        to_disk(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    to_disk(path.parent)
    if path.read_text(encoding="utf-8") != text:
        raise WarehouseError("manifest.not_read_back", file=path.name)


def _parquet(live: Path, program_id: str) -> Any:
    def beside(folder: Path) -> None:
        for table in _PARQUET:
            copy_parquet(live, table, program_id, folder / f"{table}.parquet")

    return beside


def _write_returned(folder: Path, plan: Plan, messages: Messages) -> None:
    """Every workbook that had something to correct, back with coloured cells and comments; of one that could not be
    taken in at all, the reason as a text beside them.
    """
    with replaced(folder) as coming:
        for one in plan.refused:
            sentences = [
                messages.text("night.refused", language, name=one.name, why=messages.tell(one.error, language)) for language in LANGUAGES
            ]
            (coming / f"{one.name}.txt").write_text("\ufeff" + "\r\n\r\n".join(reversed(sentences)) + "\r\n", encoding="utf-8")
        for name, roster in plan.rosters.items():
            if roster.rejected and name.lower().endswith((".xlsx", ".xlsm")):
                (coming / name).write_bytes(mark(plan.originals[name], roster.rejected))


def _texts(messages: Messages) -> Any:
    def text(key: str, language: Language, facts: Mapping[str, Any]) -> str:
        return messages.text(key, language, **facts)

    return text


def _plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: plain(value) for name, value in row.items()} for row in rows]


def plain(value: Any) -> Any:
    """A value of a mart as results show it: dates as ISO text, nothing as ""."""
    return str(value) if isinstance(value, date) else "" if value is None else value
