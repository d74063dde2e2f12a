"""Which entities are one body or person: the components that links make, as far as their sources do not contradict."""

from collections.abc import Iterable, Mapping

Member = tuple[str, str]
"""(source, entity id)"""


def join(members: Mapping[Member, str], links: Iterable[tuple[Member, Member]]) -> Mapping[Member, Member]:
    """Each member -> the smallest member of its cluster.

    members: each with the list that keeps one entry per body, or "". Two entries of such a list are two bodies by its own
    word, so a link that would bring them together is not followed. links: the surest first, in a fixed order.
    """
    parent = {member: member for member in members}
    held = {member: {mark} - {""} for member, mark in members.items()}

    def root(member: Member) -> Member:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        if first != second and not held[first] & held[second]:
            parent[second] = first
            held[first] |= held[second]
    return {member: root(member) for member in parent}
