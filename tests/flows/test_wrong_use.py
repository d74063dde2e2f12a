"""Wrong use and damaged files: one sentence in the reader's language, exit 2, never a trace."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from office import EXAMPLE, Office

from flows.settings import load_settings
from sources.errors import SettingsError, WarehouseError

SEKISHO = Path(sys.executable).with_name("sekisho")


def _run(home: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(SEKISHO), "--home", str(home), *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nightly", "--wrong"), "There is no option --wrong"),
        (("search",), "NAME is missing"),
        (("search", "x", "--limit", "0"), "0 is not in the range"),
        (("nightly", "--mirror", "nowhere"), "There is no folder nowhere"),
        (("--lang", "ja", "search"), "NAME の指定が必要です"),
        (("--lang", "ja", "nightli"), "コマンドの指定に誤りがあります"),
        (("sources", "accept", "un_sc", "--reason", " "), "by somebody and for a reason"),
    ],
    ids=str,
)
def test_wrong_use_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    if arguments[0] != "--lang":
        arguments = ("--lang", "en", *arguments)
    told = _run(tmp_path, *arguments)
    assert told.returncode == 2
    assert said in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mirror = 5", "settings.not_text"),
        ("mirror = ''", "settings.not_text"),
        ("sources = 3", "settings.not_a_table"),
        ("[sources]\nun_sc = 1", "settings.not_a_table"),
        ("[sources.un_sc]\nenabled = 'no'", "settings.not_yes_or_no"),
        ("[sources.un_sc]\nfiles = 'a.json'", "settings.not_a_list"),
        ("[sources.un_sc]\nfiles = [3]", "settings.not_a_list"),
    ],
)
def test_a_setting_of_the_wrong_kind_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str) -> None:
    path = tmp_path / "sekisho.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SEKISHO_CONFIG", str(path))
    with pytest.raises(SettingsError) as raised:
        load_settings(known_sources=frozenset({"un_sc"}))
    assert raised.value.key == key


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_database_cut_short_is_named_and_never_read(tmp_path: Path, share: float) -> None:
    office = Office(home=tmp_path / "home", mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    live = office.home / "warehouse.duckdb"
    content = live.read_bytes()
    live.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(WarehouseError, match=r"warehouse\.damaged"):
        office.night()
    assert _run(office.home, "--lang", "en", "doctor").returncode == 2
    assert "Traceback" not in _run(office.home, "--lang", "en", "search", "Imaginary").stderr


def test_a_fault_of_ours_is_one_sentence_and_a_file_without_what_it_carried(tmp_path: Path) -> None:
    code = "import sys; from flows import cli, commands; sys.argv = ['sekisho', 'doctor']\n"
    code += "def broken(*_): raise RuntimeError('Imaginary Person')\ncommands.doctor = broken\ncli.run()"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"SEKISHO_HOME": str(tmp_path), "SEKISHO_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 2
    assert "A fault of sekisho itself (RuntimeError)" in told.stderr
    written = (tmp_path / "fault.txt").read_text(encoding="utf-8")
    assert "broken" in written
    assert "Imaginary Person" not in told.stderr + written
