"""Is this the same one? The best pair of names, identifiers and dates, as points that sum exactly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matching.model import Comparison, Evidence, Party
from matching.names.align import Alignment, align
from matching.names.chance import chance_of
from matching.names.facts import date_evidence, identifier_evidence
from matching.names.features import ORGANISATION, Facts, Feature
from matching.names.persons import PERSON
from matching.names.spelling import Spelling, spellings
from matching.names.tables import Tables
from matching.names.telling import told
from sources.model import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A Party with its names read: kind to compare as -> spellings."""

    party: Party
    readings: dict[str, tuple[Spelling, ...]]


def kinds(kind: Kind) -> tuple[str, ...]:
    """As what a party is compared; an unknown one both ways, a person never with an organisation."""
    return ("person", "organisation") if kind == "unknown" else ("person",) if kind == "person" else ("organisation",)


def prepare(party: Party, tables: Tables) -> Prepared:
    """All readings of all names; names that read alike are kept once, the first of them."""
    return Prepared(party, {kind: _readings(party, kind, tables) for kind in kinds(party.kind)})


def _readings(party: Party, kind: str, tables: Tables) -> tuple[Spelling, ...]:
    found: dict[object, Spelling] = {}
    for name in party.names:
        for spelling in spellings(name, kind, tables):
            found.setdefault((spelling.words, spelling.native, spelling.legal), spelling)
    return tuple(found.values())


def points_of(alignment: Alignment, kind: str, tables: Tables) -> int:
    """The sum of the points of all name features."""
    return sum(points for _, points, _ in _found(alignment, kind, tables))


def _found(alignment: Alignment, kind: str, tables: Tables) -> Iterator[tuple[Feature, int, Facts]]:
    weights = tables.weights[kind]
    for feature in PERSON if kind == "person" else ORGANISATION:
        if (finding := feature(alignment)) is not None:
            weight = weights[feature.__name__]
            yield feature, max(weight.least, min(weight.most, round(weight.unit * finding[0]))), finding[1]


def alignments(left: Prepared, right: Prepared, tables: Tables) -> Iterator[tuple[str, Alignment]]:
    """(kind compared as, alignment) of every pair of spellings that share a word."""
    for kind, ours in left.readings.items():
        theirs = right.readings.get(kind, ())
        for a in ours:
            for b in theirs:
                alignment = align(a, b, tables)
                if alignment.links or (a.native and a.native == b.native):
                    yield kind, alignment


def best_alignment(left: Prepared, right: Prepared, tables: Tables) -> tuple[int, str, Alignment] | None:
    """(points, kind compared as, alignment) of the best pair of spellings; the first of equals. None: nothing to compare."""
    best: tuple[int, str, Alignment] | None = None
    for kind, alignment in alignments(left, right, tables):
        points = points_of(alignment, kind, tables)
        if best is None or points > best[0]:
            best = (points, kind, alignment)
    return best


def name_points(left: Prepared, right: Prepared, tables: Tables) -> int | None:
    """Points of the best pair of names with those of identifiers and dates, without the sentences; None: no word in common."""
    best = best_alignment(left, right, tables)
    facts = identifier_evidence(left.party, right.party, tables) + date_evidence(left.party, right.party, tables)
    if best is None and not facts:
        return None
    names = best[0] if best is not None else tables.weights["facts"]["no_common_name"].least
    return names + sum(found.points for found in facts)


def compare_prepared(left: Prepared, right: Prepared, tables: Tables) -> Comparison:
    """The comparison of two prepared parties."""
    best = best_alignment(left, right, tables)
    evidence: list[Evidence] = []
    chance = 1.0
    names = ("", "")
    if best is not None:
        _, kind, alignment = best
        names = (alignment.a.name, alignment.b.name)
        chance = chance_of(alignment, kind, tables)
        for feature, points, facts in _found(alignment, kind, tables):
            evidence.append(Evidence(feature=feature.__name__, points=points, facts={k: told(v, alignment) for k, v in facts.items()}))
    else:
        evidence.append(Evidence(feature="no_common_name", points=tables.weights["facts"]["no_common_name"].least, facts={}))
    evidence += identifier_evidence(left.party, right.party, tables)
    evidence += date_evidence(left.party, right.party, tables)
    return _comparison(evidence, chance, names, tables)


def _comparison(evidence: Sequence[Evidence], chance: float, names: tuple[str, str], tables: Tables) -> Comparison:
    points = sum(found.points for found in evidence)
    score = score_of(points, tables)
    return Comparison(
        points=points,
        score=score,
        chance=chance,
        same=score >= tables.threshold,
        left_name=names[0],
        right_name=names[1],
        evidence=tuple(evidence),
    )


def score_of(points: int, tables: Tables) -> float:
    """The score the fixed table gives to a sum of points."""
    return tables.scores[max(0, min(len(tables.scores) - 1, points - tables.lowest_sum))]


def compare(left: Party, right: Party, tables: Tables) -> Comparison:
    """Compares two parties. Total: any names give a Comparison; names without a letter or digit are never equal."""
    return compare_prepared(prepare(left, tables), prepare(right, tables), tables)
