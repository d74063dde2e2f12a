"""Listed names written otherwise."""

import pytest

from flows.fairness.names import Group, Part, spelled
from flows.fairness.variants import variants

RESPELLINGS = {"ko": [["ee", "i"], ["jun", "joon"], ["k", "g"]]}


def _group(pattern: str, latin: bool) -> Group:
    return Group(group_id="g", language="ko", is_latin=latin, pattern=pattern, draws={})


def _part(written: str, latin: str = "") -> Part:
    return Part(written=written, latin=latin)


KOREAN = {"family": _part("김", "kim"), "first": _part("민", "min"), "second": _part("준", "jun")}
SPANISH = {"given": _part("Inés"), "family": _part("Lago"), "family2": _part("Rivas")}


@pytest.mark.parametrize(
    ("pattern", "latin", "parts", "expected"),
    [
        (
            "{first}-{second} {family}", True, KOREAN,
            {"as_listed": "MIN-JUN KIM", "reordered": "Kim Min-jun", "comma": "Kim, Min-jun", "initials": "M. J. Kim",
             "spaced": "Min jun Kim", "respelled": "Min-Joon Gim"},
        ),
        ("{family}{first}{second}", False, KOREAN, {"as_listed": "김민준", "romanised": "Kim Minjun", "spaced": "김 민준"}),
        (
            "{given} {family} {family2}", True, SPANISH,
            {"as_listed": "INÉS LAGO RIVAS", "reordered": "Rivas Inés Lago", "comma": "Lago Rivas, Inés", "initials": "I. Lago Rivas",
             "without_marks": "Ines Lago Rivas", "shortened": "Inés Lago"},
        ),
    ],
)  # fmt: skip
def test_names_are_written_in_the_ways_of_rosters_and_publications(
    pattern: str, latin: bool, parts: dict[str, Part], expected: dict[str, str]
) -> None:
    group = _group(pattern, latin)
    made = dict(variants(group, spelled(group, parts), RESPELLINGS))
    made.pop("misspelled", None)
    assert made == expected


def test_a_misspelling_changes_two_letters_inside_a_word_and_always_the_same_two() -> None:
    group = _group("{given} {family}", latin=True)
    name = spelled(group, {"given": _part("Ada"), "family": _part("Lindqvist")})
    once, again = (dict(variants(group, name, {}))["misspelled"] for _ in range(2))
    assert once == again != name.text
    assert sorted(once) == sorted(name.text)
    assert (once[:5], once[-1]) == ("Ada L", "t")
