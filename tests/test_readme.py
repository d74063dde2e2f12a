"""Both READMEs keep their word: commands exist, sources are all there, the quoted bytes are in the example."""

import re
from pathlib import Path

import click
import pytest

from flows.cli import main
from sources.catalog import CATALOG, PUBLICATIONS
from sources.model import Source

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.ja.md")
SOURCES = (*(reader.SOURCE for reader in CATALOG), *PUBLICATIONS)
LIST = ROOT / "data/example/mirror/data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv"


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest) -> str:
    return (ROOT / request.param).read_text(encoding="utf-8")


def _commands(text: str) -> list[list[str]]:
    """The words after `sekisho` in code, without comments: command lines and `quoted` ones."""
    lines = [*re.findall(r"^    sekisho (.*)$", text, re.MULTILINE), *re.findall(r"`sekisho ([^`]*)`", text)]
    return [re.sub(r"--home \S+|--lang \S+|\s#.*|…", "", line).split() for line in lines]


def test_every_command_named_exists_with_its_options(readme: str) -> None:
    named = [words for words in _commands(readme) if words]
    assert len(named) >= 9
    for words in named:
        command: click.Command = main
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            assert words[0] in command.commands
            command = command.commands[words.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("command", ["make demo", "make test", "make check", "make bench"])
def test_make_targets_named_exist(readme: str, command: str) -> None:
    assert command in readme
    assert re.search(rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_is_listed_as_what_it_is(readme: str, source: Source) -> None:
    (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{source.name}` |")]
    assert row.endswith(f"| {source.standing} |")


def test_no_other_source_is_promised(readme: str) -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE)) == {source.name for source in SOURCES}


def test_links_lead_to_files(readme: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", readme) if "://" not in link]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_quoted_bytes_stand_where_the_readme_says(readme: str) -> None:
    ((start, end),) = re.findall(r"(\d+)(?: to |～)(\d+)", readme)
    row = LIST.read_bytes()[int(start) : int(end)].decode("utf-8")
    quoted = readme[readme.index("el-1,") : readme.index(", …", readme.index("el-1,"))]
    assert row.startswith(" ".join(quoted.split()))
