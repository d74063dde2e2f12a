"""A misspelt name in the settings must never mean that a list was not compared."""

from pathlib import Path

import pytest

from flows.settings import load_settings
from sources.errors import SettingsError

KNOWN = frozenset({"un_sc", "jp_meti_eul"})


def _config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    path = tmp_path / "sekisho.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("SEKISHO_CONFIG", str(path))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[sources.un_sk]\nenabled = false", "un_sk"),
        ("programms = 'x.xlsx'", "programms"),
        ("[sources.un_sc]\nenable = false", "enable"),
    ],
)
def test_an_unknown_name_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: str) -> None:
    _config(tmp_path, monkeypatch, text)
    with pytest.raises(SettingsError) as raised:
        load_settings(known_sources=KNOWN)
    assert raised.value.facts["name"] == named


def test_broken_toml_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _config(tmp_path, monkeypatch, "home = ")
    with pytest.raises(SettingsError, match=r"settings\.unreadable"):
        load_settings(known_sources=KNOWN)


def test_paths_are_taken_from_the_folder_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _config(tmp_path, monkeypatch, "home = 'office'\n[sources.un_sc]\nfiles = ['un.xml']")
    monkeypatch.delenv("SEKISHO_HOME", raising=False)
    settings = load_settings(known_sources=KNOWN)
    assert settings.home == tmp_path / "office"
    assert settings.files == {"un_sc": (tmp_path / "un.xml",)}


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(SettingsError):
        load_settings(language="fr", known_sources=KNOWN)


def test_publications_are_asked_where_the_office_says_so_with_its_key_and_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _config(tmp_path, monkeypatch, "contact = 'office@example.org'\nrefresh_days = 3\n[sources.openalex]\nask = true\nkey = 'k-1'")
    settings = load_settings(known_sources=frozenset({"openalex"}))
    assert (settings.asked, settings.keys, settings.contact, settings.refresh_days) == (
        {"openalex"},
        {"openalex": "k-1"},
        "office@example.org",
        3,
    )
    assert "k-1" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[sources.un_sc]\nask = true", "settings.cannot_be_asked"),
        ("refresh_days = true", "settings.not_a_number"),
        ("refresh_days = '7'", "settings.not_a_number"),
        ("contact = ''", "settings.not_text"),
        ("[sources.un_sc]\nask = 'yes'", "settings.not_yes_or_no"),
    ],
)
def test_asking_is_never_set_up_by_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, key: str) -> None:
    _config(tmp_path, monkeypatch, text)
    with pytest.raises(SettingsError) as raised:
        load_settings(known_sources=KNOWN)
    assert raised.value.key == key
