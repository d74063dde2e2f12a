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

# Points, kind compared as, alignment of the best pair of spellings.
Best = tuple[int, str, Alignment]
# Points no alignment of the pair exceeds, order among equals, kind compared as, spelling, spelling.
Tried = tuple[float, int, str, Spelling, Spelling]


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


def best_alignment(left: Prepared, right: Prepared, tables: Tables) -> Best | None:
    """(points, kind compared as, alignment) of the best pair of spellings; the first of equals.

    None: nothing to compare, or less in common than no common name says.
    """
    best: Best | None = None
    for kind, alignment in alignments(left, right, tables):
        points = points_of(alignment, kind, tables)
        if best is None or points > best[0]:
            best = (points, kind, alignment)
    return best if best is not None and best[0] >= tables.weights["facts"]["no_common_name"].least else None


def best_of(tries: Sequence[Tried], tables: Tables) -> Best | None:
    """The same as best_alignment over the pairs of spellings that were not ruled out, aligning only those that can still come first."""
    best: tuple[int, int, str, Alignment] | None = None
    for most, place, kind, ours, theirs in sorted(tries, key=lambda one: (-one[0], one[1])):
        if best is not None and most < best[0]:
            break
        alignment = align(ours, theirs, tables)
        if alignment.links or (ours.native and ours.native == theirs.native):
            points = points_of(alignment, kind, tables)
            if best is None or (-points, place) < (-best[0], best[1]):
                best = (points, place, kind, alignment)
    if best is None or best[0] < tables.weights["facts"]["no_common_name"].least:
        return None
    return best[0], best[2], best[3]


def fact_evidence(left: Party, right: Party, tables: Tables) -> list[Evidence]:
    """What identifiers and dates of birth say."""
    return identifier_evidence(left, right, tables) + date_evidence(left, right, tables)


def compare_prepared(left: Prepared, right: Prepared, tables: Tables) -> Comparison:
    """The comparison of two prepared parties."""
    return told_comparison(best_alignment(left, right, tables), fact_evidence(left.party, right.party, tables), tables)


def told_comparison(best: Best | None, facts: Sequence[Evidence], tables: Tables) -> Comparison:
    """The comparison made of the best pair of spellings and of what identifiers and dates say."""
    evidence: list[Evidence] = []
    chance = 1.0
    names = ("", "")
    if best is not None:
        _, kind, alignment = best
        names = (alignment.a.name, alignment.b.name)
        chance = chance_of(alignment, kind, tables)
        for feature, points, found in _found(alignment, kind, tables):
            evidence.append(Evidence(feature=feature.__name__, points=points, facts={k: told(v, alignment) for k, v in found.items()}))
    else:
        evidence.append(Evidence(feature="no_common_name", points=tables.weights["facts"]["no_common_name"].least, facts={}))
    return _comparison([*evidence, *facts], chance, names, tables)


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
