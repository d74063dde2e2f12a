"""The program as a process: exit codes, quiet terminal, one night at a time, same bytes anywhere."""

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import duckdb
from office import EXAMPLE, Office

SEKISHO = Path(sys.executable).with_name("sekisho")
PLAIN = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
from office import Office
Office(home=Path({home!r}), mirror=Path({mirror!r}), programs=Path({programs!r})).night()
"""


def _sekisho(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [str(SEKISHO), *map(str, arguments)]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False)


def _plain_night(office: Office, **environment: str) -> subprocess.CompletedProcess[str]:
    """A night without Prefect in a process of its own."""
    places = {"home": str(office.home), "mirror": str(office.mirror), "programs": str(office.programs)}
    code = PLAIN.format(here=str(Path(__file__).parent), **places)
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False
    )


def _started_with(mark: str) -> list[int]:
    """Process ids of all that were started, by whomever, with this mark in their environment; ended ones do not count."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
    return found


def _ends(process: int) -> bool:
    """Whether a process ends within the time it takes the system to tell it that its parent died."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 20)[0])
    finally:
        os.close(handle)


def test_a_killed_night_leaves_no_server_behind(tmp_path: Path) -> None:
    mark = uuid4().hex
    night = _sekisho("--home", tmp_path, "nightly", "--mirror", EXAMPLE / "mirror", SEKISHO_CRASH_AT="raw", SEKISHO_TEST_MARK=mark)
    assert night.returncode == -signal.SIGKILL
    assert all(_ends(process) for process in _started_with(mark))


def test_a_killed_screening_leaves_nothing_that_the_next_one_does_not_remove(example_home: Office, tmp_path: Path) -> None:
    asked = ("--home", example_home.home, "screen", EXAMPLE / "programs.xlsx", "--out", tmp_path)
    assert _sekisho(*asked, SEKISHO_CRASH_AT="core").returncode == -signal.SIGKILL
    assert len(list(example_home.home.glob("screened.*"))) == 1
    assert _sekisho(*asked).returncode == 0
    assert not list(example_home.home.glob("screened.*"))


def test_screening_over_the_file_of_an_earlier_version_says_what_to_do(example_home: Office, tmp_path: Path) -> None:
    shutil.copy(example_home.home / "warehouse.duckdb", tmp_path / "warehouse.duckdb")
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as live:
        live.execute("alter table raw.listings drop column announced_on")
    asked = _sekisho("--home", tmp_path, "--lang", "en", "screen", EXAMPLE / "programs.xlsx", "--out", tmp_path / "out")
    assert asked.returncode == 2
    assert "earlier version of sekisho: it lacks listings.announced_on" in asked.stderr
    assert not list(tmp_path.glob("screened.*"))


def test_a_night_through_prefect_is_quiet_and_ends_its_server(tmp_path: Path) -> None:
    night = _sekisho("--home", tmp_path, "--lang", "en", "nightly", "--mirror", EXAMPLE / "mirror", "--as-of", "2026-11-20", "--json")
    assert (night.returncode, night.stderr) == (0, "")
    said = json.loads(night.stdout)
    assert [row["is_complete"] for row in said["programs"]] == [True, True]
    assert all(Path(page).exists() for page in said["pages"])
    assert _sekisho("--home", tmp_path, "doctor", "--json").returncode == 0


def test_a_night_verified_in_full_is_published_when_no_row_differs(office: Office) -> None:
    office.night()
    night = _sekisho("--home", office.home, "nightly", "--mirror", office.mirror, "--as-of", "2026-11-21", "--verify-full", "--json")
    assert (night.returncode, night.stderr) == (0, "")
    assert office.rows("select cast(as_of as varchar) as as_of from raw.night") == [{"as_of": "2026-11-21"}]
    assert [path.name for path in office.home.glob("warehouse*")] == ["warehouse.duckdb"]


def test_an_incomplete_night_ends_with_3_and_says_what_is_missing(office: Office) -> None:
    office.file("en/consolidated.xml").unlink()
    night = _sekisho("--home", office.home, "--lang", "en", "nightly", "--mirror", office.mirror, "--as-of", "2026-11-20")
    assert night.returncode == 3
    assert "INCOMPLETE" in night.stdout
    assert "un_sc" in night.stdout


def test_a_second_night_at_the_same_time_is_refused_with_4(tmp_path: Path) -> None:
    with _holding(tmp_path / "night.lock"):
        night = _sekisho("--home", tmp_path, "--lang", "en", "nightly", "--mirror", EXAMPLE / "mirror")
    assert night.returncode == 4
    assert "Another night is running" in night.stderr


def test_a_night_whose_archive_cannot_be_written_ends_at_once_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "raw").write_bytes(b"not a folder")
    night = _sekisho("--home", tmp_path, "--lang", "en", "nightly", "--mirror", EXAMPLE / "mirror")
    assert night.returncode == 2
    assert "cannot be read or written" in night.stderr
    assert len(night.stderr.strip().splitlines()) == 1


def test_an_error_is_one_sentence_in_the_readers_language(tmp_path: Path) -> None:
    night = _sekisho("--home", tmp_path, "--lang", "ja", "nightly", "--programs", tmp_path / "missing.xlsx")
    assert night.returncode == 2
    assert "がありません" in night.stderr
    assert "Traceback" not in night.stderr


def test_results_are_the_same_bytes_for_every_hash_seed(office: Office, tmp_path: Path) -> None:
    published = []
    for seed in ("0", "4711"):
        other = Office(home=tmp_path / seed, mirror=office.mirror, programs=office.programs)
        assert _plain_night(other, PYTHONHASHSEED=seed).returncode == 0
        published.append(other.published())
    assert published[0] == published[1]


def test_a_workbook_is_screened_at_once_over_the_last_nights_lists(example_home: Office, tmp_path: Path) -> None:
    asked = _sekisho("--home", example_home.home, "screen", EXAMPLE / "programs.xlsx", "--out", tmp_path, "--json")
    assert asked.returncode == 0
    (page, *_) = json.loads(asked.stdout)["pages"]
    assert Path(page).is_relative_to(tmp_path)


def test_a_name_is_looked_up_with_the_lists_it_stands_on(example_home: Office) -> None:
    found = json.loads(_sekisho("--home", example_home.home, "search", "Malek Ashtar University", "--json").stdout)["search"][0]
    assert found["is_hit"]
    assert "un_sc" in found["listings"] or "us_ofac_sdn" in found["listings"]


def test_the_template_is_written_and_reads_back_empty(tmp_path: Path) -> None:
    assert _sekisho("--lang", "ja", "template", tmp_path / "empty.xlsx").returncode == 0
    assert (tmp_path / "empty.xlsx").stat().st_size > 5_000


@contextmanager
def _holding(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
