"""At which level a listed body stands: of a laboratory, its university, a sister that is easily taken for it."""

from collections import Counter
from collections.abc import Iterator

from matching.people.bodies import above
from matching.people.chain import Lines, chains
from matching.people.resolve import Resolver

Triple = dict[str, str]
SHORT = {"University": "Univ.", "Institute": "Inst.", "Laboratory": "Lab.", "Technology": "Technol.", "National": "Natl"}


def written(name: str, number: int) -> str:
    """Every other row as a journal would shorten it."""
    return " ".join(SHORT.get(word, word) for word in name.split()) if number % 2 else name


def questions(triples: list[Triple]) -> Iterator[tuple[str, set[str], str, tuple[str, int] | None]]:
    """(what is asked, listed bodies, affiliation, relation and steps expected of the nearest listed one)."""
    for number, row in enumerate(triples):
        laboratory, parent, sibling = (written(row[name], number) for name in ("laboratory", "parent", "sibling"))
        yield "laboratory", {row["laboratory"]}, f"Department of Physics, {laboratory}, {parent}, {row['town']}", ("itself", 0)
        yield "university only", {row["laboratory"]}, f"Faculty of Science, {parent}, {row['town']}", ("below", 1)
        yield "listed above", {row["parent"]}, f"{laboratory}, {row['town']}", ("above", 1)
        yield "sister", {row["laboratory"], row["parent"]}, f"School of Science, {sibling}, {row['sibling_town']}", None


def test_the_right_level_is_named_in_at_least_95_of_100_questions(triples: list[Triple], resolver: Resolver) -> None:
    assert len(triples) >= 60
    asked, right, wrong = Counter[str](), Counter[str](), []
    for kind, listed, affiliation, expected in questions(triples):
        found = Lines(listed, resolver.bodies).where_listed(resolver.resolve(affiliation).records)
        answer = (found[0].relation, found[0].steps) if found else None
        asked[kind] += 1
        right[kind] += answer == expected
        if answer != expected:
            wrong.append((kind, affiliation, answer))
    assert sum(right.values()) >= 0.95 * sum(asked.values()), wrong
    assert all(right[kind] >= 0.9 * asked[kind] for kind in asked), wrong


def test_a_line_leads_from_the_laboratory_to_its_supervising_body(resolver: Resolver) -> None:
    found = resolver.resolve("Cavendish Laboratory, University of Cambridge, Cambridge, UK").records
    (line,) = chains(found, resolver.bodies)
    assert [(level.name, level.steps, level.is_named) for level in line] == [
        ("Cavendish Laboratory", 0, True),
        ("University of Cambridge", 1, True),
    ]


def test_a_body_above_counts_its_steps_and_circles_end(resolver: Resolver) -> None:
    from dataclasses import replace

    bodies = dict(resolver.bodies)
    university = bodies["University of Cambridge"]
    bodies["Funder"] = replace(university, id="Funder", parents=("Cavendish Laboratory",))
    bodies["University of Cambridge"] = replace(university, parents=("Funder",))
    assert above("Cavendish Laboratory", bodies) == {"University of Cambridge": 1, "Funder": 2}
