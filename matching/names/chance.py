"""How likely two different ones share a spelling: rarity of the shared parts against a stated population.

Names of organisations are made to differ: that one bears the words of another and no others is much rarer than its words
are. Where two names agree as wholes the chance is therefore read from a table of how many organisations of a registry
share their whole name with another one (data/reference/names/namesakes.csv).
"""

from math import exp

from matching.names.align import Alignment
from matching.names.tables import Tables

SHORTEST_NAME = 6  # letters; a shorter name of one word is an acronym, and acronyms collide


def chance_of(alignment: Alignment, kind: str, tables: Tables) -> float:
    """Chance (0-1) that among `population` others at least one agrees as far as these two names do."""
    decibans = sum(link.bits * link.likeness / 100 for link in alignment.links)
    expected = tables.population[kind] * 10 ** (-decibans / 10)
    chance = 1 - exp(-expected)
    if kind == "organisation" and _agree_as_wholes(alignment):
        chance = next(share for least, share in reversed(tables.namesakes) if decibans >= least)
    return round(chance, 4)


def _agree_as_wholes(alignment: Alignment) -> bool:
    """Nothing is left over on either side, and it is more than an acronym that agrees."""
    if alignment.only_left or alignment.only_right or not alignment.links:
        return False
    return len(alignment.links) > 1 or min(len(word.text) for word in (*alignment.a.words, *alignment.b.words)) >= SHORTEST_NAME
