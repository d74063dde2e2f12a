"""The registry's names filed by their words: which records are worth comparing with an affiliation."""

from collections.abc import Iterable, Mapping

import numpy as np

from matching.names.legal import strip_words
from matching.names.tables import Tables
from matching.people.bodies import Body
from matching.people.cut import pieces
from matching.people.filed import Filed
from matching.people.hints import Hints
from matching.people.meanings import own_keys
from matching.people.places import Places
from matching.people.postings import Postings
from matching.people.strings import Text
from matching.people.vocabulary import ACRONYM, Vocabulary

MOST_KEYS = 24  # of a name
ROWS, COMPARED = 80, 24  # names looked at closely, records compared


class Registry:
    """Every name of every record, and the postings of their keys. `bodies` in the order of their ids."""

    def __init__(self, bodies: Mapping[str, Body], tables: Tables, hints: Hints) -> None:
        self.bodies = [bodies[id] for id in sorted(bodies)]
        self.place_of = {body.id: place for place, body in enumerate(self.bodies)}
        read = [name for place, body in enumerate(self.bodies) for name in _names(place, body, tables, hints)]
        counts: dict[str, int] = {}
        bearers: dict[tuple[str, ...], set[int]] = {}
        for body, _, keyed, *_ in read:
            keys = [key for key, _ in keyed]
            for key in set(keys):
                counts[key] = counts.get(key, 0) + 1
            bearers.setdefault(tuple(sorted(keys)), set()).add(body)
        self.vocabulary = Vocabulary(counts, tables, hints)
        number, rarity = self.vocabulary.number, self.vocabulary.rarity
        self.filed: list[Filed] = []
        for body, text, keyed, flat, kind, qualified in read:
            keys = [key for key, _ in keyed]
            ids = tuple(number[key] for key in keys)
            weights = tuple(rarity[key] for key in ids)
            namesakes = len(bearers[tuple(sorted(keys))])
            words = tuple(word for _, word in keyed)
            self.filed.append(Filed(body, text, ids, weights, words, flat, kind, sum(weights), namesakes, qualified))
        universities = {one.body for one in self.filed if one.kind == "displayed" and number.get("university") in one.keys}
        self.is_university = [place in universities for place in range(len(self.bodies))]
        towns = [[self._town(town, tables) for town in body.places] for body in self.bodies]
        self.towns = [tuple(town for town in of_body if town) for of_body in towns]
        self._in_town: dict[tuple[int, ...], list[int]] = {}
        for place, of_body in enumerate(self.towns):
            for town in of_body:
                self._in_town.setdefault(town, []).append(place)
        self.places = Places((town for of_body in self.towns for town in of_body), hints)
        self._find = Postings(self.filed, self.vocabulary.rarity)

    def _town(self, town: str, tables: Tables) -> tuple[int, ...]:
        keys = [self.vocabulary.number.get(key) for piece in pieces(town) for key in own_keys(piece.text, tables)]
        return tuple(key for key in keys if key is not None) if None not in keys else ()

    def nearest(self, text: Text) -> list[list[int]]:
        """Rows of the names nearest to the text, by record, the nearest record first."""
        by_body: dict[int, list[int]] = {}
        here = np.zeros(len(self.bodies), dtype=bool)
        for town in text.towns:
            here[self._in_town.get(town, [])] = True
        for row in self._find.nearest(text, here, ROWS):
            of_body = by_body.setdefault(self.filed[row].body, [])
            if len(by_body) > COMPARED:
                by_body.popitem()
                break
            of_body.append(row)
        return list(by_body.values())


def _names(place: int, body: Body, tables: Tables, hints: Hints) -> Iterable[tuple[int, str, list[tuple[str, str]], str, str, bool]]:
    seen: set[tuple[str, ...]] = set()
    for name in body.names:
        text, qualified = _unqualified(name.text, hints)
        words = [piece.text for piece in pieces(text)]
        if name.kind == "acronym":
            joined = "".join(words)
            keyed = [(ACRONYM + joined, joined)] if 2 <= len(joined) <= 12 else []
        else:
            telling, _ = strip_words(words, tables)
            keyed = [(key, word) for word in telling for key in own_keys(word, tables)][:MOST_KEYS]
        kind = "displayed" if name is body.names[0] else name.kind
        keys = [key for key, _ in keyed]
        if keys and tuple(keys) not in seen:
            seen.add(tuple(keys))
            yield place, name.text, keyed, f" {' '.join(words)} ", kind, qualified
            if unit := _school_of(keys, tables):
                yield place, name.text, unit, " ", "unit", False


def _school_of(keys: list[str], tables: Tables) -> list[tuple[str, str]]:
    """Schools of a university that is called by a name of its own, no town's, are known by it: Harvard Medical School."""
    if len(keys) == 2 and "university" in keys:
        own = keys[keys[0] == "university"]
        if own not in tables.places and own.isalpha() and len(own) > 2:
            return [(own, own), ("school", "school")]
    return []


def _unqualified(text: str, hints: Hints) -> tuple[str, bool]:
    """Siemens (Germany) -> Siemens: the bracket tells which of several bodies of one name it is, as the country of the record does."""
    if text.endswith(")") and "(" in text:
        head, _, bracket = text[:-1].rpartition("(")
        if head.strip() and " ".join(piece.text for piece in pieces(bracket)) in hints.countries:
            return head, True
    return text, False
