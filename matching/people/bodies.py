"""Organisations of a registry as affiliations are resolved against them, with the lines that lead from one to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.model import Entity, Name

HIGHEST = 6  # steps up from a laboratory; the longest line of ROR has five
CLOSED, MISTAKEN = "inactive", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One record. `names`: the displayed one first; `places`: towns; `countries`: alpha-2; `parents`, `children`, `successors`: ids;
    `links`: how many other records it is linked with; `is_closed`: the body ended, though old affiliations may name it.
    """

    id: str
    names: tuple[Name, ...]
    places: tuple[str, ...]
    countries: frozenset[str]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    successors: tuple[str, ...]
    links: int
    is_closed: bool

    @property
    def name(self) -> str:
        """The displayed name."""
        return self.names[0].text


def bodies_of(entities: Iterable[Entity]) -> dict[str, Body]:
    """id -> Body of every registry record that is no mistake, in the order of the ids. The first of two records with one id stands."""
    found: dict[str, Body] = {}
    for entity in entities:
        if MISTAKEN not in {listing.sub_list for listing in entity.listings}:
            found.setdefault(entity.entity_id, _body(entity))
    return dict(sorted(found.items()))


def _body(entity: Entity) -> Body:
    related = {relation: [number.value for name, number in entity.related if name == relation] for relation, _ in entity.related}
    return Body(
        id=entity.entity_id,
        names=entity.names,
        places=tuple(dict.fromkeys(address.city for address in entity.addresses if address.city)),
        countries=frozenset(address.country for address in entity.addresses if address.country),
        parents=tuple(related.get("parent", ())),
        children=tuple(related.get("child", ())),
        successors=tuple(related.get("successor", ())),
        links=len(entity.related),
        is_closed=CLOSED in {listing.sub_list for listing in entity.listings},
    )


def above(body: str, bodies: Mapping[str, Body]) -> dict[str, int]:
    """Every body this one is part of, as far as the registry holds it -> how many steps up, the shortest way."""
    found: dict[str, int] = {}
    level, steps = [body], 0
    while level and steps < HIGHEST:
        steps += 1
        level = [up for one in level if one in bodies for up in bodies[one].parents if up not in found and up != body]
        for up in level:
            if up in bodies:
                found.setdefault(up, steps)
    return found
