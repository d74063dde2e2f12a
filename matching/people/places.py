"""Towns and countries an affiliation names: evidence of which organisation is meant, never of anything else."""

from collections.abc import Iterable, Mapping, Sequence

from matching.people.cut import Piece
from matching.people.hints import Hints

LONGEST_COUNTRY = 5  # words


class Places:
    """The towns of a registry, as tuples of keys, and the names of countries."""

    def __init__(self, towns: Iterable[tuple[int, ...]], hints: Hints) -> None:
        self._by_first: dict[int, list[tuple[int, ...]]] = {}
        for town in sorted(set(towns)):
            if town:
                self._by_first.setdefault(town[0], []).append(town)
        self._hints = hints

    def towns_in(self, where: Mapping[int, Sequence[tuple[int, float]]], size: int) -> dict[tuple[int, ...], tuple[int, ...]]:
        """Every town whose words stand side by side -> the slots of its last mention."""
        found: dict[tuple[int, ...], tuple[int, ...]] = {}
        for key in where.keys() & self._by_first.keys():
            for town in self._by_first[key]:
                for slot, likeness in where[key]:
                    if likeness >= 0.9 and slot + len(town) <= size and _follow(town, slot, where):
                        found[town] = tuple(range(slot, slot + len(town)))
        return found

    def countries_in(self, pieces: Sequence[Piece]) -> tuple[frozenset[str], frozenset[int]]:
        """Countries named by themselves, by a state or a province, and the places of the words that name them."""
        found: set[str] = set()
        at: set[int] = set()
        for place, piece in enumerate(pieces):
            if piece.raw.isupper() and (code := self._hints.capitals.get(piece.raw)):
                found.add(code)
                at.add(place)
            text = ""
            for size, other in enumerate(pieces[place : place + LONGEST_COUNTRY], start=1):
                text = f"{text} {other.text}" if text else other.text
                if code := self._hints.countries.get(text):
                    found.add(code)
                    at.update(range(place, place + size))
        return frozenset(found), frozenset(at)


def _follow(town: tuple[int, ...], slot: int, where: Mapping[int, Sequence[tuple[int, float]]]) -> bool:
    return all(any(other == slot + step for other, _ in where.get(key, ())) for step, key in enumerate(town[1:], start=1))
