"""Answers are kept while nothing they rest on has changed, and are the same as found anew."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from office import FIRST, Office

from flows import night as steps
from flows import searches

Change = Callable[[str, Callable[[bytes], bytes]], None]
MARTS = ("hits", "evidence", "subjects", "cases")


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many entities each index that was made held."""
    made: list[int] = []
    real = steps.Index

    def counted(items: list[object], tables: object) -> object:
        made.append(len(items))
        return real(items, tables)  # type: ignore[arg-type]

    monkeypatch.setattr(steps, "Index", counted)
    return made


def _marts(office: Office) -> list[object]:
    return [office.rows(f"select * from marts.{mart} order by all") for mart in MARTS]


def test_an_unchanged_night_searches_nothing_again_and_finds_the_same(office: Office, indexes: list[int]) -> None:
    office.night()
    before = _marts(office)
    office.night()
    assert len(indexes) == 1
    assert _marts(office) == before


def test_a_changed_list_makes_every_answer_new(office: Office, changed: Change, indexes: list[int]) -> None:
    office.night()
    changed("sema-lmes.xml", lambda content: content.replace(b"</data-set>", b"<!-- changed --></data-set>"))
    office.night(FIRST + timedelta(days=1))
    assert len(indexes) == 2


def test_another_matcher_makes_every_answer_new(office: Office, monkeypatch: pytest.MonkeyPatch, indexes: list[int]) -> None:
    office.night()
    monkeypatch.setattr(searches, "_CODE", (("sql", "*.sql"),))
    office.night()
    assert len(indexes) == 2
