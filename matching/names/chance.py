"""How likely two different ones share a spelling: rarity of the shared parts against a stated population.

Names of organisations are made to differ: that one bears the words of another and no others is much rarer than its words
are. Where two names agree as wholes the chance is therefore read from a table of how many organisations of a registry
share their whole name with another one (data/reference/names/namesakes.csv).

Parts of persons' names are borne by many who write by the same custom, however few they are among all people. So a part tells at most so
much: one that no table has seen is no rarer than one in MOST_TOLD, and one of a single syllable, of which there are few, tells less. The
caps depend on how a part is written, never on where a name comes from.
"""

from functools import lru_cache
from math import exp

from matching.names.align import Alignment, Link
from matching.names.consonants import heard, skeletons
from matching.names.similar import VOWELLESS
from matching.names.syllables import is_syllable
from matching.names.tables import Tables
from matching.names.words import Word

SHORTEST_NAME = 6  # letters; a shorter name of one word is an acronym, and acronyms collide
MOST_TOLD, SYLLABLE_TOLD, CHARACTER_TOLD = (
    27,
    17,
    15,
)  # decibans of one part: one in 500, in 50; of one Chinese character or Korean syllable
SYLLABIC = ("han", "korean")


def chance_of(alignment: Alignment, kind: str, tables: Tables) -> float:
    """Chance (0-1) that among `population` others at least one agrees as far as these two names do."""
    told = _told if kind == "person" else _rare
    decibans = sum(told(link, alignment, tables) * link.likeness / 100 for link in alignment.links)
    expected = tables.population[kind] * 10 ** (-decibans / 10)
    chance = 1 - exp(-expected)
    if kind == "organisation" and _agree_as_wholes(alignment):
        chance = next(share for least, share in reversed(tables.namesakes) if decibans >= least)
    return round(chance, 4)


def _rare(link: Link, _: Alignment, __: Tables) -> int:
    return link.bits


def _told(link: Link, alignment: Alignment, tables: Tables) -> int:
    left = sum(part_told(alignment.a.words[i], tables) for i in link.left)
    return min(left, sum(part_told(alignment.b.words[j], tables) for j in link.right))


def part_told(word: Word, tables: Tables) -> int:
    """Decibans that a part of a person's name tells within its own custom of naming."""
    if word.role != "word":
        return word.bits
    known = min((tables.person_words[form] for form in word.forms if form in tables.person_words), default=word.bits)
    if word.script in VOWELLESS:
        heard_alike = _commonest_by_consonants(tables)
        known = min((heard_alike[one] for one in skeletons(word.native) if one in heard_alike), default=known)
    if word.script in SYLLABIC:
        return min(known, CHARACTER_TOLD * len(word.native), MOST_TOLD)
    return min(known, SYLLABLE_TOLD if is_syllable(word.text, tables) else MOST_TOLD)


@lru_cache(maxsize=8)
def _commonest_by_consonants(tables: Tables) -> dict[str, int]:
    """Consonants -> decibans of the commonest name that has them: a script that leaves the vowels open does not tell it from the others."""
    found: dict[str, int] = {}
    for text, bits in tables.person_words.items():
        for one in heard(text):
            found[one] = min(bits, found.get(one, bits))
    return found


def _agree_as_wholes(alignment: Alignment) -> bool:
    """Nothing is left over on either side, and it is more than an acronym that agrees."""
    if alignment.only_left or alignment.only_right or not alignment.links:
        return False
    return len(alignment.links) > 1 or min(len(word.text) for word in (*alignment.a.words, *alignment.b.words)) >= SHORTEST_NAME
