"""Each grade brings its measures: whatever drives it is answered by somebody, by a date, and going on is the default."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.programs import load_policies
from flows.terms import load_terms
from matching.policy import MEASURES, Grade, Policy, Reason, grade
from matching.policy.grading import LEGAL_CHECKS, LEVELS
from matching.policy.response import draft, driving, factor_key
from sources.errors import SettingsError

ROOT = Path(__file__).resolve().parents[2]
POLICIES = load_policies(ROOT / "data" / "reference" / "policies")
TERMS = load_terms(ROOT / "data" / "reference" / "measures.toml")
TODAY = date(2026, 11, 22)


def reason(rule_id: str, level: str = "none", legal_check: str = "none", measures: tuple[str, ...] = ("ask_person",)) -> Reason:
    return Reason(
        policy_id="p", policy_edition="1", rule_id=rule_id, citation_en="a text", citation_ja="規程",
        effect="law" if legal_check != "none" else "grade", level=level, legal_check=legal_check,  # type: ignore[arg-type]
        is_verified=False, limited_by="", measures=measures, text_en="One.", text_ja="一。",
    )  # fmt: skip


def graded(*reasons: Reason) -> Grade:
    return Grade(
        level=max((one.level for one in reasons), key=LEVELS.index, default="none"),
        legal_check=max((one.legal_check for one in reasons), key=LEGAL_CHECKS.index, default="none"),
        reasons=reasons,
    )


def test_what_drives_a_grade_are_the_reasons_at_its_level_and_the_law() -> None:
    high, low, law, other = (
        reason("a", "high"),
        reason("b", "low"),
        reason("c", legal_check="refer"),
        reason("d", legal_check="permit_check"),
    )
    assert driving(graded(high, low, law, other)) == (high, law)
    assert driving(graded(reason("e"))) == driving(Grade()) == ()


@given(st.sampled_from(list(POLICIES.values())), st.data())
def test_every_driving_factor_of_every_policy_has_a_measure_with_owner_and_date(policy: Policy, data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from([rule for rule in policy.rules if (rule.level, rule.legal_check) != ("none", "none")]))
    facts: dict[str, Any] = {"listing.source": policy.graded_lists[0], "identity.confidence": 1.0, "identity.by_identifier": True}
    for condition in rule.when:
        values = sorted(condition.value) if isinstance(condition.value, frozenset) else [condition.value]
        facts[condition.fact] = (values[0],) if condition.fact.endswith(("countries", "areas", "categories")) else values[0]
    facts["program.partner_regimes"] = (policy.partner_regime,)
    day = min(max(rule.effective_from or TODAY, TODAY), rule.effective_to or TODAY)
    plan = draft(grade(policy, facts, day), TERMS, day)
    assert plan.factors and all(factor.tasks for factor in plan.factors)
    assert all(task.owner and task.due_on > day for task in plan.tasks)
    assert LEVELS.index(plan.residual) <= LEVELS.index(plan.level)


def test_each_measure_stands_once_in_the_plan_by_its_earliest_date() -> None:
    plan = draft(graded(reason("a", "high", measures=("ask_person", "nda")), reason("b", "high", measures=("ask_person",))), TERMS, TODAY)
    assert [task.measure for task in plan.tasks] == ["ask_person", "nda"]
    assert plan.tasks[0].due_on == TODAY + timedelta(days=TERMS["ask_person"].days)


@pytest.mark.parametrize(
    ("level", "measures", "residual"),
    [
        ("high", ("ask_person",), "high"),
        ("high", ("ask_person", "nda"), "moderate"),
        ("moderate", ("access_limit",), "low"),
        ("low", ("nda",), "low"),
    ],
)
def test_a_plan_states_what_remains_and_never_makes_a_listing_go_away(level: str, measures: tuple[str, ...], residual: str) -> None:
    assert draft(graded(reason("a", level, measures=measures)), TERMS, TODAY).residual == residual


def test_the_highest_that_remains_of_any_factor_remains_of_the_plan() -> None:
    plan = draft(graded(reason("a", "high", measures=("nda",)), reason("b", "high", measures=("ask_person",))), TERMS, TODAY)
    assert [factor.residual for factor in plan.factors] == ["moderate", "high"]
    assert plan.residual == "high"


def test_a_legal_check_stays_whatever_the_plan_holds() -> None:
    plan = draft(graded(reason("a", legal_check="refer", measures=("refer_legal", "nda"))), TERMS, TODAY)
    assert (plan.legal_check, plan.residual) == ("refer", "none")


def test_an_accepted_plan_takes_the_place_of_the_menu_where_the_same_factor_drives() -> None:
    one = reason("a", "high", measures=("ask_person", "nda", "second_signer"))
    used = draft(graded(one), TERMS, TODAY, {factor_key(one): (7, ("nda", "record"))})
    assert (used.factors[0].accepted_in, [task.measure for task in used.tasks]) == (7, ["nda"])
    other_level = reason("a", "moderate", measures=one.measures)
    assert draft(graded(other_level), TERMS, TODAY, {factor_key(one): (7, ("nda",))}).factors[0].accepted_in is None
    foreign = draft(graded(one), TERMS, TODAY, {factor_key(one): (7, ("record",))})
    assert (foreign.factors[0].accepted_in, len(foreign.tasks)) == (None, 3)


def test_no_measure_holds_back_what_is_published(messages: Any) -> None:
    texts = [messages.text(f"measure.{measure}", language) for measure in MEASURES for language in ("en", "ja")]
    assert not [
        text for text in texts if "publish" in text.casefold() or "publication" in text.casefold() or "公表" in text or "公開" in text
    ]
    assert "goes on" in messages.text("plan.proceed", "en") and "進めて" in messages.text("plan.proceed", "ja")


def test_every_measure_must_have_its_terms(tmp_path: Path) -> None:
    table = tomllib.loads((ROOT / "data/reference/measures.toml").read_text(encoding="utf-8"))["measure"]
    assert set(table) == set(MEASURES)
    (tmp_path / "measures.toml").write_text('[measure]\nnda = { owner = "office", days = 1, lowers = true }\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="without_terms"):
        load_terms(tmp_path / "measures.toml")
