"""Earlier nights put back, and the last night built anew from data/raw: the same exported content, byte for byte."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from office import EXAMPLE, FIRST, Office

from flows import generations
from flows.commands import REFERENCE, source_names
from flows.doctor import files
from flows.generations import KEPT, earlier
from flows.programs import load_plan
from flows.rebuild import rebuild
from flows.settings import Settings
from sources.errors import WarehouseError

SEKISHO = Path(sys.executable).with_name("sekisho")
Change = Callable[[str, Callable[[bytes], bytes]], None]
TABLES = ("history.hits", "history.listings", "history.nights", "raw.sources", "raw.entities", "marts.coverage", "marts.changes")


def _sekisho(home: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(SEKISHO), "--home", str(home), "--lang", "en", *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False)


def _without_a_record(content: bytes) -> bytes:
    start = content.rindex(b"<record>", 0, content.rindex(b"Russia / Russie"))
    return content[:start] + content[content.index(b"</record>", start) + len(b"</record>") :]


@pytest.fixture
def lived(office: Office, changed: Change) -> Office:
    """Three nights: a record removed on the second, a list that cannot be had on the third."""
    office.night()
    changed("sema-lmes.xml", _without_a_record)
    office.night(FIRST + timedelta(days=1))
    office.file("consolidated.csv").unlink()
    office.night(FIRST + timedelta(days=2))
    return office


def _said(office: Office) -> list[object]:
    return [office.published(), *(office.rows(f"select * from {table} order by all") for table in TABLES)]


def test_a_rebuilt_night_is_the_same_byte_for_byte_with_its_history(lived: Office) -> None:
    before = _said(lived)
    settings = Settings(home=lived.home)
    for gone in (settings.live, settings.manifest):
        gone.unlink()
    shutil.rmtree(settings.generations)
    shutil.rmtree(settings.out)
    rebuild(settings, load_plan([lived.programs], REFERENCE / "policies", source_names()))
    assert _said(lived) == before
    assert generations.is_as_published(settings.live, settings.manifest)
    assert not list(generations.leftovers(settings))


def test_a_rebuild_with_additions_of_a_held_edition_is_the_same(on_hold: Office) -> None:
    assert on_hold.rows("select distinct source from marts.listings where state = 'unconfirmed'") == [{"source": "un_sc"}]
    _is_rebuilt(on_hold)


def test_a_rebuild_of_a_night_without_any_list_in_use_is_the_same(office: Office) -> None:
    (office.mirror / "SAMPLE").unlink()
    office.night()
    assert office.rows("select source from raw.sources where edition <> '' and kind = 'list' and state <> 'unproved'") == []
    _is_rebuilt(office)


def _is_rebuilt(office: Office) -> None:
    """The live file destroyed, and built anew to the same content."""
    settings = Settings(home=office.home)
    before = _said(office)
    settings.live.write_bytes(b"")
    rebuild(settings, load_plan([office.programs], REFERENCE / "policies", source_names()))
    assert _said(office) == before


def test_without_what_a_night_remembered_nothing_is_rebuilt(office: Office) -> None:
    with pytest.raises(WarehouseError, match=r"rebuild\.no_history"):
        rebuild(Settings(home=office.home), load_plan([office.programs], REFERENCE / "policies", source_names()))


def test_only_the_last_nights_are_kept_and_older_ones_are_really_gone(office: Office) -> None:
    for day in range(KEPT + 2):
        office.night(FIRST + timedelta(days=day))
    kept = [folder.name for folder in earlier(Settings(home=office.home))]
    assert kept == [str(FIRST + timedelta(days=day)) for day in range(KEPT, 0, -1)]
    assert not list((office.home / "generations").glob(f"{FIRST}*"))


def test_a_database_that_is_gone_is_never_begun_anew_in_silence(office: Office) -> None:
    office.night()
    (office.home / "warehouse.duckdb").unlink()
    with pytest.raises(WarehouseError, match=r"warehouse\.lost"):
        office.night(FIRST + timedelta(days=1))
    assert not (office.home / "warehouse.duckdb").exists()


def test_the_commands_restore_and_rebuild_as_people_call_them(lived: Office) -> None:
    published = lived.published()
    live = lived.home / "warehouse.duckdb"
    asked = _sekisho(lived.home, "restore")
    assert asked.returncode == 2
    assert f"--night with one of {FIRST + timedelta(days=1)}, {FIRST}" in asked.stderr
    live.write_bytes(live.read_bytes()[:5000])
    assert _sekisho(lived.home, "search", "Imaginary").returncode == 2
    assert _sekisho(lived.home, "restore", "--last-good", SEKISHO_CRASH_AT="restoring").returncode == -signal.SIGKILL
    restored = _sekisho(lived.home, "restore", "--last-good")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert str(FIRST + timedelta(days=1)) in restored.stdout
    assert _sekisho(lived.home, "restore", "--night", FIRST).returncode == 0
    assert str(lived.rows("select as_of from raw.night")[0]["as_of"]) == str(FIRST)
    assert _sekisho(lived.home, "restore", "--night", "2026-01-01").returncode == 2
    live.unlink()
    assert _sekisho(lived.home, "rebuild", "--programs", lived.programs).returncode == 3, "one list could not be had that night"
    assert lived.published() == published


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Office:
    home = tmp_path_factory.mktemp("kept")
    office = Office(home=home, mirror=EXAMPLE / "mirror", programs=EXAMPLE / "programs.xlsx")
    for day in range(2):
        office.night(FIRST + timedelta(days=day))
    return office


def _every_flipped_bit_is_seen_and_mended(office: Office, count: int, seed: int) -> None:
    settings = Settings(home=office.home)
    content = settings.live.read_bytes()
    chance = random.Random(seed)
    for _ in range(count):
        place = chance.randrange(len(content) * 8)
        with settings.live.open("r+b") as file:
            file.seek(place // 8)
            file.write(bytes([content[place // 8] ^ 1 << place % 8]))
        assert {one.key for check in (files.database, files.manifest) for one in check(settings) if one.exit} & {
            "warehouse.damaged",
            "doctor.altered",
        }, place
        assert generations.restore(settings) == str(FIRST)
        assert not [one for one in files.database(settings) if one.exit]
        settings.live.write_bytes(content)
        shutil.copy(office.home / "manifest.last", settings.manifest)


@pytest.mark.parametrize(("count", "seed"), [(60, 0), pytest.param(1000, 1, marks=pytest.mark.torture)])
def test_every_flipped_bit_is_seen_and_the_last_good_night_is_put_back(kept_home: Office, count: int, seed: int) -> None:
    shutil.copy(kept_home.home / "manifest.json", kept_home.home / "manifest.last")
    _every_flipped_bit_is_seen_and_mended(kept_home, count, seed)
