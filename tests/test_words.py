"""What people read: no forbidden word in messages and templates, no text outside the message table, both languages in step."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from flows.messages import Messages

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "flows").rglob("templates/*.html"))
WRITTEN = [*sorted((ROOT / "data" / "reference" / "messages").glob("*.toml")), *TEMPLATES]

FORBIDDEN = re.compile(
    r"""\b(?:match(?:es|ed|ing)?|clear(?:s|ed|ance)?|safe|risky|suspect(?:s|ed)?|undisclosed|conceal(?:s|ed)?|watch(?:es|ed|ing|list)?)\b
    |ヒット|該当者|問題なし|懸念人物|監視|危険度|虚偽|隠蔽""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_no_forbidden_word_is_said_to_people(path: Path) -> None:
    said = [
        f"line {number}: {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not said


@pytest.mark.parametrize("word", ["no match", "Cleared", "watchlist", "ヒット2件", "該当者なし", "問題なし", "suspects"])
def test_forbidden_words_are_recognised(word: str) -> None:
    assert FORBIDDEN.search(word)


@pytest.mark.parametrize("word", ["clearly", "unsafe", "rematch", "照合候補", "該当部分", "matcher"])
def test_other_words_may_be_said(word: str) -> None:
    assert not FORBIDDEN.search(word)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"[^\W\d_]", bare)


def test_both_languages_fill_in_the_same_facts(messages: Messages) -> None:
    for key, sentence in messages.texts.items():
        facts = {
            language: {name for _, name, _, _ in string.Formatter().parse(text) if name is not None} for language, text in sentence.items()
        }
        assert facts["en"] == facts["ja"], key


def test_every_choice_of_the_workbook_has_words_in_the_results(messages: Messages) -> None:
    choices = tomllib.loads((ROOT / "sources" / "rosters" / "columns" / "choices.toml").read_text(encoding="utf-8"))
    told = {
        "funding": "funding", "tier": "tier", "trigger": "trigger", "case_kind": "case_kind", "stage": "stage",
        "institution_role": "role", "person_role": "role",
    }  # fmt: skip
    for column, words in told.items():
        assert {f"results.{words}.{choice}" for choice in choices[column]} <= set(messages.texts)
