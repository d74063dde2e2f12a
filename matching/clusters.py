"""Which entities are one body or person: the components that links make."""

from collections.abc import Iterable, Mapping


def join(members: Iterable[str], links: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Each member -> the name of its cluster: the smallest member that links reach, whatever the order they come in."""
    parent = {member: member for member in members}

    def root(member: str) -> str:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for one, other in links:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {member: root(member) for member in parent}
