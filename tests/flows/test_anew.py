"""Nights that take over what still holds, beside nights that read and search everything anew: not a row, not a byte differs."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from office import EXAMPLE, FIRST, Office

from flows import night as steps
from flows.anew import verify_full
from flows.messages import Messages
from flows.searches import Answer, Kept, kept_searches
from flows.warehouse import contents
from sources.errors import WarehouseError

SEMA, UN = "sema-lmes.xml", "en/consolidated.xml"


def _line_gone(content: bytes, holding: bytes) -> bytes:
    kept = [line for line in content.splitlines(keepends=True) if holding not in line]
    assert len(kept) == len(content.splitlines()) - 1
    return b"".join(kept)


def _listed(content: bytes) -> bytes:
    return content.replace(b"</data-set>", content[content.index(b"<record>") :], 1).replace(b"Obrazcov", b"Zelkovin", 1)


NIGHTS: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing happens": (UN, lambda content: content),
    "an alias is added": (UN, lambda content: content.replace(b"<ALIAS_NAME>The Example<", b"<ALIAS_NAME>Lena Musterfeld<", 1)),
    "entries are added": (SEMA, _listed),
    "an entry is respelled": (SEMA, lambda content: content.replace(b"Obrazcov", b"Obrazcova")),
    "an entry is delisted": (SEMA, lambda content: content[: content.index(b"<record>")] + content[content.index(b"</record>") + 9 :]),
    "a person joins a case": ("people.csv", lambda content: content + "R-99,C-101,Primer Obraztsov,,,,,,,,相手方メンバー\r\n".encode()),
    "a subject is respelled": ("people.csv", lambda content: content.replace(b"Akari Kasumizawa", b"Akari Kasumisawa")),
    "a subject leaves": ("people.csv", lambda content: _line_gone(content, b"R-03,C-101")),
    "a list is as at first": (SEMA, lambda content: next((EXAMPLE / "mirror").rglob(SEMA)).read_bytes()),
}


@pytest.fixture
def offices(office: Office, tmp_path: Path) -> tuple[Office, Office]:
    """Two that share mirror and programs, each with a home of its own."""
    programs = tmp_path / "programs"
    shutil.copytree(EXAMPLE / "programs", programs)
    return replace(office, programs=programs), replace(office, programs=programs, home=tmp_path / "other")


def test_nights_that_keep_answers_publish_the_bytes_of_nights_that_keep_nothing(offices: tuple[Office, Office]) -> None:
    office, other = offices
    said = set()
    for day, (ending, change) in enumerate(NIGHTS.values()):
        (path,) = [path for folder in (office.mirror, office.programs) for path in folder.rglob("*") if path.as_posix().endswith(ending)]
        path.write_bytes(change(path.read_bytes()))
        office.night(FIRST + timedelta(days=day))
        other.night(FIRST + timedelta(days=day), keeps=False)
        assert contents(office.home / "warehouse.duckdb") == contents(other.home / "warehouse.duckdb")
        assert _bytes(office) == _bytes(other)
        said.add(str(office.rows("select probe, cluster_id, comparison from screened.searches order by all")))
    assert len(said) > len(NIGHTS) / 2


def test_an_answer_that_no_longer_holds_stops_the_night(office: Office, monkeypatch: pytest.MonkeyPatch, messages: Messages) -> None:
    office.night(verify=verify_full)
    before = (office.home / "warehouse.duckdb").read_bytes()

    def forgotten(live: Path, matcher: str) -> Kept:
        known = kept_searches(live, matcher)
        hits = {probe: [found for found in one.found if found[1].same] for probe, one in known.answers.items()}
        return replace(known, answers={probe: Answer(compared=known.answers[probe].compared, found=hits[probe]) for probe in hits})

    monkeypatch.setattr(steps, "kept_searches", forgotten)
    with pytest.raises(WarehouseError, match=r"night\.not_as_full") as caught:
        office.night(FIRST + timedelta(days=1), verify=verify_full)
    assert "screened.probes, screened.searches" in messages.tell(caught.value, "en")
    assert (office.home / "warehouse.duckdb").read_bytes() == before
    assert sorted(path.name for path in office.home.glob("warehouse*")) == ["warehouse.duckdb"]


def _bytes(office: Office) -> dict[str, bytes]:
    """All that was published; of workbooks handed back only that they are there, Excel's clock is in them."""
    return {name: content if "returned/" not in name else b"" for name, content in office.published().items()}
