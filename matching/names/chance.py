"""How likely two different ones share a spelling: rarity of the shared parts against a stated population."""

from math import exp

from matching.names.align import Alignment
from matching.names.tables import Tables


def chance_of(alignment: Alignment, kind: str, tables: Tables) -> float:
    """Chance (0-1) that among `population` others at least one agrees as far as these two names do."""
    decibans = sum(link.bits * link.likeness / 100 for link in alignment.links)
    expected = tables.population[kind] * 10 ** (-decibans / 10)
    return round(1 - exp(-expected), 4)
