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
