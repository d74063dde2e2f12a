"""`sekisho sources new` writes a source that the tests take up at once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import skeleton
from flows.cli import main
from sources.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("sources", "tests/sources", "data/reference/new_source", "data/example/mirror")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The parts of a checkout that a source needs, to be written into."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "tests/conftest.py"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def python(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = f"{checkout}{os.pathsep}{checkout / 'tests' / 'sources'}"
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, *arguments], cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def test_the_shared_tests_take_up_what_it_wrote(checkout: Path) -> None:
    skeleton.write(checkout, "xx_example_list", "Example list")
    assert python(checkout, "tests/sources/write_expected.py").returncode == 0
    assert '"A-001"' in (checkout / "tests/sources/expected/xx_example_list.json").read_text(encoding="utf-8")
    told = python(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/sources/test_catalog.py", "-k", "xx_example_list")
    assert told.returncode == 0, told.stdout
    assert "......." in told.stdout


def test_it_adds_nothing_but_three_files_of_eighty_lines(checkout: Path) -> None:
    before = {path for path in checkout.rglob("*") if path.is_file()}
    reader, sample, catalog = skeleton.write(checkout, "xx_example_list", "Example list")
    assert {path for path in checkout.rglob("*") if path.is_file()} - before == {reader, sample}
    assert len(reader.read_text(encoding="utf-8").splitlines()) <= 80
    assert catalog.read_text(encoding="utf-8").count("    xx_example_list,\n") == 2


def test_what_it_writes_is_as_tidy_as_the_rest(checkout: Path) -> None:
    written = [str(path) for path in skeleton.write(checkout, "xx_example_list", "Example list") if path.suffix == ".py"]
    ruff = str(Path(sys.executable).with_name("ruff"))
    for command in (["check"], ["format", "--check"]):
        told = subprocess.run([ruff, *command, "--no-cache", *written], cwd=checkout, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("name", ["Example_list", "list", "1_list", "../own_list", "a b", "_list", "us-list"])
def test_a_name_that_no_file_should_bear_is_refused(checkout: Path, name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        skeleton.write(checkout, name, "x")
    assert caught.value.key == "new_source.name"


def test_a_source_that_is_there_is_never_written_over(checkout: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        skeleton.write(checkout, "un_sc", "x")
    assert caught.value.key == "new_source.taken"


def test_without_a_checkout_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        skeleton.write(tmp_path, "xx_example_list", "x")
    assert caught.value.key == "new_source.no_checkout"
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_is_wrong_with_a_name() -> None:
    told = CliRunner().invoke(main, ["--lang", "en", "sources", "new", "un_sc"])
    assert told.exit_code == 2
    assert "un_sc" in told.output
