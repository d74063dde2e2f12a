"""Answers are kept while nothing they rest on has changed, and are the same as found anew."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from office import FIRST, Office

from flows import night as steps
from flows import searches
from flows.parties import listed_parties
from flows.reference import load_tables
from flows.searches import Answer, Kept, Listed, Searches
from flows.warehouse import over
from matching.index import COMPARED, Index
from matching.model import Comparison, Party
from matching.names.tables import Tables
from matching.score import compare
from sources.model import Name

Change = Callable[[str, Callable[[bytes], bytes]], None]
MARTS = ("hits", "evidence", "subjects", "cases")


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Of each index that was made, the names that were searched in it."""
    made: list[list[str]] = []

    class Counted(Index):
        def __init__(self, items: Listed, tables: Tables) -> None:
            super().__init__(items, tables)
            self.searched: list[str] = []
            made.append(self.searched)

        def search(self, party: Party, limit: int = 10) -> list[tuple[str, Comparison]]:
            self.searched.append(party.names[0].text)
            return super().search(party, limit)

    monkeypatch.setattr(steps, "Index", Counted)
    return made


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(steps.REFERENCE / "names")


@pytest.fixture(scope="module")
def listed(example_home: Office) -> Listed:
    with over(example_home.home / "warehouse.duckdb") as warehouse:
        return listed_parties(warehouse)


def _marts(office: Office) -> list[object]:
    return [office.rows(f"select * from marts.{mart} order by all") for mart in MARTS]


def _subjects(office: Office, searched: list[str]) -> set[str]:
    """Of the names searched, those of subjects; a new edition also brings other names of its own that the night plants."""
    return set(searched) & {row["aspect_text"] for row in office.rows("select aspect_text from screened.probes")}


def test_an_unchanged_night_searches_nothing_again_and_finds_the_same(office: Office, indexes: list[list[str]]) -> None:
    office.night()
    before = _marts(office)
    office.night()
    assert len(indexes) == 1
    assert _marts(office) == before


def test_an_edition_that_lists_the_same_searches_no_subject_again(office: Office, changed: Change, indexes: list[list[str]]) -> None:
    office.night()
    changed("sema-lmes.xml", lambda content: content.replace(b"</data-set>", b"<!-- changed --></data-set>"))
    office.night(FIRST + timedelta(days=1))
    assert [_subjects(office, searched) for searched in indexes[1:]] == [set()]


def test_a_changed_name_is_compared_with_those_it_comes_near_and_nobody_else(
    office: Office, changed: Change, indexes: list[list[str]]
) -> None:
    office.night()
    changed("sema-lmes.xml", lambda content: content.replace(b"Obrazcov", b"Obrazcovski"))
    office.night(FIRST + timedelta(days=1))
    first, second = indexes
    again = _subjects(office, second)
    assert "Пример Образцов" in again
    assert 2 * len(again) < len(_subjects(office, first))


def test_another_matcher_makes_every_answer_new(office: Office, monkeypatch: pytest.MonkeyPatch, indexes: list[list[str]]) -> None:
    office.night()
    monkeypatch.setattr(searches, "_CODE", (("sql", "*.sql"),))
    office.night()
    first, second = indexes
    assert first == second != []


def test_a_database_of_before_these_columns_keeps_no_answers(example_home: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "_KNOWN", searches._KNOWN.replace("'compared'", "'another'"))
    assert searches.kept_searches(example_home.home / "warehouse.duckdb", "any") == Kept()


def test_an_answer_rests_on_the_clusters_compared_and_on_no_other(listed: Listed, tables: Tables) -> None:
    """What flows.searches asks of the index: without this, an answer could not be kept when another entry changes."""
    index, known = Index(listed, tables), dict(listed)
    for query in _probes(listed):
        near = index.candidates(query, COMPARED)
        alone = Index([(cluster_id, known[cluster_id]) for cluster_id in near], tables).search(query, COMPARED)
        assert index.search(query, COMPARED) == alone
        assert all(found == compare(query, known[cluster_id], tables) for cluster_id, found in alone)


def test_lists_that_change_night_after_night_leave_the_answers_of_a_full_search(listed: Listed, tables: Tables) -> None:
    chosen, probes = random.Random(20), _probes(listed)
    kept = Kept()
    kept_count = 0
    for _ in range(8):
        tonight = [
            (cluster_id, _other(party) if chosen.random() < 0.02 else party) for cluster_id, party in listed if chosen.random() < 0.97
        ]
        asked = chosen.sample(probes, len(probes) * 3 // 4)
        ours, anew = (_answered(tonight, asked, tables, known) for known in (kept, Kept()))
        assert ours.rows() == anew.rows()
        kept_count += sum(ours._answers[probe] is answer for probe, answer in kept.answers.items() if probe in ours._answers)
        kept = Kept(listed=ours._sum, answers=dict[str, Answer](ours._answers))
    assert kept_count > len(probes) // 2


def _answered(listed: Listed, probes: list[Party], tables: Tables, kept: Kept) -> Searches:
    found = Searches(listed=listed, matcher="this one", make_index=partial(Index, tables=tables), kept=kept)
    for probe in probes:
        found(probe)
    return found


def _probes(listed: Listed) -> list[Party]:
    """Every third listed name as somebody else's, cut by its last letter."""
    return [replace(party, names=(Name(text=party.names[-1].text[:-1]),), identifiers=()) for _, party in listed[::3]]


def _other(party: Party) -> Party:
    return replace(party, names=(*party.names, Name(text="Zelkova " + party.names[0].text)))
