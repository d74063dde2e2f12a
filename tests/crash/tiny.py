"""A home so small that it can be killed a thousand times: three lists, one program, and a process warm enough to fork nights."""

import os
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from flows import night as steps
from flows.commands import REFERENCE, source_names
from flows.programs import load_plan
from flows.results import pages
from flows.settings import Settings
from sources.errors import SekishoError

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"
SOURCES = ("un_sc", "ca_sema", "us_ofac_sdn")
HOSTS = ("scsanctions.un.org", "www.international.gc.ca", "www.treasury.gov")
FIRST, SECOND = date(2026, 11, 20), date(2026, 11, 21)
_PROGRAM = """[[programs]]
program_id = "P-TINY"
title_ja = "例示事業"
ministry = "例示省"
funder = "例示機構"
funding = "競争的研究費"
tier = 1
"""
_TABLES = {
    "cases.csv": "案件ID,事業ID,種別,段階,案件名,目的\nC-1,P-TINY,共同研究,審査中,例示の共同研究,比較\n",
    "institutions.csv": (
        "機関ID,案件ID,機関名,機関名（英語）,役割,所在国\n"
        "I-1,C-1,シャリーフ工科大学,Sharif University of Technology,連携先,イラン\n"
        "I-2,C-1,マレク・アシュタル工科大学,Malek Ashtar University of Technology,連携先,イラン\n"
    ),
}


def warm() -> None:
    """Load once what every night needs and reads only; a forked night then starts at once. DuckDB is not opened here."""
    tables, messages = steps.load_tables(REFERENCE / "names"), steps.load_messages(steps.MESSAGES)
    steps.load_tables = lambda folder: tables
    steps.load_messages = lambda folder: messages
    for name in pages._TEMPLATES.list_templates():
        pages._TEMPLATES.get_template(name)
    steps.READINGS = {name: steps.READINGS[name] for name in SOURCES}


def lay_out(folder: Path) -> None:
    """The two nights' mirrors, the second with one record fewer, and the program."""
    for number in (FIRST, SECOND):
        for host in HOSTS:
            shutil.copytree(EXAMPLE / "mirror" / host, folder / str(number) / host)
        shutil.copy(EXAMPLE / "mirror" / "SAMPLE", folder / str(number))
    (changed,) = (folder / str(SECOND)).rglob("sema-lmes.xml")
    content = changed.read_bytes()
    start = content.rindex(b"<record>", 0, content.rindex(b"Russia / Russie"))
    changed.write_bytes(content[:start] + content[content.index(b"</record>", start) + len(b"</record>") :])
    (folder / "programs").mkdir()
    (folder / "programs" / "programs.toml").write_text(_PROGRAM, encoding="utf-8")
    for name, text in _TABLES.items():
        (folder / "programs" / name).write_text(text, encoding="utf-8")


def settings_of(folder: Path, home: Path, as_of: date) -> Settings:
    return Settings(home=home, mirror=folder / str(as_of), programs=folder / "programs")


def night(folder: Path, home: Path, as_of: date) -> None:
    """One whole night without Prefect."""
    plan = load_plan([folder / "programs"], REFERENCE / "policies", source_names())
    steps.run_plainly(steps.begin(settings_of(folder, home, as_of), as_of, plan))


def forked(do: Callable[[], object], environment: Mapping[str, str] | None = None) -> int:
    """A process of its own that does this and ends with 0, with 2 after an error on purpose, with 1 after any other."""
    if child := os.fork():
        return child
    os.environ.update(environment or {})
    code = 1
    try:
        do()
        code = 0
    except (SekishoError, OSError) as error:
        print(error)
        code = 2
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """Wait for a child: its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
