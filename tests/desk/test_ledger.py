"""The ledger's file: nothing acknowledged is ever lost, nothing written is ever changed, several write at once."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from flows.desk.chain import hash_of
from flows.desk.entries import (
    OWN,
    Acceptance,
    AcceptedPlan,
    ClusterDecision,
    Decision,
    Entry,
    Erasure,
    GapWord,
    LookupRequest,
    SecondSignature,
    Withdrawal,
)
from flows.desk.ledger import Head, Ledger
from flows.desk.verify import walk
from flows.desk.witness import stored
from sources.errors import Busy, LedgerError

WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from flows.desk.entries import Acceptance
from flows.desk.ledger import Ledger
from flows.office.entries import OFFICE
ledger = Ledger(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    said = Acceptance(source=sys.argv[2], edition=str(number), text="架空")
    (written,) = ledger.append(said, by=sys.argv[2], at=datetime(2026, 11, 20, tzinfo=UTC))
    print(written.sequence, written.hash, flush=True)
"""


def _writer(path: Path, name: str, count: int, **environment: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITE, str(path), name, str(count)]
    return subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)


def test_four_processes_write_two_hundred_entries_and_the_chain_is_whole(ledger: Ledger) -> None:
    writers = [_writer(ledger.path, f"writer{number}", 50) for number in range(4)]
    acknowledged = [line.split() for writer in writers for line in writer.communicate(timeout=120)[0].splitlines()]
    records = ledger.records()
    assert [one.sequence for one in records] == list(range(1, 201))
    assert sorted((int(sequence), digest) for sequence, digest in acknowledged) == [(one.sequence, one.hash) for one in records]
    said = {(one.by, one.entry.edition) for one in records if isinstance(one.entry, Acceptance)}
    assert said == {(f"writer{writer}", str(number)) for writer in range(4) for number in range(50)}
    assert walk(stored(ledger.links())) == []


def test_threads_may_share_a_ledger(ledger: Ledger, decision: Decision, at: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        written = list(pool.map(lambda number: ledger.append(decision, by=f"w{number}", at=at)[0].sequence, range(24)))
    assert sorted(written) == list(range(1, 25))
    assert len(ledger.records()) == 24


def test_a_writer_killed_at_random_loses_nothing_it_was_told_was_written(ledger: Ledger) -> None:
    known: set[tuple[int, str]] = set()
    for lines in (1, 7, 3, 12):
        writer = _writer(ledger.path, "killed", 10_000)
        assert writer.stdout is not None
        told = [writer.stdout.readline().split() for _ in range(lines)]
        writer.kill()
        told += [line.split() for line in writer.communicate(timeout=60)[0].splitlines() if line.count(" ") == 1 and len(line) > 64]
        known |= {(int(sequence), digest) for sequence, digest in told}
    records = {(one.sequence, one.hash) for one in ledger.records()}
    assert known <= records
    assert len(records) <= len(known) + 4  # at most the one entry each was writing when it died


@pytest.mark.parametrize(("point", "kept"), [("ledger:before_commit", 0), ("ledger:after_commit", 1)])
def test_a_writer_killed_at_a_named_point_leaves_a_whole_ledger(ledger: Ledger, point: str, kept: int) -> None:
    writer = _writer(ledger.path, "killed", 1, SEKISHO_CRASH_AT=point)
    assert (writer.communicate(timeout=60)[0], writer.returncode) == ("", -signal.SIGKILL)
    assert len(ledger.records()) == kept
    assert _writer(ledger.path, "after", 1).communicate(timeout=60)[0].startswith(f"{kept + 1} ")
    assert walk(stored(ledger.links())) == []


def test_all_of_several_entries_are_written_or_none(ledger: Ledger, decision: Decision, at: datetime) -> None:
    with pytest.raises(LedgerError):
        ledger.append(decision, SecondSignature(decision=99), by="sato", at=at)
    assert ledger.records() == ()


def test_a_reader_sees_a_whole_state_while_others_write(filled: Ledger, decision: Decision, at: datetime) -> None:
    with closing(sqlite3.connect(filled.path)) as reader:
        reader.execute("begin")
        assert reader.execute("select count(*) from entries").fetchone() == (6,)
        filled.append(decision, by="sato", at=at)
        assert reader.execute("select count(*) from entries").fetchone() == (6,)
    assert filled.head().sequence == 7


def test_a_writer_who_waits_too_long_is_told_so(filled: Ledger, decision: Decision, at: datetime) -> None:
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(Busy, match=r"ledger\.busy"):
            Ledger(filled.path, seconds=0.01).append(decision, by="sato", at=at)
    assert filled.head().sequence == 6


@pytest.mark.parametrize(
    "statement",
    [
        "update entries set line = '{}' where sequence = 2",
        "delete from entries where sequence = 6",
        "insert into entries (sequence, line, hash) values (8, '{}', 'x')",
        "insert or replace into entries (sequence, line, hash) values (2, '{}', 'x')",
        "update texts set text = 'x'",
        "delete from texts where sequence = 2",
        "insert or replace into texts (sequence, field, key, text) values (6, 'text', x'00', 'x')",
    ],
)
def test_the_file_itself_refuses_change(filled: Ledger, statement: str) -> None:
    with closing(sqlite3.connect(filled.path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_the_file_is_its_owners_alone(filled: Ledger) -> None:
    assert [stat.S_IMODE(path.stat().st_mode) for path in filled.path.parent.glob("ledger.sqlite*")] == [0o600]


def test_reading_makes_no_file(ledger: Ledger) -> None:
    assert (ledger.records(), ledger.head()) == ((), Head())
    assert not ledger.path.exists()


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be read as one" * 100])
def test_what_is_no_ledger_is_never_written_into(ledger: Ledger, decision: Decision, at: datetime, content: bytes) -> None:
    ledger.path.write_bytes(content)
    with pytest.raises(LedgerError):
        ledger.records()
    with pytest.raises(LedgerError):
        ledger.append(decision, by="sato", at=at)
    assert ledger.path.read_bytes() == content


def test_every_kind_reads_back_as_it_was_written(ledger: Ledger, decision: Decision, at: datetime) -> None:
    said: list[Entry] = [
        replace(decision, until=date(2027, 3, 31)),
        SecondSignature(decision=1, text="同意"),
        Withdrawal(decision=1),
        Acceptance(source="un_sc", edition="ab12", text="確認した"),
        Erasure(entries=(4,), legal_basis="request"),
        ClusterDecision(judgement="two", entity="un_sc:KPi.901", other="us_ofac_sdn:90004", text="別人"),
        AcceptedPlan(
            program_id="P1", case_id="C1", factors=("jp-osdd 2026.1 partner-eul moderate none",), tasks=("nda principal 2026-12-20",),
            residual="low", until=date(2027, 3, 31), text="教授会で了承",
        ),
        GapWord(gap_id="g-0123456789abcdef", program_id="P1", case_id="C1", judgement="explained", text="届出済み"),
        LookupRequest(program_id="P1", subject_id="roster:R1", legal_basis="consent", until=date(2027, 3, 31), text="本人の同意"),
    ]  # fmt: skip
    assert {type(one) for one in said} == set(OWN)
    for number, one in enumerate(said):
        ledger.append(one, by=("sato", "kato")[number % 2], at=at)
    assert [one.entry for one in ledger.records()] == [*said[:3], replace(said[3], text=""), *said[4:]]


def test_times_are_kept_in_utc(ledger: Ledger, decision: Decision) -> None:
    japan = datetime(2026, 11, 20, 8, 30, tzinfo=timezone(timedelta(hours=9)))
    (written,) = ledger.append(decision, by="sato", at=japan)
    assert written.at == datetime(2026, 11, 19, 23, 30, tzinfo=UTC)
    assert written.at.tzinfo is UTC


def _refused(ledger: Ledger, at: datetime, *said: tuple[Entry, str]) -> str:
    with pytest.raises(LedgerError) as caught:
        for entry, by in said:
            ledger.append(entry, by=by, at=at)
    return caught.value.key


def test_what_may_not_be_said_is_refused(ledger: Ledger, decision: Decision, at: datetime) -> None:
    sign, withdraw = SecondSignature(decision=1), Withdrawal(decision=1)
    assert _refused(ledger, at, (sign, "kato")) == "ledger.no_such_decision"
    assert _refused(ledger, at, (decision, " ")) == "ledger.nobody"
    assert _refused(ledger, at, (replace(decision, text="x" * 10_001), "sato")) == "ledger.too_long"
    assert _refused(ledger, at, (replace(decision, text="\udc80"), "sato")) == "ledger.not_text"
    assert _refused(ledger, at, (Erasure(entries=(1,), legal_basis="request"), "sato")) == "ledger.no_such_entry"
    assert _refused(ledger, at, (decision, "sato"), (sign, "sato")) == "ledger.same_signer"
    assert _refused(ledger, at, (sign, "kato"), (sign, "mori")) == "ledger.already_signed"
    assert _refused(ledger, at, (SecondSignature(decision=2), "kato")) == "ledger.no_such_decision"
    assert _refused(ledger, at, (withdraw, "sato"), (withdraw, "sato")) == "ledger.already_withdrawn"
    assert len(ledger.records()) == 3


def test_nobody_is_unsure_for_ever(decision: Decision) -> None:
    with pytest.raises(LedgerError, match=r"ledger\.unsure_without_date"):
        replace(decision, judgement="unsure")


def test_a_kind_of_a_newer_program_is_not_passed_over(filled: Ledger) -> None:
    line = filled.links()[6].line.replace('"version":1', '"version":2')
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute("drop trigger entries_stay")
        connection.execute("update entries set line = ?, hash = ? where sequence = 6", (line, hash_of(line)))
        connection.commit()
    with pytest.raises(LedgerError, match=r"ledger\.unknown_kind"):
        filled.records()
