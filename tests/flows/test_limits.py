"""From which loss on a person is asked, by what the list did before."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from office import FIRST

from flows.archive import Archive, Edition
from flows.ingest import ingest
from flows.limits import accepted_counts, may_lose
from flows.readings import Reading
from sources.fetch import snapshot
from sources.lists import un_sc
from sources.model import Document

LOSSES = {
    # accepted counts, oldest first; the most that may go without a question
    "a small list, hardly known": ([40], 3),
    "a large list, hardly known": ([10_000, 10_010, 10_020, 10_010], 500),
    "a large list that hardly moves": ([10_000, 10_010, 10_020, 10_010, 10_000], 50),
    "a large list that never moved": ([10_000] * 10, 50),
    "a small list that never moved": ([40] * 10, 3),
    "a lively list": ([1000, 1100, 990, 1080, 1000], 200),
    "years missed in between": ([1000, 1001, 1003, 4500, 4501, 4503], 22),
    "steady growth is no reason to lose more": ([1000, 1100, 1200, 1300, 1400], 7),
}


@pytest.mark.parametrize("case", LOSSES)
def test_what_may_go_without_a_question(case: str) -> None:
    counts, most = LOSSES[case]
    assert int(may_lose(counts)) == most


def test_only_whole_accepted_editions_teach_and_the_last_ten() -> None:
    def line(number: int, **other: object) -> Edition:
        return Edition(**{"edition": f"e{number}", "on": FIRST, "verdict": "accepted", "counts": {"A": number}} | other)  # type: ignore[arg-type]

    log = [line(n) for n in range(1, 13)]
    log += [line(12, by="tester"), line(13, verdict="held"), line(14, is_sample=True), line(15, counts={"B": 1})]
    assert accepted_counts(log, "A") == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert accepted_counts(log, "C") == []


@pytest.mark.parametrize(("known", "verdict"), [(4, "accepted"), (5, "held")])
def test_a_list_that_never_moved_is_asked_about_sooner(tmp_path: Path, known: int, verdict: str) -> None:
    """The same loss of four entries in a hundred, before and after it is learnt how the list behaves."""
    archive = Archive(tmp_path)
    source = replace(un_sc.SOURCE, sub_lists={"A": 1})
    for number in range(known):
        archive.note(source.name, Edition(edition=f"{number}", on=FIRST, verdict="accepted", counts={"A": 100}))
    listed: list[tuple[object, ...]] = [(source.name, f"{n}", 0, "", "A", *[""] * 8) for n in range(96)]
    reading = Reading(source=source, rows=lambda _: {"listings": listed}, version="1")
    content = b"<list/>"
    document = Document(name="consolidated.xml", url="", sha256=sha256(content).hexdigest(), content=content)
    found = snapshot(source, (document,), datetime(2026, 11, 20, tzinfo=UTC))
    ingest(reading, archive, lambda: found, as_of=FIRST, known={}, is_sample=False)
    assert archive.log(source.name)[-1].verdict == verdict
