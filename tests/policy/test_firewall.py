"""Facts about conduct and organisations decide, never a name, a script or a country of anybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.fairness.names import Group, invented, load_groups
from flows.grading import Dated, Listed
from flows.messages import load_messages
from flows.night import REFERENCE, load_tables, load_terms
from flows.parties import probes_of
from flows.policies import swap as swapping
from flows.policies.swap import Swapped, swap
from flows.programs import Plan, load_policies
from flows.screen import Screening
from flows.searches import Searches, matcher_sum
from matching.index import Index
from matching.model import Party
from matching.policy import grade
from matching.policy.load import REGIMES
from sources.model import Affiliation, Case, Disclosure, Name, Program, Quote, Roster, Subject
from sources.rosters.columns import CHOICES

POLICIES = load_policies(REFERENCE / "policies")
DAY = date(2026, 11, 22)
HERE = Quote(document="roster", locator="people!2", text="")


@pytest.fixture(scope="module")
def groups(root: Path) -> tuple[Group, ...]:
    return load_groups(root / "data" / "reference" / "fairness")


def test_ten_thousand_swaps_of_name_script_and_origin_change_no_grade_and_no_legal_check(groups: tuple[Group, ...]) -> None:
    assert swap(groups, POLICIES, 10_000) == Swapped(case_count=10_000, changed_count=0)


@pytest.mark.parametrize(
    "leak",
    [
        lambda probe, listed: len(probe.text) % 2 == 0,
        lambda probe, listed: probe.text.isascii(),
        lambda probe, listed: probe.subject.birth_date < "1970",
        lambda probe, listed: listed.countries == ("CN",),
    ],
    ids=["length of the name", "script", "birth date", "country"],
)
def test_the_swap_notices_a_fact_that_leaks_an_origin(
    leak: Callable[[Any, Listed], bool], groups: tuple[Group, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = swapping.facts_of

    def leaking(probe: Any, comparison: Any, listed: Listed, *more: Any) -> Dated:
        known = whole(probe, comparison, listed, *more)
        return replace(known, facts={**known.facts, "listing.is_weak_name": leak(probe, listed)})

    monkeypatch.setattr(swapping, "facts_of", leaking)
    assert swap(groups, POLICIES, 300).changed_count > 0


@pytest.mark.parametrize("regimes", [(), ("ca",)])
def test_a_country_moves_nothing_for_a_program_that_does_not_name_the_regime(regimes: tuple[str, ...]) -> None:
    facts = {
        "link.kind": "funder",
        "link.is_current": True,
        "listing.source": "us_dod_1286",
        "listing.is_withdrawn": False,
        "listing.is_weak_name": False,
        "identity.confidence": 1.0,
        "program.partner_regimes": regimes,
    }
    found = [grade(POLICIES["us-dow-2026"], facts | {"institution.countries": (code,)}, DAY) for code in ("CN", "JP")]
    assert found[0] == found[1]
    named = [
        grade(POLICIES["us-dow-2026"], facts | {"program.partner_regimes": ("us",), "institution.countries": (code,)}, DAY)
        for code in ("CN", "JP")
    ]
    assert ["f2-funding-fcoc" in {reason.rule_id for reason in one.reasons} for one in named] == [True, False]


def test_the_partner_regimes_a_workbook_may_name_are_those_that_policies_know() -> None:
    assert set(CHOICES["partner_regime"]) == set(REGIMES)


def person(number: int, name: str, language: str, role: str) -> Subject:
    listed = Affiliation(organisation="Institute of Imaginary Rockets", start_on="2020", basis="disclosed")
    return Subject(
        subject_id=f"C1:p:{number:04}", case_id="C1", program_id="P1", kind="person", role=role,  # type: ignore[arg-type]
        names=(Name(text=name, language=language),), affiliations=(listed,), quote=HERE,
    )  # fmt: skip


def screened(subjects: list[Subject]) -> dict[str, list[tuple[Any, ...]]]:
    """A night over one listed body and one listed person, invented both."""
    tables = load_tables(REFERENCE / "names")
    listed = [
        ("own:1", Party(kind="organisation", names=(Name(text="Institute of Imaginary Rockets"),))),
        ("own:2", Party(kind="person", names=(Name(text="Quentin Xyloph Imaginary"),))),
    ]  # fmt: skip
    program = Program(program_id="P1", title_ja="試験", title_en="Trial", tier=2, quote=HERE)
    roster = Roster(
        sha256="", programs=(program,), cases=(Case(case_id="C1", program_id="P1", kind="project", title="試験", quote=HERE),),
        subjects=tuple(subjects), disclosures=(), rejected=(), rows_in={},
    )  # fmt: skip
    on_list = Listed(
        source="us_trade_csl", entity_id="1", kind="organisation", regime="", sub_list="EL", categories=(), reference="", listed_on="",
        withdrawn_on="", weak_names=frozenset(),
    )  # fmt: skip
    screening = Screening(
        plan=Plan(rosters={"r": roster}, policies={"P1": POLICIES["jp-osdd"]}, opted_in={"P1": ()}, originals={}),
        searches=Searches(listed=listed, matcher=matcher_sum(tables.sha256), make_index=lambda one: Index(one, tables)),
        listings={"own:1": [on_list], "own:2": [replace(on_list, entity_id="2", kind="person")]},
        messages=load_messages(REFERENCE / "messages"),
        terms=load_terms(REFERENCE / "measures.toml"),
        as_of=DAY,
        levels=lambda text, ror="": [],
    )
    screening.run()
    return screening.rows


def test_through_the_matcher_people_of_every_origin_with_the_same_post_get_the_same_grade(groups: tuple[Group, ...]) -> None:
    """Ten invented people of each group, with the same stated post at the same listed body."""
    names = [(next(drawn).text, group.language) for group in groups for drawn in [invented(group, "swap")] for _ in range(10)]
    found = screened([person(number, name, language, "principal") for number, (name, language) in enumerate(names)])
    hits = [row for row in found["hits"] if row[4] == "own:1"]
    assert len(hits) == len(names) >= 290
    assert len({(row[14], row[15]) for row in hits}) == 1
    assert hits[0][14] == "moderate"


def test_a_difference_somebody_confirmed_reaches_the_grade_of_the_case() -> None:
    subject = replace(person(1, "見本 太郎", "ja", "principal"), affiliations=())
    stated = Disclosure(
        subject_id=subject.subject_id, case_id="C1", kind="side_post", organisation="Institute of Imaginary Rockets", quote=HERE
    )
    not_stated = replace(stated, confirmed_by="担当", confirmed_on=date(2026, 10, 1))
    found = [probes_of(subject, [one])[-1] for one in (stated, not_stated, replace(not_stated, confirmed_on=None))]
    assert [probe.is_disclosed for probe in found] == [True, False, True]
