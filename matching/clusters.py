"""Which entities are one body or person: the components that links make, as far as neither their sources nor people contradict."""

from collections.abc import Iterable, Mapping

Member = tuple[str, str]
"""(source, entity id)"""
Pair = tuple[Member, Member]


def join(
    members: Mapping[Member, str], links: Iterable[Pair], decided: Iterable[Pair] = (), apart: Iterable[Pair] = ()
) -> Mapping[Member, Member]:
    """Each member -> the smallest member of its cluster.

    members: each with the list that keeps one entry per body, or "". Two entries of such a list are two bodies by its own
    word, so a link that would bring them together is not followed. links: the surest first, in a fixed order.
    decided: pairs that a person has called one, followed before all links, whatever their lists say. apart: pairs that a
    person has called two; nothing brings these together. Pairs of which one is no member any more say nothing.
    """
    parent = {member: member for member in members}
    held = {member: {mark} - {""} for member, mark in members.items()}
    parted: dict[Member, set[Pair]] = {member: set() for member in members}
    for pair in apart:
        if pair[0] in parent and pair[1] in parent:
            for member in pair:
                parted[member].add(pair)

    def root(member: Member) -> Member:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def follow(one: Member, other: Member, marks: Mapping[Member, set[str]]) -> None:
        first, second = sorted((root(one), root(other)))
        if first != second and not parted[first] & parted[second] and not marks[first] & marks[second]:
            parent[second] = first
            held[first] |= held[second]
            parted[first] |= parted[second]

    unmarked: Mapping[Member, set[str]] = {member: set() for member in members}
    for one, other in decided:
        if one in parent and other in parent:
            follow(one, other, unmarked)
    for one, other in links:
        follow(one, other, held)
    return {member: root(member) for member in parent}
