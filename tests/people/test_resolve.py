"""From a written affiliation to organisations: several, none, namesakes, scripts, shortenings."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.people.context import CONTEXT
from matching.people.features import FEATURES
from matching.people.linking import linked
from matching.people.resolve import Resolver


def names(resolver: Resolver, affiliation: str) -> set[str]:
    return {one.ror for one in resolver.resolve(affiliation).organisations}


def test_several_organisations_in_one_string_are_all_found(resolver: Resolver) -> None:
    text = "Department of Chemistry, Fudan University, Shanghai, China; and Faculty of Science, Kyoto University, Kyoto, Japan"
    assert names(resolver, text) == {"Fudan University", "Kyoto University"}


def test_nanjing_university_is_not_the_university_of_aeronautics(resolver: Resolver) -> None:
    longer = "Nanjing University of Aeronautics and Astronautics"
    assert names(resolver, f"College of Science, {longer}, Nanjing 210016, China") == {longer}
    assert names(resolver, "School of Physics, Nanjing University, Nanjing 210093, China") == {"Nanjing University"}


def test_a_campus_is_told_from_its_sisters_by_the_town(resolver: Resolver) -> None:
    assert names(resolver, "Department of Physics, University of California, Davis, CA 95616, USA") == {"University of California, Davis"}
    assert "University of California, Berkeley" in names(resolver, "Dept Phys, Univ Calif Berkeley, Berkeley, CA 94720 USA")


@pytest.mark.parametrize(
    "text", ["", "   ", "12345", ", ; ()", "Retired", "No affiliation", "123 High Street, Anytown", "\ud800", "<sup>1</sup>"]
)
def test_nothing_is_answered_where_nothing_registered_is_named(text: str, resolver: Resolver) -> None:
    assert names(resolver, text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("复旦大学物理学系, 上海", "Fudan University"),
        ("南京航空航天大学, Nanjing", "Nanjing University of Aeronautics and Astronautics"),
        ("서울대학교 물리학과, Seoul", "Seoul National University"),
    ],
)
def test_a_name_in_another_script_is_met_by_its_meaning_and_its_sound(text: str, expected: str, resolver: Resolver) -> None:
    assert resolver.resolve(text).candidates[0].ror == expected


def test_the_same_string_gives_the_same_answer_whatever_the_order_of_the_registry(
    resolver: Resolver, make: Callable[..., Resolver]
) -> None:
    turned = make(*reversed(list(resolver.bodies.values())))
    for text in ("Univ. of California, San Diego, La Jolla", "Kyoto University and Fudan University", "Institute of Physics, Beijing"):
        ours, theirs = resolver.resolve(text), turned.resolve(text)
        assert [(one.ror, one.score) for one in ours.candidates] == [(one.ror, one.score) for one in theirs.candidates]
        assert names(resolver, text) == names(turned, text)


def test_a_listed_name_is_linked_only_when_it_is_sure_and_of_its_country(resolver: Resolver) -> None:
    assert (
        linked("Nanjing University of Aeronautics and Astronautics", ["cn"], resolver)
        == "Nanjing University of Aeronautics and Astronautics"
    )
    assert linked("Nanjing University of Aeronautics and Astronautics", ["fr"], resolver) is None
    assert linked("Unheard-of Trading Company", [], resolver) is None


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200))
def test_any_string_gets_an_answer(text: str, resolver: Resolver) -> None:
    found = resolver.resolve(text)
    assert len(found.candidates) <= 10
    assert set(found.organisations) <= set(found.candidates)


def test_every_feature_has_its_weight_and_no_weight_is_left_over(root, resolver: Resolver) -> None:  # type: ignore[no-untyped-def]
    from flows.affiliations.hints import load_hints

    weights = load_hints(root / "data" / "reference" / "affiliations").weights
    for prefix in ("", "native_"):
        assert set(weights[f"{prefix}names"]) == {feature.__name__ for feature in FEATURES}
        for stage in ("accepted", "first"):
            assert set(weights[prefix + stage]) == {feature.__name__ for feature in CONTEXT}
