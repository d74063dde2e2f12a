"""Names planted by the night itself: every sub-list is asked for its own, and a night that misses one is not published."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from office import FIRST, Office

from flows import night as steps
from flows.canaries import plant as planting
from flows.canaries.changes import CHANGES, ITSELF, changed
from flows.canaries.plant import Planted, plant
from flows.doctor import files
from flows.doctor.examine import examine
from flows.messages import Messages
from flows.parties import listed_parties
from flows.reference import load_tables
from flows.searches import Listed
from flows.settings import load_settings
from flows.warehouse import Warehouse, over
from matching.index import Index
from matching.model import Comparison, Party
from matching.names.tables import Tables
from sources.errors import WarehouseError
from sources.model import Kind

WRITTEN: Sequence[tuple[Kind, str, str, str]] = (
    ("organisation", "SIS DOO", "legal_form", "SIS D.O.O."),
    ("organisation", "SIS d.o.o.", "legal_form", "SIS doo"),
    ("organisation", "Sample Ltd", "case", "SAMPLE LTD"),
    ("organisation", "SAMPLE", "width", "ＳＡＭＰＬＥ"),
    ("organisation", "Образец 7", "case", "ОБРАЗЕЦ 7"),
    ("organisation", "Musterwerk Köln", "marks", "Musterwerk Koln"),
    ("organisation", "Harbin", "marks", "Ha\u0301rbi\u0301n"),
    ("organisation", "北京例示大学", "zero_width", "北\u200b京例示大学"),
    ("person", "OBRAZTSOV, Primer", "order", "Primer OBRAZTSOV"),
    ("person", "Primer Obraztsov", "order", "Obraztsov Primer"),
)
STAY: Sequence[tuple[Kind, str, str]] = (
    ("organisation", "Sample Works", "order"),
    ("organisation", "Sample Works", "legal_form"),
    ("person", "Muster bin Beispiel", "order"),
    ("person", "Abdul Beispiel", "order"),
    ("person", "例示 太郎", "order"),
    ("organisation", "例示大学", "case"),
    ("organisation", "Sample University (SU)", "case"),
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(steps.REFERENCE / "names")


@pytest.mark.parametrize(("kind", "text", "change", "written"), WRITTEN)
def test_a_name_is_planted_as_the_incidents_wrote_it(tables: Tables, kind: Kind, text: str, change: str, written: str) -> None:
    assert changed(text, kind, tables)[change] == written


@pytest.mark.parametrize(("kind", "text", "change"), STAY)
def test_what_no_search_could_promise_is_not_planted(tables: Tables, kind: Kind, text: str, change: str) -> None:
    assert change not in changed(text, kind, tables)


def test_every_listed_name_is_found_under_every_change(example_home: Office, tables: Tables) -> None:
    with over(example_home.home / "warehouse.duckdb") as warehouse:
        listed = listed_parties(warehouse)
        groups = planting._groups(warehouse, dict(listed))
    index, asked = Index(listed, tables), set()
    for one in {one for names in groups.values() for one in names}:
        for change, text in changed(one.text, one.kind, tables).items():
            asked.add(change)
            probe = Planted(cluster_id=one.cluster_id, kind=one.kind, text=text).party
            assert one.cluster_id in {cluster_id for cluster_id, found in index.search(probe, 24) if found.same}, (change, text)
    assert asked == {ITSELF, *CHANGES}


def test_every_sub_list_in_use_is_asked_and_coverage_says_so(example_home: Office) -> None:
    rows = example_home.rows("select * from marts.coverage where edition <> '' and entity_count > 0 and source <> 'ror'")
    assert rows
    assert [row["sub_list"] for row in rows if not 0 < row["canary_planted_count"] == row["canary_found_count"]] == []
    scripts = {row["script"] for row in example_home.rows("select distinct script from screened.canaries")}
    assert scripts >= {"latin", "arabic", "cyrillic", "han", "kana"}


@pytest.mark.parametrize(("language", "words"), [("en", "went through the same search"), ("ja", "を同じ照合にかけ")])
def test_the_results_page_says_how_many_were_planted_and_found(example_home: Office, language: str, words: str) -> None:
    page = Path(example_home.home / f"out/P-SENTAN/index.{language}.html").read_text(encoding="utf-8")
    assert words in page


def _without(office: Office, source: str, sub_list: str) -> Callable[[Listed, Tables], Index]:
    clusters = "select distinct cluster_id from core.clusters inner join raw.listings using (source, entity_id)"
    gone = {row["cluster_id"] for row in office.rows(f"{clusters} where source = ? and sub_list = ?", source, sub_list)}
    assert gone
    return lambda listed, tables: Index([item for item in listed if item[0] not in gone], tables)


def test_an_index_that_lost_a_sub_list_stops_the_night(
    office: Office, changed_un: None, monkeypatch: pytest.MonkeyPatch, messages: Messages
) -> None:
    before = (office.home / "warehouse.duckdb").read_bytes(), office.published()
    monkeypatch.setattr(steps, "Index", _without(office, "un_sc", "Libya"))
    with pytest.raises(WarehouseError, match=r"night\.canaries_missed") as caught:
        office.night(FIRST + timedelta(days=1))
    said = messages.tell(caught.value, "en")
    assert "un_sc Libya person latin (case, itself, marks, order, width, zero_width)" in said
    names = office.rows("select text from raw.names inner join raw.entities using (source, entity_id) where entities.kind = 'person'")
    assert not [row["text"] for row in names if row["text"] in said]
    assert ((office.home / "warehouse.duckdb").read_bytes(), office.published()) == before


def test_the_doctor_tells_of_a_night_that_missed_a_canary_until_one_is_published(
    office: Office, changed_un: None, monkeypatch: pytest.MonkeyPatch, messages: Messages
) -> None:
    settings = replace(load_settings(office.home, "en"), home=office.home)
    assert list(files.refused(settings)) == []
    with monkeypatch.context() as lost:
        lost.setattr(steps, "Index", _without(office, "un_sc", "Libya"))
        with pytest.raises(WarehouseError, match=r"night\.canaries_missed"):
            office.night(FIRST + timedelta(days=1))
    (told,) = [row for row in examine(settings, messages) if row["key"] == "doctor.night_refused"]
    assert "un_sc Libya" in told["finding"] and str(FIRST + timedelta(days=1)) in told["finding"]
    office.night(FIRST + timedelta(days=1))
    assert list(files.refused(settings)) == []


@pytest.fixture
def changed_un(office: Office, changed: Callable[[str, Callable[[bytes], bytes]], None]) -> None:
    """A first night, and then another edition of the list, so that the index is made anew."""
    office.night()
    changed("en/consolidated.xml", lambda content: content.replace(b"The Example<", b"The Invented One<", 1))


def test_a_search_that_does_not_read_full_width_stops_the_night(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    class Narrow(Index):
        def search(self, party: Party, limit: int = 10) -> list[tuple[str, Comparison]]:
            return [] if any("Ａ" <= letter <= "ｚ" for letter in party.names[0].text) else super().search(party, limit)

    monkeypatch.setattr(steps, "Index", Narrow)
    with pytest.raises(WarehouseError, match=r"night\.canaries_missed") as caught:
        office.night()
    assert "ca_nro organisation latin (width); " in caught.value.facts["missed"]
    assert "case" not in caught.value.facts["missed"]
    assert not (office.home / "warehouse.duckdb").exists()


class Turned:
    """The warehouse with its rows in the other order, and under another edition."""

    def __init__(self, warehouse: Warehouse, edition: str = "") -> None:
        self.warehouse, self.edition = warehouse, edition

    def rows(self, query: str) -> list[dict[str, Any]]:
        return [row | ({"edition": self.edition} if self.edition else {}) for row in reversed(self.warehouse.rows(query))]


def test_the_choice_follows_the_edition_and_no_order(example_home: Office) -> None:
    with over(example_home.home / "warehouse.duckdb") as warehouse:
        listed = dict(listed_parties(warehouse))
        groups = [planting._groups(one, listed) for one in (warehouse, Turned(warehouse), Turned(warehouse, "another"))]  # type: ignore[arg-type]
    assert groups[0] == groups[1]
    assert groups[0].keys() == groups[2].keys()
    assert groups[0] != groups[2]


def test_a_matcher_that_can_tell_nothing_has_missed_all(example_home: Office, tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    unlike = Comparison(points=0, score=0.0, chance=1.0, same=False, left_name="", right_name="", evidence=())
    monkeypatch.setattr(planting, "compare", lambda *_: unlike)
    with over(example_home.home / "warehouse.duckdb") as warehouse:
        rows = plant(warehouse, dict(listed_parties(warehouse)), lambda party: [], tables)
    assert len(rows) == example_home.rows("select count(*) as n from screened.canaries")[0]["n"]
    assert {row[-2:] for row in rows} == {(1, 0)}
