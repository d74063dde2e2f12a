"""Parts of persons' names made of plain syllables, as names of China, Korea, Japan and Viet Nam are in Latin letters.

Such a part leaves little room for slips: with another vowel or consonant it is mostly another name. What it may be instead is
another romanisation of the same syllables. The rule asks for the letters of a part, never for anybody's origin: Maria and Marina are
as plain.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice, product

from matching.names.kana import KUNREI
from matching.names.tables import Tables

MOST_SYLLABLES, MOST_CUTS, MOST_FORMS = 3, 4, 24
HYPHENED = re.compile(r"(?<![\w-])([a-z]{2,})-([a-z]{2,})(?![\w-])((?: (?=[a-z]{2}))?)")
MORAE = re.compile(r"(?:(?:sh|ch|ts|[kgnhbpmr]y|[kstnhmyrwgzdbpjf])?[aeiou]|n(?![aeiou]))+$")
MONOSYLLABLE = re.compile(r"(?:ng?h?|[ckptg]h|tr|qu|gi|[bcdghklmnprstvxy])?(?:[iuoy]?[aeiouy][iuoy]?|uye)(?:ng|nh|ch|[cmnpt])?$")
KUNREI_SPELLED = re.compile(r"(?<![cs])(?:" + "|".join(one for one, _ in KUNREI) + ")")
HEPBURN = dict(KUNREI)
SHORTEST_ROMAJI = 4  # letters from which a word of morae may be read as Japanese in another system


@lru_cache(maxsize=100_000)
def cuts(text: str, tables: Tables) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(language, syllables) of the ways to cut a word into one to three syllables of one language; at most four of each."""
    return tuple(
        (language, found)
        for language, known in sorted(tables.syllables.items())
        for found in islice(_cut(text, known, MOST_SYLLABLES), MOST_CUTS)
    )


def _cut(text: str, known: Mapping[str, tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    if not text:
        return [()]
    if not most:
        return []
    return [
        (text[:size], *rest)
        for size in range(min(6, len(text)), 0, -1)
        if text[:size] in known
        for rest in _cut(text[size:], known, most - 1)
    ]


@lru_cache(maxsize=100_000)
def romanisations(text: str, tables: Tables) -> frozenset[str]:
    """The word in other romanisations of its syllables: hyunsoo -> hyeonsu …, xiaoping -> hsiaoping, syoji -> shoji."""
    found = {spelled for language, syllables in cuts(text, tables) for spelled in spelled_ways(syllables, language, tables)}
    if len(text) >= SHORTEST_ROMAJI and MORAE.match(text):
        found.add(KUNREI_SPELLED.sub(lambda match: HEPBURN[match[0]], text))
    return frozenset(found - {text})


def spelled_ways(syllables: Sequence[str], language: str, tables: Tables) -> list[str]:
    """All usual spellings of these syllables run together, at most MOST_FORMS."""
    known = tables.syllables[language]
    return ["".join(spelled) for spelled in islice(product(*((one, *known.get(one, ())) for one in syllables)), MOST_FORMS)]


@lru_cache(maxsize=100_000)
def is_plain(text: str, tables: Tables) -> bool:
    """Whether a word is made of plain syllables, one to three of them or Japanese morae."""
    return bool(MONOSYLLABLE.match(text) or MORAE.match(text) or cuts(text, tables))


def joined_parts(folded: str, tables: Tables) -> tuple[str, dict[str, tuple[str, str]]]:
    """The name with hyphened pairs run together, and part -> its two pieces: ji-hoon -> jihoon, jan-erik lund -> janerik lund.

    Two syllables are one part wherever they stand (one of them may be misspelt, ij-hoon), other names only where given names stand: in
    front of others. al-harbi, w.-l. and a double family name at the end or before a comma stay as they are.
    """
    pairs: dict[str, tuple[str, str]] = {}

    def join(match: re.Match[str]) -> str:
        one, other = match[1], match[2]
        stays = any((piece in tables.particles and piece not in NAMES_TOO) or piece.startswith("abd") for piece in (one, other))
        strange = [piece for piece in (one, other) if not is_syllable(piece, tables)]
        is_given = bool(match[3])
        if stays or not (is_given or not strange or (len(strange) == 1 and strange[0] not in tables.person_words)):
            return match[0]
        pairs[one + other] = (one, other)
        return one + other + match[3]

    return HYPHENED.sub(join, folded), pairs


NAMES_TOO = frozenset(("an", "ben", "bin", "do", "la", "le", "na", "san", "thi", "van"))  # particles that are names of persons elsewhere


def is_syllable(text: str, tables: Tables) -> bool:
    """Whether a word is one plain syllable."""
    return bool(MONOSYLLABLE.match(text)) or any(text in known for known in tables.syllables.values())
