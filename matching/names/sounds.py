"""Whether a Latin spelling can be a transcription of a word in another script, by what its letters usually become."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, Indel

from matching.names.tables import Tables
from matching.names.units import units
from matching.names.words import Word

LONGEST = 3  # Latin letters one letter of another script becomes at most
DROPPED, INSTEAD, ADDED = 24, 26, 15  # decibans of a letter that falls out, becomes what it never becomes, or comes in
FAR = 10_000
LONG_ENOUGH = 7  # letters of a reading in which one slip is not another syllable
KEPT, BEAM = 3, 12


def transcription_cost(letters: Sequence[str], plain: str, pieces: Mapping[str, Mapping[str, int]], most: int = FAR) -> int:
    """Decibans against the spelling `plain` of a word with these letters, by the likeliest way to cut it; FAR beyond `most`."""
    size = len(plain)
    row = [ADDED * start for start in range(size + 1)]
    for letter in letters:
        known = pieces.get(letter, {})
        dropped = known.get("", DROPPED)
        following = [FAR] * (size + 1)
        for start, cost in enumerate(row):
            if cost <= most:
                if cost + dropped < following[start]:
                    following[start] = cost + dropped
                for end in range(start + 1, min(start + LONGEST, size) + 1):
                    price = known.get(plain[start:end])
                    if price is None and end == start + 1:
                        price = INSTEAD
                    if price is not None and cost + price < following[end]:
                        following[end] = cost + price
            if start < size and following[start] + ADDED < following[start + 1]:
                following[start + 1] = following[start] + ADDED
        row = following
        if min(row) > most:
            return FAR
    return row[size] if row[size] <= most else FAR


@lru_cache(maxsize=50_000)
def likeliest(word: str, script: str, tables: Tables) -> list[str]:
    """The likeliest spellings of a word, best first, at most three; empty when the tables do not know the script."""
    pieces = tables.sounds.get(script)
    if pieces is None:
        return []
    beam = {"": 0}
    for letter in units(word, script):
        grown: dict[str, int] = {}
        for spelled, cost in beam.items():
            for piece, price in pieces.get(letter, {"": DROPPED}).items():
                if price <= 14 and cost + price < grown.get(spelled + piece, FAR):
                    grown[spelled + piece] = cost + price
        beam = dict(sorted(grown.items(), key=lambda found: (found[1], found[0]))[:BEAM]) or beam
    return [spelled for spelled in list(beam)[:KEPT] if spelled]


CHANCE = 67  # likeness below which a transcription is more often chance than not
WIDEST = 3  # letters of another script that one Latin letter stands for at most
WORST = 4.3  # decibans a letter, on both sides counted, at which the likeness is surely below CHANCE
NEAR = 0.4  # share of letters in common with a usual spelling below which no transcription was ever found likely
POOR = 105  # tenths of decibans a letter at which a transcription is as good as chance: likeness 60
POOR_OF = {"korean": 95}  # the same for names in Korean syllables, whose customary spellings stray less


def reading_likeness(native: Word, other: Word, tables: Tables) -> int:
    """Likeness 0-100 of a word in another script and a word in Latin letters."""
    return spelling_likeness(native, other.text, tables) if not other.native else 0


@lru_cache(maxsize=300_000)
def spelling_likeness(native: Word, spelled: str, tables: Tables) -> int:
    """Likeness 0-100 of a word in another script and a spelling in Latin letters."""
    pieces = tables.sounds.get(native.script)
    if pieces is None:
        return max(_edited(form, spelled) for form in native.forms)
    letters = units(native.native, native.script)
    if not len(letters) <= len(spelled) * WIDEST <= len(letters) * WIDEST * LONGEST:
        return 0
    if not any(Indel.normalized_similarity(form, spelled, score_cutoff=NEAR) for form in native.forms):
        return 0
    size = len(letters) + len(spelled)
    cost = transcription_cost(letters, spelled, pieces, int(size * WORST))
    tenths = 10 * cost // size * 2
    likeness = 98 - tenths * 38 // POOR_OF.get(native.script, POOR)
    return likeness if likeness >= CHANCE else 0


def _edited(form: str, spelled: str) -> int:
    """By letters, for scripts without a table: one slip in a word long enough for it, never another syllable (Hunan, Henan)."""
    size = max(len(form), len(spelled))
    most = size // LONG_ENOUGH
    distance = OSA.distance(form, spelled, score_cutoff=most)
    return 97 - 200 * distance // size if distance <= most else 0
