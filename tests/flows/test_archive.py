"""data/raw keeps every fetched copy, and a log that survives a cut."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.archive import Archive, Edition
from sources.errors import WarehouseError
from sources.model import Document, Snapshot

DAY = date(2026, 11, 20)


def _snapshot(content: bytes) -> Snapshot:
    checksum = hashlib.sha256(content).hexdigest()
    document = Document(name="list.csv", url="https://example.org/list.csv", sha256=checksum, content=content)
    return Snapshot(source="invented", edition=checksum, fetched_at=datetime(2026, 11, 20, tzinfo=UTC), documents=(document,))


def test_what_was_stored_loads_again_byte_for_byte(tmp_path: Path) -> None:
    archive, snapshot = Archive(tmp_path), _snapshot(b"one\ntwo\n")
    archive.store(snapshot)
    assert archive.load("invented", snapshot.edition) == snapshot


def test_a_changed_byte_in_the_archive_is_noticed(tmp_path: Path) -> None:
    archive, snapshot = Archive(tmp_path), _snapshot(b"one\ntwo\n")
    archive.store(snapshot)
    (tmp_path / "invented" / snapshot.edition[:16] / "list.csv").write_bytes(b"one\ntwo?")
    with pytest.raises(WarehouseError, match=r"archive\.damaged"):
        archive.load("invented", snapshot.edition)


def test_the_last_good_edition_is_the_last_accepted_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for edition, verdict in (("a", "accepted"), ("b", "held"), ("c", "refused"), ("a", "unchanged")):
        archive.note("invented", Edition(edition=edition, on=DAY, verdict=verdict))  # type: ignore[arg-type]
    last = archive.last_good("invented")
    assert last is not None
    assert last.edition == "a"


def test_a_line_cut_by_a_crash_is_passed_over_and_closed_off(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.note("invented", Edition(edition="a", on=DAY, verdict="accepted"))
    log = tmp_path / "invented" / "editions.jsonl"
    log.write_bytes(log.read_bytes() + b'{"edition": "b", "on"')
    assert [line.edition for line in archive.log("invented")] == ["a"]
    archive.note("invented", Edition(edition="c", on=DAY, verdict="held"))
    assert [line.edition for line in archive.log("invented")] == ["a", "c"]


def test_a_kept_edition_that_the_disk_has_lost_is_kept_again_when_it_comes_in_again(tmp_path: Path) -> None:
    archive, snapshot = Archive(tmp_path), _snapshot(b"one\ntwo\n")
    archive.store(snapshot)
    (tmp_path / "invented" / snapshot.edition[:16] / "list.csv").write_bytes(b"one\ntwo?")
    assert archive.marks("invented", snapshot.edition) == {}
    archive.store(snapshot)
    assert archive.load("invented", snapshot.edition) == snapshot


def test_a_line_in_the_middle_of_the_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for edition in ("a", "b"):
        archive.note("invented", Edition(edition=edition, on=DAY, verdict="accepted"))
    log = tmp_path / "invented" / "editions.jsonl"
    first, *rest = log.read_bytes().split(b"\n")
    log.write_bytes(b"\n".join([first[:-9], *rest]))
    with pytest.raises(WarehouseError, match=r"archive\.log_damaged") as raised:
        archive.log("invented")
    assert raised.value.facts["line"] == 1
