"""What holds for any names at all."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.messages import Messages
from matching.index import Index
from matching.model import Party
from matching.names.tables import Tables
from matching.score import compare
from sources.model import Identifier

LETTERS = "aeiou bcdfgst-.'’АБВгдё東京大学斎齋一二アカサ김이박جامعةمحمدאבג\u200b\u202e\u0301\x00()0179株式会社ltd"
TEXT = st.text(alphabet=LETTERS, max_size=30) | st.text(max_size=40)
KIND = st.sampled_from(["person", "organisation", "unknown", "vessel"])


@given(kind=KIND, a=TEXT, b=TEXT)
@settings(max_examples=300, deadline=None)
def test_any_names_give_a_comparison_whose_points_sum(kind: str, a: str, b: str, tables: Tables, party: Callable[..., Party]) -> None:
    found = compare(party(kind, a), party(kind, b), tables)
    assert sum(evidence.points for evidence in found.evidence) == found.points
    assert 0 <= found.score <= 1
    assert 0 <= found.chance <= 1
    assert found.same == (found.score >= tables.threshold)


@given(kind=KIND, a=TEXT, b=TEXT)
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_two_sides_makes_no_difference(kind: str, a: str, b: str, tables: Tables, party: Callable[..., Party]) -> None:
    assert compare(party(kind, a), party(kind, b), tables).points == compare(party(kind, b), party(kind, a), tables).points


@given(kind=KIND, a=TEXT, b=TEXT, alias=TEXT)
@settings(max_examples=200, deadline=None)
def test_one_more_alias_never_lowers_the_points(kind: str, a: str, b: str, alias: str, tables: Tables, party: Callable[..., Party]) -> None:
    alone = compare(party(kind, a), party(kind, b), tables)
    more = compare(party(kind, a), party(kind, b, alias), tables)
    assert more.points >= alone.points


@given(a=TEXT, b=TEXT)
@settings(max_examples=150, deadline=None)
def test_every_evidence_has_its_sentence_in_both_languages(
    a: str, b: str, tables: Tables, party: Callable[..., Party], messages: Messages
) -> None:
    for kind in ("person", "organisation"):
        for evidence in compare(party(kind, a), party(kind, b), tables).evidence:
            for language in ("en", "ja"):
                assert messages.text(f"evidence.{evidence.feature}", language, **evidence.facts)


@given(name=st.text(alphabet="abcdefghij 東大アイ김", min_size=1, max_size=20).filter(lambda text: any(c.isalpha() for c in text)))
@settings(max_examples=100, deadline=None)
def test_a_name_is_never_less_like_itself_than_like_another(name: str, tables: Tables, party: Callable[..., Party]) -> None:
    itself = compare(party("organisation", name), party("organisation", name), tables)
    other = compare(party("organisation", name), party("organisation", name + " Holding Beta"), tables)
    assert itself.points >= other.points


def test_a_country_never_changes_a_comparison(tables: Tables, party: Callable[..., Party]) -> None:
    plain = compare(party("organisation", "Acme Research"), party("organisation", "Acme Labs"), tables)
    told = compare(party("organisation", "Acme Research", countries=("cn",)), party("organisation", "Acme Labs", countries=("us",)), tables)
    assert plain == told


def test_a_person_is_never_compared_with_an_organisation(tables: Tables, party: Callable[..., Party]) -> None:
    assert not compare(party("person", "Emma Daniels"), party("organisation", "Emma Daniels"), tables).same


def test_an_equal_identifier_beats_a_different_name(tables: Tables, party: Callable[..., Party]) -> None:
    ror = Identifier(scheme="ror", value="https://ror.org/00zzz0000")
    bare = Identifier(scheme="ror", value="00zzz0000")
    found = compare(
        party("organisation", "Old Name", identifiers=(ror,)), party("organisation", "Quite Another", identifiers=(bare,)), tables
    )
    assert found.same
    assert found.evidence[-1].feature == "same_identifier"


def test_different_identifiers_of_one_scheme_count_against(tables: Tables, party: Callable[..., Party]) -> None:
    left = party("person", "Yuki Tanaka", identifiers=(Identifier(scheme="orcid", value="0000-0000-0000-0001"),))
    right = party("person", "Yuki Tanaka", identifiers=(Identifier(scheme="orcid", value="0000-0000-0000-0002"),))
    assert not compare(left, right, tables).same


def test_dates_of_birth_count_as_far_as_both_are_known(tables: Tables, party: Callable[..., Party]) -> None:
    def features(left: str, right: str) -> list[str]:
        found = compare(party("person", "Yuki Tanaka", birth_dates=(left,)), party("person", "Yuki Tanaka", birth_dates=(right,)), tables)
        return [evidence.feature for evidence in found.evidence if evidence.feature.startswith("birth")]

    assert features("1971", "1971-05-02") == ["birth_year_agrees"]
    assert features("1971-05-02", "1971-05-02") == ["birth_date_agrees"]
    assert features("1971", "1985-01-01") == ["birth_year_differs"]


def test_the_index_finds_the_same_whatever_the_order_of_its_items(tables: Tables, party: Callable[..., Party]) -> None:
    names = ["Harbin Institute of Technology", "Harbin Normal University", "Tehran University", "Acme Labs", "東京大学", "Beta Holding"]
    items = [(f"id-{i}", party("organisation", name)) for i, name in enumerate(names)]
    one, two = Index(items, tables), Index(items[::-1], tables)
    for query in ("ハルビン工業大学", "University of Tehran", "University of Tokyo", "acme"):
        assert one.search(party("organisation", query)) == two.search(party("organisation", query))


def test_the_index_counts_entities_not_names(tables: Tables, party: Callable[..., Party]) -> None:
    many = party("organisation", *(f"Acme Labs {word}" for word in ("East", "West", "North", "South")))
    items = [("many", many), ("one", party("organisation", "Acme"))]
    found = Index(items, tables).search(party("organisation", "Acme Labs"), limit=2)
    assert [entity for entity, _ in found] == ["many", "one"]


def test_an_entity_with_the_same_identifier_is_found_under_any_name(tables: Tables, party: Callable[..., Party]) -> None:
    ror = Identifier(scheme="ror", value="https://ror.org/00zzz0000")
    index = Index([("a", party("organisation", "Acme", identifiers=(ror,))), ("b", party("organisation", "Quite Another"))], tables)
    (entity, found), *_ = index.search(party("organisation", "Quite Another", identifiers=(ror,)))
    assert (entity, found.same) == ("a", True)


def test_an_empty_index_and_an_empty_query_find_nothing(tables: Tables, party: Callable[..., Party]) -> None:
    assert Index([], tables).search(party("organisation", "Acme")) == []
    assert Index([("a", party("organisation", "Acme"))], tables).search(party("organisation", "--")) == []
