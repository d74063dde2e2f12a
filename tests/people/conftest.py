"""A small registry of public bodies, made of triples: laboratory, the body it is part of, and one beside it that is easily taken for it."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.affiliations.hints import load_hints
from flows.reference import load_tables
from matching.people.bodies import Body
from matching.people.resolve import Resolver
from sources.model import Name

HERE = Path(__file__).parent
Triple = dict[str, str]


def body(id: str, name: str, *names: str, town: str = "", country: str = "", parents: tuple[str, ...] = (), closed: bool = False) -> Body:
    written = (Name(text=name), *(Name(text=one, kind="acronym" if one.isupper() and one.isascii() else "alias") for one in names))
    places, countries = ((town,) if town else ()), frozenset((country,) if country else ())
    return Body(
        id=id, names=written, places=places, countries=countries, parents=parents, children=(), successors=(), links=1, is_closed=closed
    )


@pytest.fixture(scope="session")
def make(root: Path) -> Callable[..., Resolver]:
    tables, hints = load_tables(root / "data" / "reference" / "names"), load_hints(root / "data" / "reference" / "affiliations")
    return lambda *bodies: Resolver({one.id: one for one in bodies}, tables, hints)


@pytest.fixture(scope="session")
def triples() -> list[Triple]:
    with (HERE / "triples.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def resolver(make: Callable[..., Resolver], triples: list[Triple]) -> Resolver:
    """All bodies of the triples; one that stands in several rows once, by its first town."""
    bodies: dict[str, Body] = {}
    for row in triples:
        for name, town, parents in (
            (row["parent"], row["town"], ()),
            (row["sibling"], row["sibling_town"], ()),
            (row["laboratory"], row["town"], (row["parent"],)),
        ):
            known = bodies.get(name)
            if known is None or (parents and not known.parents):
                bodies[name] = body(name, name, town=known.places[0] if known else town, country=row["country"], parents=parents)
    return make(*bodies.values())
