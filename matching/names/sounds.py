"""Whether a Latin spelling can be a transcription of a word in another script, by what letters usually become."""

from rapidfuzz.distance import OSA

from matching.names.tables import Tables
from matching.names.words import Word


def reading_likeness(native: Word, other: Word, tables: Tables) -> int:
    """Likeness 0-100 of a word in another script and a spelling in Latin letters."""
    best = 0
    for form in native.forms:
        for spelled in other.forms:
            size = max(len(form), len(spelled))
            distance = OSA.distance(form, spelled, score_cutoff=2)
            if distance <= size // 4:
                best = max(best, 100 - 100 * distance // size)
    return best
