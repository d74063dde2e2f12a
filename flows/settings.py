"""The only reader of the environment and of sekisho.toml."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from flows.messages import LANGUAGES, Language
from sources.errors import SettingsError
from sources.publications.interfaces import ASKABLE

ROOT = Path(__file__).resolve().parents[1]
_KEYS: Mapping[str, type] = {
    "home": str, "language": str, "mirror": str, "programs": str, "sources": dict, "desk": dict, "contact": str, "refresh_days": int,
}  # fmt: skip
_DESK_KEYS: Mapping[str, type] = {"address": str, "port": int, "hosts": list, "proxy_header": str, "secure": bool}
_SOURCE_KEYS: Mapping[str, type] = {"enabled": bool, "files": list, "ask": bool, "key": str}
_KINDS = {
    str: "settings.not_text", dict: "settings.not_a_table", bool: "settings.not_yes_or_no", list: "settings.not_a_list",
    int: "settings.not_a_number",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings:
    """Where the desk in the browser answers. `hosts`: names it may be called by besides this machine's own; `proxy_header`: the
    header in which a proxy on this machine says who has signed in ("": nobody but ourselves signs people in); `secure`: the
    browser reaches it by https only."""

    address: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()
    proxy_header: str = ""
    secure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are, and what the office asked for.

    `home` holds raw/, inbox/, out/ and warehouse.duckdb. `files`: source name -> files the user brought for it
    (registries and publication records). `enabled`, `disabled`: sources the user switched on or off; coverage says so.
    `asked`: publications to be asked about subjects; `keys`: source -> the office's key there; `contact`: an address that
    publishers may write to; `refresh_days`: how long an answer of theirs is good for.
    """

    home: Path
    language: Language = "en"
    mirror: Path | None = None
    programs: Path | None = None
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    enabled: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    contact: str = ""
    refresh_days: int = 7
    desk: DeskSettings = field(default_factory=DeskSettings)

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def out(self) -> Path:
        return self.home / "out"

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def live(self) -> Path:
        return self.home / "warehouse.duckdb"

    @property
    def manifest(self) -> Path:
        return self.home / "manifest.json"

    @property
    def refused(self) -> Path:
        """Why the last night was not published; gone when one was."""
        return self.home / "refused.json"

    @property
    def generations(self) -> Path:
        return self.home / "generations"

    @property
    def history(self) -> Path:
        return self.raw / "remembered.duckdb"

    @property
    def ledger(self) -> Path:
        return self.home / "ledger.sqlite"

    @property
    def exchange(self) -> Path:
        return self.home / "exchange"

    @property
    def exchange_store(self) -> Path:
        return self.home / "exchange.sqlite"

    @property
    def lock(self) -> Path:
        return self.home / "night.lock"

    @property
    def prefect_home(self) -> Path:
        return ROOT / "data" / "prefect"


def load_settings(home: Path | None = None, language: str | None = None, known_sources: frozenset[str] = frozenset()) -> Settings:
    """sekisho.toml (SEKISHO_CONFIG, else beside the checkout), then the environment, then the arguments.

    Raises SettingsError for a key, language or source name that does not exist: a misspelt list must never mean
    that nothing was compared with it.
    """
    path = Path(os.environ.get("SEKISHO_CONFIG") or ROOT / "sekisho.toml")
    table = _read(path)
    _refuse_wrong(table, _KEYS, where=path.name)
    sources, desk = table.get("sources", {}), table.get("desk", {})
    _refuse_wrong(desk, _DESK_KEYS, where=f"{path.name} [desk]")
    _refuse_wrong(sources, dict.fromkeys(known_sources, dict), where=f"{path.name} [sources]")
    for name, options in sources.items():
        _refuse_wrong(options, _SOURCE_KEYS, where=f"{path.name} [sources.{name}]")
        if options.get("ask") and name not in ASKABLE:
            raise SettingsError("settings.cannot_be_asked", name=name, known=", ".join(ASKABLE))
    chosen = language or os.environ.get("SEKISHO_LANG") or table.get("language") or _system_language()
    if chosen not in LANGUAGES:
        raise SettingsError("settings.unknown_language", language=chosen, known=", ".join(LANGUAGES))
    base = path.parent
    place = home or os.environ.get("SEKISHO_HOME") or table.get("home")
    return Settings(
        home=(Path(place) if home or os.environ.get("SEKISHO_HOME") else base / place).absolute() if place else ROOT / "data",
        language=chosen,
        mirror=base / table["mirror"] if "mirror" in table else None,
        programs=base / table["programs"] if "programs" in table else None,
        files={name: tuple(base / file for file in options["files"]) for name, options in sources.items() if "files" in options},
        enabled=frozenset(name for name, options in sources.items() if options.get("enabled", "files" in options)),
        disabled=frozenset(name for name, options in sources.items() if not options.get("enabled", True)),
        asked=frozenset(name for name, options in sources.items() if options.get("ask") and options.get("enabled", True)),
        keys={name: options["key"] for name, options in sources.items() if "key" in options},
        contact=table.get("contact", ""),
        refresh_days=max(1, table.get("refresh_days", 7)),
        desk=DeskSettings(**desk | {"hosts": tuple(desk.get("hosts", ()))}),
    )


def tonight() -> date:
    """Today in Japan, where the office is: the as-of date when none is given."""
    return (datetime.now(UTC) + timedelta(hours=9)).date()


def crash_point() -> str:
    """The stage at which a test wants this process to die, or "" (always, outside tests)."""
    return os.environ.get("SEKISHO_CRASH_AT", "")


def use_prefect(home: Path) -> str:
    """Point Prefect at a folder of the project's own and keep it quiet; the address of the user's server, or "".

    Must run before prefect is imported: it reads its environment once.
    """
    os.environ.setdefault("PREFECT_HOME", str(home))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    os.environ["DO_NOT_TRACK"] = "1"
    return os.environ.get("PREFECT_API_URL", "")


def point_prefect_at(url: str) -> None:
    os.environ["PREFECT_API_URL"] = url


def server_environment() -> dict[str, str]:
    """The environment of the private Prefect server: no pages, no migration at start, no server of its own beneath."""
    return os.environ | {
        "PREFECT_UI_ENABLED": "0",
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }


def _system_language() -> str:
    return "ja" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("ja") else "en"


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings.unreadable", file=str(path), detail=str(error)) from error


def _refuse_wrong(table: Mapping[str, Any], known: Mapping[str, type], where: str) -> None:
    """Every name must exist and every value be of its kind: enabled = "no" must not mean yes."""
    for name, value in table.items():
        if name not in known:
            near = ", ".join(get_close_matches(name, sorted(known), n=3)) or ", ".join(sorted(known))
            raise SettingsError("settings.unknown_name", name=name, where=where, near=near)
        kind = known[name]
        texts = value if kind is list and isinstance(value, list) else [value] if kind is str else []
        if type(value) is not kind or not all(isinstance(text, str) and text.strip() for text in texts):
            raise SettingsError(_KINDS[kind], name=name, where=where, found=repr(value))
