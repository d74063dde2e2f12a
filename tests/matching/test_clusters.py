"""Clusters are the components that links make, as far as their sources do not contradict."""

import random

from matching.clusters import join


def test_linked_members_share_the_smallest_name() -> None:
    a, b, c, d = (("list", letter) for letter in "abcd")
    assert join(dict.fromkeys((a, b, c, d), ""), [(d, b), (c, d)]) == {a: a, b: b, c: b, d: b}


def test_the_order_of_members_and_the_direction_of_links_do_not_matter() -> None:
    members = [("list", f"m{n:03}") for n in range(200)]
    links = [(members[n], members[(n * 7) % 200]) for n in range(0, 200, 3)]
    expected = join(dict.fromkeys(members, ""), links)
    shuffled = random.Random(3)
    for _ in range(20):
        shuffled.shuffle(members)
        shuffled.shuffle(links)
        assert join(dict.fromkeys(members, ""), [(other, one) for one, other in links]) == expected


def test_two_entries_of_a_source_that_keeps_one_per_body_stay_apart() -> None:
    first, second, between = ("ofac", "1"), ("ofac", "2"), ("csl", "x")
    found = join({first: "ofac", second: "ofac", between: ""}, [(first, between), (between, second)])
    assert found[between] == found[first]
    assert found[second] == second


A, B, C, D = (("list", letter) for letter in "abcd")


def test_what_a_person_calls_one_is_one_although_its_list_says_two() -> None:
    first, second = ("ofac", "1"), ("ofac", "2")
    assert join({first: "ofac", second: "ofac"}, [], decided=[(second, first)]) == {first: first, second: first}


def test_what_a_person_calls_two_stays_two_whatever_links_lead_around() -> None:
    found = join(dict.fromkeys((A, B, C, D), ""), [(A, B), (B, C), (C, D)], apart=[(A, D)])
    assert found == {A: A, B: A, C: A, D: D}


def test_apart_is_stronger_than_a_chain_of_decisions_the_other_way() -> None:
    found = join(dict.fromkeys((A, B, C), ""), [(A, C)], decided=[(A, B), (B, C)], apart=[(A, C)])
    assert found == {A: A, B: A, C: C}


def test_a_decision_on_what_is_no_longer_listed_says_nothing() -> None:
    assert join({A: "", B: ""}, [(A, B)], decided=[(A, D)], apart=[(B, D), (C, D)]) == {A: A, B: A}


def test_decisions_do_not_depend_on_the_order_of_members() -> None:
    members = [("list", f"m{n:03}") for n in range(60)]
    links = [(members[n], members[(n * 7) % 60]) for n in range(0, 60, 2)]
    said = {"decided": list(zip(members[:8], members[30:], strict=False)), "apart": list(zip(members[5:15], members[31:], strict=False))}
    expected = join(dict.fromkeys(members, ""), links, **said)
    assert all(expected[one] != expected[other] for one, other in said["apart"])
    shuffled = random.Random(5)
    for _ in range(20):
        shuffled.shuffle(members)
        assert join(dict.fromkeys(members, ""), links, **said) == expected
