"""A written affiliation as it is compared: its words with the keys they may stand for, its places, its acronyms."""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.people.cut import Piece, pieces
from matching.people.meanings import is_latin
from matching.people.places import Places
from matching.people.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """`slots`: for every telling word, its place among all words (small ones counted); `segments`, `weights`: of the same words;
    `where`: key -> [(slot, likeness)]; `words`: all folded words; `flat`: those between blanks; `towns`: keys of towns named ->
    their slots; `whole_towns`: those of them that fill a segment; `countries`: codes of the countries named; `place_slots`: of
    all these; `is_latin`: no word in another script.
    """

    affiliation: str
    words: tuple[str, ...]
    flat: str
    slots: tuple[int, ...]
    segments: tuple[int, ...]
    weights: tuple[float, ...]
    where: dict[int, list[tuple[int, float]]]
    towns: dict[tuple[int, ...], tuple[int, ...]]
    whole_towns: frozenset[tuple[int, ...]]
    countries: frozenset[str]
    place_slots: frozenset[int]
    is_latin: bool


def read(affiliation: str, vocabulary: Vocabulary, places: Places) -> Text:
    """Total: any string gives a Text; one without a word gives an empty one."""
    found = pieces(affiliation)
    slots: list[int] = []
    segments: list[int] = []
    weights: list[float] = []
    where: dict[int, list[tuple[int, float]]] = {}
    for place, piece in enumerate(found):
        for options in vocabulary.options(piece):
            for key, likeness in options:
                where.setdefault(key, []).append((len(slots), likeness))
            slots.append(place)
            segments.append(piece.segment)
            weights.append(0.5 if piece.text.isdigit() else vocabulary.weight(options))
    _join(found, slots, where, vocabulary)
    towns = places.towns_in(where, len(slots))
    words = tuple(piece.text for piece in found)
    whole = _whole(towns, segments, weights)
    countries, at = places.countries_in(found)
    place_slots = {slot for town in whole for slot in towns[town]} | {slot for slot, place in enumerate(slots) if place in at}
    return Text(
        affiliation,
        words,
        f" {' '.join(words)} ",
        tuple(slots),
        tuple(segments),
        tuple(weights),
        where,
        towns,
        whole,
        countries,
        frozenset(place_slots),
        all(is_latin(piece.text) for piece in found),
    )


def _join(found: Sequence[Piece], slots: Sequence[int], where: dict[int, list[tuple[int, float]]], vocabulary: Vocabulary) -> None:
    """Two words that the registry writes as one: tel aviv, north western."""
    for slot in range(len(slots) - 1):
        one, other = slots[slot], slots[slot + 1]
        if other == one + 1 and found[one].segment == found[other].segment:
            key = vocabulary.number.get(found[one].text + found[other].text)
            if key is not None and vocabulary.rarity[key] > 5:
                where.setdefault(key, []).append((slot, 0.95))


def _whole(towns: dict[tuple[int, ...], tuple[int, ...]], segments: Sequence[int], weights: Sequence[float]) -> frozenset[tuple[int, ...]]:
    """Towns beside which their segment has nothing but numbers."""
    whole = set()
    for town, slots in towns.items():
        own = [slot for slot, segment in enumerate(segments) if segment == segments[slots[0]] and weights[slot] > 1]
        if set(own) <= set(slots):
            whole.add(town)
    return frozenset(whole)
