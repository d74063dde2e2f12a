"""What the doctor says of the exchange: whole, running out, damaged, or open to others."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from consortium import Consortium

from flows.doctor import exchange as doctor
from flows.doctor.finding import ERROR, INCOMPLETE, WELL
from flows.exchange import stewarding
from flows.settings import Settings


def findings(consortium: Consortium, on: date, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    class Clock:
        @staticmethod
        def now(zone: object) -> datetime:
            return datetime(on.year, on.month, on.day, tzinfo=UTC)

    monkeypatch.setattr(doctor, "datetime", Clock)
    return [(one.key, one.exit) for one in doctor.exchange(Settings(home=consortium["BUNIV"].home))]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2026, 11, 20), [("doctor.exchange", WELL)]),
        (date(2027, 4, 20), [("doctor.members_expire", INCOMPLETE)]),
        (date(2028, 10, 20), [("doctor.members_expire", INCOMPLETE), ("doctor.keys_expire", INCOMPLETE)]),
        (date(2029, 1, 1), [("doctor.members_expire", INCOMPLETE), ("exchange.no_valid_key", ERROR)]),
    ],
)
def test_what_runs_out_is_said_in_time(
    consortium: Consortium, on: date, found: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert findings(consortium, on, monkeypatch) == found


def test_revoked_keys_are_said(consortium: Consortium, monkeypatch: pytest.MonkeyPatch) -> None:
    consortium.edits(lambda known, today: stewarding.revoked(known, "BUNIV", today))
    assert findings(consortium, date(2026, 11, 20), monkeypatch) == [("exchange.no_valid_key", ERROR)]


def test_a_damaged_store_and_an_open_key_are_said(consortium: Consortium, monkeypatch: pytest.MonkeyPatch) -> None:
    member = consortium["BUNIV"]
    next(member.ring.folder.glob("*.key")).chmod(0o644)
    assert findings(consortium, date(2026, 11, 20), monkeypatch) == [("exchange.key_open", ERROR)]
    member.store.write_bytes(b"no database at all" * 100)
    assert findings(consortium, date(2026, 11, 20), monkeypatch) == [("exchange.damaged", ERROR)]


def test_an_office_of_no_consortium_hears_nothing_of_it(tmp_path: Path) -> None:
    assert list(doctor.exchange(Settings(home=tmp_path))) == []
