"""Makes the generator beside the tests importable (tests are no package); its registry, and pictures of generated people."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from parts import Scene, bodies, programmes

from flows.affiliations.hints import load_hints
from flows.people.rules import load_rules
from flows.reference import load_tables
from matching.people.bodies import Body
from matching.people.picture import Picture, Rules, picture_of
from matching.people.resolve import Resolver
from matching.people.same import Same
from matching.people.sightings import of_career, of_work
from sources.model import Name
from sources.rosters import read

Pictures = Callable[[Scene], dict[str, Picture]]


@pytest.fixture(scope="session")
def rules(root: Path) -> Rules:
    return load_rules(root / "data" / "reference" / "gaps.toml", programmes())


@pytest.fixture(scope="session")
def same(root: Path) -> Same:
    """Of the generator's bodies those that are in a registry."""
    tables, hints = load_tables(root / "data" / "reference" / "names"), load_hints(root / "data" / "reference" / "affiliations")
    registry = {
        one.id: Body(
            id=one.id,
            names=tuple(
                Name(text=name, kind="acronym" if name.isascii() and name.isupper() and len(name) < 7 else "alias") for name in one.names
            ),
            places=(one.town,),
            countries=frozenset((one.country,)),
            parents=(one.parent,) if one.parent else (),
            children=(),
            successors=(),
            links=1,
            is_closed=False,
        )
        for one in bodies().values()
        if one.registered
    }
    resolver = Resolver(registry, tables, hints)
    return Same(tables, resolver.bodies, lambda text: resolver.resolve(text).records)


@pytest.fixture(scope="session")
def pictures(same: Same, rules: Rules) -> Pictures:
    """Person id -> picture, from the roster's own bytes and the records attached."""

    def made(scene: Scene) -> dict[str, Picture]:
        roster = read(scene.files())
        found = {}
        for subject in roster.subjects:
            own = subject.subject_id.split(":p:")[1]
            records = [
                one
                for person, career, chance in scene.careers
                if person == own
                for one in of_career(career, chance, same, rules.programmes)
            ]
            works = [
                one
                for person, work, position, chance in scene.attached
                if person == own
                for one in of_work(work, position, chance, same, rules.programmes)
            ]
            said = [one for one in roster.disclosures if one.subject_id == subject.subject_id]
            found[own] = picture_of(subject, said, [*records, *works], as_of=scene.as_of, ledgers=roster.ledgers, same=same, rules=rules)
        return found

    return made
