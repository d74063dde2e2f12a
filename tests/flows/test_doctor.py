"""`sekisho doctor` names each fault and its cure, in both languages, and the cure it names mends it."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from office import EXAMPLE, FIRST, Office

from flows import generations
from flows.archive import Archive, Edition
from flows.desk.entries import Acceptance
from flows.desk.ledger import Ledger
from flows.doctor import contents, files
from flows.doctor.examine import examine
from flows.messages import Messages
from flows.settings import Settings
from sources.errors import WarehouseError

SECOND = FIRST + timedelta(days=1)
TODAY = FIRST + timedelta(days=2)
CREATE = "c.execute('create table mine as select 1 as a')"
WRITE = "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); {statement}; {end}"


@pytest.fixture(scope="module")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(EXAMPLE / "mirror", folder / "mirror")
    office = Office(home=folder / "home", mirror=folder / "mirror", programs=EXAMPLE / "programs.xlsx")
    office.night()
    office.night(SECOND)
    Ledger(office.home / "ledger.sqlite").append(
        Acceptance(source="un_sc", edition="e1", text="例示"), by="sato", at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    return office


@dataclass(frozen=True)
class Patient:
    """An office that has had two nights, with what the doctor says of it."""

    office: Office
    messages: Messages

    @property
    def settings(self) -> Settings:
        return Settings(home=self.office.home)

    def faults(self) -> dict[str, str]:
        """Key -> the sentence in English, of everything that is not well; the Japanese one is made, too."""
        rows = examine(self.settings, self.messages)
        assert len(examine(replace(self.settings, language="ja"), self.messages)) == len(rows)
        return {row["key"]: row["finding"] for row in rows if not row["is_well"]}

    def night(self) -> None:
        self.office.night(SECOND)

    def restore(self) -> None:
        generations.restore(self.settings)


@pytest.fixture
def patient(two_nights: Office, tmp_path: Path, messages: Messages, monkeypatch: pytest.MonkeyPatch) -> Patient:
    for module in (files, contents):
        monkeypatch.setattr(module, "tonight", lambda: TODAY)
    shutil.copytree(two_nights.home, tmp_path / "home")
    patient = Patient(replace(two_nights, home=tmp_path / "home"), messages)
    assert patient.faults() == {}
    return patient


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _written_by_another(live: Path, *, is_closed: bool) -> None:
    code = WRITE.format(statement=CREATE, end="c.close()" if is_closed else "os._exit(0)")
    subprocess.run([sys.executable, "-c", code, str(live)], check=True)


def _document(home: Path) -> Path:
    return next((home / "raw" / "un_sc").rglob("*.xml"))


def _log(home: Path) -> Path:
    return home / "raw" / "un_sc" / "editions.jsonl"


def _tamper(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute("update entries set line = replace(line, 'sato', 'kato')")


Damage = Callable[[Path], object]
RESTORE, NIGHT = "sekisho restore --last-good", "sekisho nightly"
MENDED: dict[str, tuple[Damage, str, str]] = {
    "a database cut short": (lambda home: _cut(home / "warehouse.duckdb"), "warehouse.damaged", RESTORE),
    "a bit of it flipped": (lambda home: _flip(home / "warehouse.duckdb"), "warehouse.damaged", RESTORE),
    "a database of 0 bytes": (lambda home: (home / "warehouse.duckdb").write_bytes(b""), "warehouse.empty", RESTORE),
    "a database that is gone": (lambda home: (home / "warehouse.duckdb").unlink(), "warehouse.lost", RESTORE),
    "a log that another program left": (
        lambda home: _written_by_another(home / "warehouse.duckdb", is_closed=False),
        "doctor.foreign_log",
        RESTORE,
    ),
    "a log that another program left, and the night comes": (
        lambda home: _written_by_another(home / "warehouse.duckdb", is_closed=False),
        "doctor.foreign_log",
        NIGHT,
    ),
    "a database that another program wrote into": (
        lambda home: _written_by_another(home / "warehouse.duckdb", is_closed=True),
        "doctor.altered",
        RESTORE,
    ),
    "a manifest that is gone": (lambda home: (home / "manifest.json").unlink(), "doctor.cut_short", NIGHT),
    "a manifest of the night before": (
        lambda home: shutil.copy(home / "generations" / str(FIRST) / "manifest.json", home),
        "doctor.cut_short",
        NIGHT,
    ),
    "a document of the archive altered": (lambda home: _flip(_document(home)), "archive.damaged", NIGHT),
    "a document of the archive gone": (lambda home: _document(home).unlink(), "archive.unreadable", NIGHT),
    "a log line torn": (lambda home: _log(home).write_bytes(_log(home).read_bytes()[:-9]), "doctor.torn_log", NIGHT),
    "half a database of a killed night": (
        lambda home: (home / "warehouse.next.duckdb").write_bytes(b"half"),
        "doctor.left_over",
        NIGHT,
    ),
    "half a document of a killed night": (
        lambda home: (home / "raw" / "un_sc" / "editions.jsonl.part").write_bytes(b"half"),
        "doctor.left_over",
        NIGHT,
    ),
}


@pytest.mark.parametrize("fault", MENDED)
def test_the_doctor_names_a_fault_and_the_cure_it_names_mends_it(patient: Patient, fault: str) -> None:
    harm, key, cure = MENDED[fault]
    published = patient.office.published()
    history = patient.office.rows("select * from history.listings order by all")
    harm(patient.office.home)
    said = patient.faults()
    assert key in said
    assert cure in said[key]
    {RESTORE: patient.restore, NIGHT: patient.night}[cure]()
    assert patient.faults() == {}
    patient.night()
    assert patient.office.published() == published
    assert patient.office.rows("select * from history.listings order by all") == history


def test_a_damaged_line_of_a_log_is_named_by_its_number_and_removing_it_mends_it(patient: Patient) -> None:
    log = _log(patient.office.home)
    first, *others = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(first + b"{\n" + b"".join(others))
    assert "line 2" in patient.faults()["archive.log_damaged"]
    log.write_bytes(first + b"".join(others))
    assert patient.faults() == {}


def test_an_earlier_night_that_cannot_be_put_back_is_named(patient: Patient) -> None:
    folder = patient.office.home / "generations" / str(FIRST)
    _flip(folder / "warehouse.duckdb")
    assert str(FIRST) in patient.faults()["doctor.earlier_damaged"]
    shutil.rmtree(folder)
    assert patient.faults() == {}


def test_a_broken_chain_of_decisions_is_named_and_a_backup_mends_it(patient: Patient, tmp_path: Path) -> None:
    ledger = patient.office.home / "ledger.sqlite"
    shutil.copy(ledger, tmp_path / "backup")
    _tamper(ledger)
    assert "sekisho audit verify" in patient.faults()["doctor.ledger_broken"]
    _cut(ledger)
    assert "ledger.damaged" in patient.faults() or "doctor.ledger_broken" in patient.faults()
    shutil.copy(tmp_path / "backup", ledger)
    assert patient.faults() == {}


def test_a_disk_that_is_nearly_full_is_named(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(10**12, 10**12 - 10**8, 10**8))
    assert "make room" in patient.faults()["doctor.disk_full"]


def test_a_clock_that_went_back_is_named(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "tonight", lambda: FIRST)
    assert f"of {SECOND}, although today is {FIRST}" in patient.faults()["doctor.clock"]


@pytest.mark.parametrize("days", [2, 400])
def test_a_list_dated_ahead_is_flagged(patient: Patient, days: int) -> None:
    archive = Archive(patient.office.home / "raw")
    good = archive.last_good("un_sc")
    assert good
    ahead = TODAY + timedelta(days=days)
    archive.note("un_sc", Edition(edition=good.edition, on=ahead, verdict="unchanged", counts=good.counts))
    assert f"un_sc: dated {ahead}" in patient.faults()["doctor.dated_ahead"]


def test_a_document_that_its_publisher_dates_ahead_is_flagged(patient: Patient) -> None:
    about = next((patient.office.home / "raw" / "un_sc").rglob("snapshot.json"))
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace('"last_modified": ""', '"last_modified": "Wed, 02 Dec 2026 10:00:00 GMT"'), encoding="utf-8")
    assert "dated 2026-12-02" in patient.faults()["doctor.dated_ahead"]


def test_a_night_at_work_is_named_and_not_judged(patient: Patient) -> None:
    (patient.office.home / "warehouse.next.duckdb").write_bytes(b"half")
    with (patient.office.home / "night.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(f'{{"pid": {os.getpid()}, "since": "2026-11-20T00:00:00+00:00"}}')
        lock.flush()
        assert patient.faults() == {}
        rows = {row["key"]: row["finding"] for row in examine(patient.settings, patient.messages)}
        lock.truncate(0)
    assert f"process {os.getpid()}, since 2026-11-20" in rows["doctor.running"]
    assert "doctor.left_over" in patient.faults()


def test_a_ledger_that_somebody_is_making_is_not_left_over(patient: Patient) -> None:
    (patient.office.home / f"ledger.sqlite.{os.getpid()}.abc_1.part").write_bytes(b"")
    assert patient.faults() == {}
    (patient.office.home / f"ledger.sqlite.{2**22 + 1}.abc_1.part").write_bytes(b"")
    assert "doctor.left_over" in patient.faults()


def test_a_database_that_another_program_holds_open_is_not_called_damaged(patient: Patient) -> None:
    with _open_for_writing(patient.office.home / "warehouse.duckdb", "pass"):
        assert set(patient.faults()) == {"warehouse.in_use"}
    assert patient.faults() == {}


def test_no_night_runs_over_what_another_program_is_writing(patient: Patient) -> None:
    with _open_for_writing(patient.office.home / "warehouse.duckdb", CREATE):
        assert set(patient.faults()) == {"doctor.foreign_log"}
        with pytest.raises(WarehouseError, match=r"warehouse\.in_use"):
            patient.night()
    patient.night()
    assert patient.faults() == {}


def test_documents_of_the_inbox_that_cannot_be_taken_in_are_named(patient: Patient) -> None:
    inbox = patient.office.home / "inbox"
    inbox.mkdir()
    shutil.copy(EXAMPLE / "programs.xlsx", inbox)
    (inbox / "notes.xlsx").write_bytes(b"no workbook")
    assert "notes.xlsx was NOT taken in" in patient.faults()["night.refused"]


def test_a_required_list_that_is_not_in_use_is_named_with_what_to_do(patient: Patient, tmp_path: Path) -> None:
    shutil.copytree(patient.office.mirror, tmp_path / "mirror")
    office = replace(patient.office, mirror=tmp_path / "mirror")
    office.file("en/consolidated.xml").write_bytes(b"<html>Please sign in</html>")
    office.night(TODAY)
    said = patient.faults()["doctor.source_not_in_use"]
    assert "stale" in said
    assert "last good edition" in said


@contextmanager
def _open_for_writing(live: Path, statement: str) -> Iterator[None]:
    """Another program that has the database open, and does not close it in the end."""
    code = WRITE.format(statement=statement, end="print('open', flush=True); sys.stdin.read(); os._exit(0)")
    other = subprocess.Popen([sys.executable, "-c", code, str(live)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout and other.stdout.readline() == b"open\n"
    yield
    other.communicate()
