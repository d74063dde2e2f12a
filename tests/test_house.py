"""The rules of the house that a linter cannot say."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.messages import Messages
from flows.warehouse import LAYERS, files_of

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("sources", "matching", "flows")
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SQL = sorted((ROOT / "sql").rglob("*.sql"))
WALL = 300
ONLY_PLACE = {"duckdb": "flows/warehouse.py", "httpx": "sources/fetch"}
REFUSED = ("recover=True", "resolve_entities=True", "verify=False", "on_bad_lines", "ignore_errors", "extractall(", "pickle", "shell=True")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_no_file_is_longer_than_the_wall(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= WALL


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("library", ONLY_PLACE)
def test_a_library_has_one_door(library: str) -> None:
    assert all(_name(path).startswith(ONLY_PLACE[library]) for path in CODE if library in _imports(path))


def test_only_settings_read_the_environment() -> None:
    readers = [_name(path) for path in CODE if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))]
    assert readers == ["flows/settings.py"]


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_nothing_reads_or_writes_unsafely(path: Path) -> None:
    assert not [word for word in REFUSED if word in path.read_text(encoding="utf-8")]


def test_every_error_has_its_sentence_in_both_languages(messages: Messages) -> None:
    raised = re.compile(r"(?:Error|Damaged|Changed|Busy|SourceHeld|Rejected)\(\s*\"([a-z_]+(?:\.[a-z_]+)+)\"")
    keys = {key for path in CODE for key in raised.findall(path.read_text(encoding="utf-8"))}
    assert keys
    assert not keys - set(messages.texts)


@pytest.mark.parametrize("path", SQL, ids=_name)
def test_every_sql_file_begins_with_its_grain_or_question(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- ")
    assert first.endswith((".", "?"))


@pytest.mark.parametrize("layer", [*LAYERS, "checks"])
def test_sql_reads_only_what_is_built_before_it(layer: str) -> None:
    built: set[str] = set()
    for earlier in LAYERS[: LAYERS.index(layer)] if layer in LAYERS else LAYERS:
        built |= {f"{earlier}.{path.stem}" for path in files_of(ROOT / "sql", earlier)}
    for path in files_of(ROOT / "sql", layer):
        text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("--"))
        read = set(re.findall(rf"\b((?:{'|'.join(LAYERS)})\.[a-z_]+)\b", text))
        aliases = set(re.findall(r"\bas ([a-z_]+)", text))
        assert {name for name in read - built if name.split(".")[0] not in aliases} == set(), path.name
        built |= {f"{layer}.{path.stem}"}


def test_nothing_tracked_names_this_machine() -> None:
    files = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root)/")
    texts = [ROOT / name for name in files.splitlines() if not name.endswith((".xlsx", ".pdf", ".gz", ".png", "test_house.py"))]
    assert not [path.name for path in texts if path.exists() and pattern.search(path.read_text(encoding="utf-8", errors="replace"))]
