"""What makes a decision lapse, and whom else it speaks of, as tables."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.desk.basis import LAPSES_IF_RESTED_ON, Basis, as_text, of_text, same_subject
from flows.desk.choices import Choices, load_choices
from flows.desk.entries import Decision
from flows.desk.ledger import Ledger
from flows.desk.queue import say
from flows.desk.standing import Decided
from flows.messages import Messages

HERE = Path(__file__).parent
TODAY = date(2026, 12, 1)


def _table(name: str) -> list[Any]:
    rows = list(csv.DictReader((HERE / name).open(encoding="utf-8")))
    return [pytest.param(row, id=row["what"].replace(" ", "-")) for row in rows]


def _values(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@pytest.fixture
def choices(root: Path) -> Choices:
    return load_choices(root / "data" / "reference" / "desk.toml")


@pytest.mark.parametrize("row", _table("lapses.csv"))
def test_a_decision_lapses_as_the_table_says(
    row: dict[str, str], person: Basis, decision: Decision, ledger: Ledger, choices: Choices, messages: Messages, at: Any
) -> None:
    then = replace(person, **{"links": _values(row["links"]), row["field"]: _values(row["then"])})
    now = replace(then, **{row["field"]: _values(row["now"])})
    ledger.append(replace(decision, reason=row["reason"], basis=as_text(then)), by="sato", at=at)
    found = Decided(ledger.records(), choices.rests_on).standing(now, False, TODAY)
    assert (found.state, "|".join(why.key for why in found.why)) == (row["state"], row["why"])
    told = {language: [say(why, messages, language) for why in found.why] for language in ("en", "ja")}
    assert all(any(value in sentence for value in why.facts["values"]) for why, sentence in zip(found.why, told["ja"], strict=True))
    assert all(sentence.endswith(".") for sentence in told["en"])


@pytest.mark.parametrize("row", _table("subjects.csv"))
def test_two_records_are_the_same_subject_as_the_table_says(row: dict[str, str]) -> None:
    left, right = (_subject(row["kind"], row[side]) for side in ("left", "right"))
    assert same_subject(left, right) is same_subject(right, left) is (row["same"] == "yes")


def _subject(kind: str, told: str) -> Basis:
    """ "program/case/number Name scheme: value 1971 @affiliation %country" """
    place, rest = told.split(" ", 1)
    program, case, subject = place.split("/")
    taken: dict[str, str] = {}
    for name, pattern in {"country": r" %(\w\w)", "at": r" @(\S+)", "year": r" (\d{4})\b", "number": r" (\w+: \S+)"}.items():
        if found := re.search(pattern, rest):
            taken[name], rest = found[1], rest.replace(found[0], "")
    return Basis(
        hit_id=f"h-{place}",
        program_id=program,
        case_id=case,
        subject_id=f"{case}:p:{subject}",
        cluster_id="x:1",
        subject_kind=kind,
        subject_country=taken.get("country", ""),
        subject_names=(rest,),
        subject_identifiers=_values(taken.get("number", "")),
        subject_birth_years=_values(taken.get("year", "")),
        subject_affiliations=_values(taken.get("at", "")),
        listed_entities=("x:1",),
        listed_names=("KAKU",),
    )


def test_a_basis_reads_back_as_it_was_written(person: Basis) -> None:
    assert of_text(as_text(person)) == person


def test_every_reason_that_names_a_field_names_one_that_is_weighed(choices: Choices) -> None:
    assert {name for names in choices.rests_on.values() for name in names} == set(LAPSES_IF_RESTED_ON)
