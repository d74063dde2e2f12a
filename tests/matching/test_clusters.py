"""Clusters are the components that links make, whatever the order they come in."""

import random

from matching.clusters import join


def test_linked_members_share_the_smallest_name() -> None:
    assert join("abcd", [("d", "b"), ("c", "d")]) == {"a": "a", "b": "b", "c": "b", "d": "b"}


def test_the_order_of_members_and_links_does_not_matter() -> None:
    members = [f"m{n:03}" for n in range(200)]
    links = [(members[n], members[(n * 7) % 200]) for n in range(0, 200, 3)]
    expected = join(members, links)
    shuffled = random.Random(3)
    for _ in range(20):
        shuffled.shuffle(members)
        shuffled.shuffle(links)
        assert join(members, [tuple(reversed(link)) for link in links]) == expected  # type: ignore[misc]
