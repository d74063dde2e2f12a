"""Consonants of Arabic and Persian words against those of a spelling in Latin letters, whose vowels the script leaves open."""

import re
from functools import lru_cache
from itertools import islice, product

from matching.names.stems import stem

# What a letter may be in Latin letters, by the classes of words.sound; "-" is none, as for all other letters.
LETTERS = {
    "ب": "P", "پ": "P", "ت": "T", "ث": "TS", "ج": "CK", "چ": "C", "خ": "KC", "د": "T", "ذ": "TS", "ر": "R",
    "ز": "S", "ژ": "C", "س": "S", "ش": "C",
    "ص": "S", "ض": "TS", "ط": "T", "ظ": "ST", "غ": "K", "ف": "P", "ق": "K", "ک": "K", "ك": "K", "گ": "KC",
    "ل": "L", "م": "M", "ن": "N", "و": "P-",
    "ة": "T-",
}  # fmt: skip
LONGEST = 64  # ways to read the consonants of one word that are looked at
ENOUGH = 3  # consonants that agree seldom by chance
DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def skeletons(native: str) -> frozenset[str]:
    """The consonants of a word in Arabic letters by class, in every way to read them, doubled ones once: منصوری -> MNSR, MNSPR."""
    found: set[str] = set()
    for text in (native, stem(native, "arabic")):
        ways = [LETTERS.get(letter, "-") for letter in text]
        found.update(DOUBLED.sub(r"\1", "".join(one).replace("-", "")) for one in islice(product(*ways), LONGEST))
    return frozenset(found)
