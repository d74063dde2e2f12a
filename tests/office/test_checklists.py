"""The procedure manual as data: one rule seen from two sides, an edition pinned to its case, no question about origin."""

import copy
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.messages import Messages
from flows.office.entries import Pin
from flows.office.manuals import edition_of, load_editions
from matching.policy.checklists import Answer, due, in_force, load, state
from sources.errors import LedgerError, PolicyError
from sources.rosters.columns import FORMS, TABLES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "reference" / "checklists"
TABLE = tomllib.loads((FOLDER / "manual-2026.1.toml").read_text(encoding="utf-8"))
ORIGIN = re.compile(
    r"nationalit|citizen|birth ?place|place of birth|ethnic|\brace\b|\borigin\b|visa|mother tongue|religio|"
    r"国籍|出身|出生地|本籍|市民権|在留|民族|人種|母国|母語|宗教|帰化",
    re.IGNORECASE,
)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else [str(value)]


def test_no_question_of_any_edition_or_form_asks_nationality_or_origin() -> None:
    asked = [text for path in FOLDER.glob("*.toml") for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))]
    asked += [text for form in FORMS for one in TABLES[form].columns.values() for text in (*one.headers, one.note_ja, one.note_en)]
    assert len(asked) > 100
    assert not [text for text in asked if ORIGIN.search(text)]


@pytest.mark.parametrize("text", ["Which nationality?", "国籍を記入", "Place of birth", "出身国"])
def test_a_question_about_origin_would_be_noticed(text: str) -> None:
    assert ORIGIN.search(text)


def test_every_edition_is_told_in_the_words_of_the_house() -> None:
    said = "\n".join(text for path in FOLDER.glob("*.toml") for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert not re.search(r"\b(?:suspect|risky|undisclosed|conceal|watch)|懸念人物|虚偽|隠蔽|監視|該当者", said, re.IGNORECASE)


def test_every_step_has_evidence_that_exists_and_is_due_somewhere() -> None:
    for edition in load_editions(FOLDER).values():
        assert all(step.at and (ROOT / "sql" / f"{step.evidence}.sql").is_file() for step in edition.checklist.steps)


@pytest.mark.parametrize("event", TABLE["event"])
def test_something_is_due_at_each_event(event: str) -> None:
    found = due(load(TABLE, "manual"), 2, event, date(2026, 11, 1))
    assert found
    assert [one.on for one in found] == sorted(one.on for one in found)


def test_a_step_is_due_so_many_days_after_its_event() -> None:
    (permit,) = [one for one in due(load(TABLE, "manual"), 1, "award", date(2028, 2, 25)) if one.step.step_id == "permit"]
    assert permit.on == date(2028, 3, 3)


def test_tier_one_is_asked_less_than_tier_two() -> None:
    manual = load(TABLE, "manual")
    one, two = ({step.step_id for step in manual.of_tier(tier)} for tier in (1, 2))
    assert one < two


WRONG: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "a question of one side only": (lambda table: table["step"][0].pop("institution"), "checklist.keys"),
    "a question in one language": (lambda table: table["step"][0]["researcher"].pop("ja"), "checklist.not_both_languages"),
    "an empty question": (lambda table: table["step"][0]["researcher"].update(en=" "), "checklist.not_both_languages"),
    "an unknown key": (lambda table: table["step"][0].update(origin="x"), "checklist.keys"),
    "an unknown event": (lambda table: table["step"][0].update(at=["someday"]), "checklist.unknown_code"),
    "an unknown signer": (lambda table: table["step"][0].update(signs="nobody"), "checklist.unknown_code"),
    "no event at all": (lambda table: table["step"][0].update(at=[]), "checklist.wrong_value"),
    "a step twice": (lambda table: table["step"].append(table["step"][0]), "checklist.step_twice"),
    "no citation": (lambda table: table["checklist"].pop("citation"), "checklist.keys"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_manual_is_refused_for(name: str, messages: Messages) -> None:
    change, key = WRONG[name]
    table = copy.deepcopy(TABLE)
    change(table)
    with pytest.raises(PolicyError) as caught:
        load(table, "manual.toml")
    assert caught.value.key == key
    assert messages.tell(caught.value, "ja")


def test_evidence_that_is_no_query_is_refused(tmp_path: Path) -> None:
    text = (FOLDER / "manual-2026.1.toml").read_text(encoding="utf-8").replace("questions/permit_checks", "questions/no_such_query")
    (tmp_path / "manual.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match="no_such_query"):
        load_editions(tmp_path)


def test_a_case_stays_with_the_edition_it_began_with(tmp_path: Path) -> None:
    old = (FOLDER / "manual-2026.1.toml").read_text(encoding="utf-8")
    (tmp_path / "manual-2026.1.toml").write_text(old, encoding="utf-8")
    new = old.replace('"2026.1"', '"2027.1"').replace("2026-11-01", "2027-04-01")
    (tmp_path / "manual-2027.1.toml").write_text(new, encoding="utf-8")
    editions, on = load_editions(tmp_path), date(2027, 5, 1)
    pin = Pin(program_id="P", case_id="C", checklist="manual", edition="2026.1", sha256=editions["manual", "2026.1"].sha256)
    assert edition_of(editions, None, on).checklist.edition == "2027.1"
    assert edition_of(editions, None, date(2027, 3, 31)).checklist.edition == "2026.1"
    assert edition_of(editions, pin, on).checklist.edition == "2026.1"
    with pytest.raises(LedgerError, match=r"checklist\.edition_altered"):
        edition_of(editions, replace(pin, sha256="0" * 64), on)


def test_before_the_first_edition_none_is_in_force() -> None:
    assert in_force([load(TABLE, "manual")], "manual", date(2026, 10, 31)) is None


@pytest.mark.parametrize(
    ("value", "note", "expected"),
    [("", "", "open"), ("yes", "", "answered"), ("no", "x", "to_do"), ("to_ask", "x", "to_ask"),
     ("not_applicable", "", "open"), ("not_applicable", "no partner", "answered")],
)  # fmt: skip
def test_where_an_answer_stands(value: str, note: str, expected: str) -> None:
    assert state(Answer(value=value, note=note)) == expected
