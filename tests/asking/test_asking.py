"""Asking the stand-in of the publishers over real sockets: pages, limits, refusals, cut answers, and nights killed on the way."""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

import pytest
from standin import StandIn, doi_of, name_of, orcid_of, stand_in
from tiny import ended, forked

from flows.asking.ask import MANNERS
from flows.asking.look_up import Doors, look_up
from flows.ingest import Ingested
from flows.readings import readings
from flows.settings import Settings
from sources.model import Affiliation, Identifier, Name, Quote, Subject
from sources.publications import interfaces

AS_OF, NOW = date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=UTC)
ASKED = ("orcid", "openalex", "crossref")
READINGS = readings()
WORKS = 30
TOLD = 27  # of these, with the ORCID; the others are found by declared DOI


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in(WORKS) as running:
        yield running


def subject(number: int) -> Subject:
    given, family = name_of(number)
    return Subject(
        subject_id=f"C:p:{number}",
        case_id="C",
        program_id="P",
        kind="person",
        role="member",
        names=(Name(text=f"{given} {family}"),),
        identifiers=(Identifier(scheme="orcid", value=orcid_of(number)),),
        affiliations=(Affiliation(organisation="ETH Zurich"),),
        quote=Quote(document="people", locator=str(number), text=""),
    )


def settings(tmp_path: Path, *, days: int = 1, key: str = "secret-key") -> Settings:
    return Settings(
        home=tmp_path / "home",
        asked=frozenset(ASKED),
        keys={"openalex": key} if key else {},
        contact="office@example.org",
        refresh_days=days,
    )


def asked(
    server: StandIn, tmp_path: Path, people: int = 3, as_of: date = AS_OF, waits: list[float] | None = None, **more: int
) -> dict[str, Ingested]:
    manners = replace(MANNERS, loopback_for_tests=True, sleep=(waits if waits is not None else []).append, jitter=lambda: 0.5)
    subjects = [subject(number) for number in range(1, people + 1)]
    grounds = {(one.program_id, one.subject_id): "tier2" for one in subjects}
    doors = Doors(manners=manners, bases=dict.fromkeys(ASKED, server.base))
    return look_up(settings(tmp_path, **more), subjects, grounds, READINGS, as_of, NOW, doors)  # type: ignore[arg-type]


def works(found: dict[str, Ingested], source: str) -> list[str]:
    rows = found[source].rows
    assert rows is not None
    return sorted(row[2] for row in rows["works"])


def test_every_work_of_every_person_comes_once_by_orcid_or_by_the_persons_own_list(server: StandIn, tmp_path: Path) -> None:
    found = asked(server, tmp_path)
    expected = sorted(doi_of(person, number) for person in (1, 2, 3) for number in range(WORKS))
    assert works(found, "openalex") == works(found, "crossref") == expected
    assert {one.state for one in found.values()} == {"used"}
    assert set(server.answered.values()) == {1}
    by_doi = [path for path in server.answered if "doi%3A" in path]
    assert len(by_doi) == 2 * 3
    assert not [path for path in by_doi if "w0&" in path], "what came by ORCID is not asked for by DOI again"


def test_neither_key_nor_address_stands_in_what_is_kept(server: StandIn, tmp_path: Path) -> None:
    asked(server, tmp_path, people=1)
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file())
    assert b"secret-key" not in kept and b"office@example.org" not in kept and b"office%40" not in kept


def test_the_same_day_asks_nothing_again_and_gives_the_same_rows(server: StandIn, tmp_path: Path) -> None:
    first, count = asked(server, tmp_path), server.count
    second = asked(server, tmp_path)
    assert server.count == count
    assert {name: one.rows for name, one in first.items()} == {name: one.rows for name, one in second.items()}
    assert {name: one.edition for name, one in first.items()} == {name: one.edition for name, one in second.items()}


def test_another_day_asks_again_once_the_answers_are_too_old(server: StandIn, tmp_path: Path) -> None:
    asked(server, tmp_path, days=2)
    count = server.count
    asked(server, tmp_path, as_of=date(2026, 11, 21), days=2)
    assert server.count == count
    asked(server, tmp_path, as_of=date(2026, 11, 22), days=2)
    assert server.count == 2 * count


def test_refusals_and_cut_answers_are_waited_out_and_no_work_is_lost(tmp_path: Path) -> None:
    waits: list[float] = []
    with stand_in(WORKS, ill_every=3) as server:
        found = asked(server, tmp_path, people=8, waits=waits)
    assert server.refused > 3 and server.cut > 3
    assert len(works(found, "openalex")) == len(works(found, "crossref")) == 8 * WORKS
    assert set(server.answered.values()) == {1}
    assert max(waits) >= 1, "a publisher that asks for a second gets it"


def test_a_publisher_that_never_answers_whole_is_told_of_and_not_taken_for_one_without_works(tmp_path: Path) -> None:
    with stand_in(WORKS, ill_every=1, ill_times=1_000) as server:
        found = asked(server, tmp_path, people=2)
    assert {one.state for one in found.values()} == {"failed"}
    assert all(one.rows is None for one in found.values())


def test_who_has_no_key_is_told_so_and_nothing_is_asked_there(server: StandIn, tmp_path: Path) -> None:
    found = asked(server, tmp_path, people=1, key="")  # type: ignore[arg-type]
    assert (found["openalex"].state, found["openalex"].key) == ("failed", "ask.no_key")
    assert not [path for path in server.answered if path.startswith("/works")]
    assert found["crossref"].state == "used"


def test_more_works_than_one_person_has_are_not_taken_at_all(server: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.asking.ask.MOST_WORKS", 20)
    found = asked(server, tmp_path, people=1)
    assert (found["crossref"].state, found["crossref"].key, found["crossref"].rows) == ("failed", "ask.too_many", None)


def test_a_damaged_answer_on_the_disk_is_asked_for_again(server: StandIn, tmp_path: Path) -> None:
    asked(server, tmp_path, people=1)
    count = server.count
    damaged = next(path for path in (tmp_path / "home/raw/asked/crossref").rglob("*") if path.is_file() and path.suffix == "")
    damaged.write_bytes(damaged.read_bytes().replace(b"On sample", b"On simple"))
    found = asked(server, tmp_path, people=1)
    assert server.count == count + 1
    assert {row[3] for row in found["crossref"].rows["works"]} == {f"On sample {number}" for number in range(WORKS)}  # type: ignore[index]


@pytest.mark.parametrize("point", ["asking:orcid", "written:orcid", "answered:openalex", "written:crossref", "asking:crossref"])
def test_a_night_killed_at_any_point_goes_on_where_it_stood(point: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = {name: tuple(replace(one, together=1) for one in getattr(interfaces, name)) for name in ("PERSONS", "WORKS")}
    for name, value in one_by_one.items():
        monkeypatch.setattr(f"flows.asking.look_up.{name}", value)
    monkeypatch.setattr("flows.asking.look_up.ThreadPoolExecutor", OneThread)
    with stand_in(WORKS) as server:
        killed = forked(lambda: asked(server, tmp_path), {"SEKISHO_CRASH_AT": point})
        assert ended(killed) == -signal.SIGKILL
        assert ended(forked(lambda: asked(server, tmp_path))) == 0
        assert set(server.answered.values()) == {1}, "nothing is asked twice"
    whole = asked(server, tmp_path)
    assert len(works(whole, "openalex")) == len(works(whole, "crossref")) == 3 * WORKS


class OneThread:
    """Publishers one after the other, so that no question of another one is on its way when the night is killed."""

    def __init__(self, max_workers: int) -> None:
        pass

    def __enter__(self) -> "OneThread":
        return self

    def __exit__(self, *what: object) -> None:
        pass

    map = staticmethod(map)


def test_a_night_killed_from_outside_asks_again_only_what_was_on_its_way(tmp_path: Path) -> None:
    on_its_way = sum(one.together for one in interfaces.WORKS if one.source.name in ASKED)
    with stand_in(WORKS) as server:
        child = forked(lambda: asked(server, tmp_path, people=40))
        until = monotonic() + 60
        while sum(server.answered.values()) < 70 and monotonic() < until:
            pass
        os.kill(child, signal.SIGKILL)
        assert ended(child) == -signal.SIGKILL
        assert ended(forked(lambda: asked(server, tmp_path, people=40))) == 0
        repeated = Counter(server.answered.values())
    assert set(repeated) <= {1, 2} and repeated[2] <= on_its_way
    found = asked(server, tmp_path, people=40)
    assert len(works(found, "openalex")) == len(works(found, "crossref")) == 40 * WORKS


def test_what_was_asked_of_whom_and_on_which_ground_is_written_before_it_is_asked(tmp_path: Path) -> None:
    with stand_in(WORKS) as server:
        assert ended(forked(lambda: asked(server, tmp_path, people=1), {"SEKISHO_CRASH_AT": "asking:orcid"})) == -signal.SIGKILL
        assert not server.answered
    (line,) = (tmp_path / "home/raw/asked/orcid/2026-11-20.jsonl").read_text(encoding="utf-8").splitlines()
    said = json.loads(line)
    assert (said["state"], said["subjects"], said["ground"]) == ("asked", ["P/C:p:1"], "tier2")
    assert said["url"].endswith(f"/v3.0/{orcid_of(1)}/record")
