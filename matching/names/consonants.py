"""Consonants of Arabic, Persian and Hebrew words against those of a spelling in Latin letters, whose vowels the script leaves open."""

import re
from functools import lru_cache
from itertools import islice, product

from matching.names.stems import stem

# What a letter may be in Latin letters, by the classes of `heard`; "-" is none, as for all other letters.
LETTERS = {
    "א": "-", "ב": "BF", "ג": "KC", "ד": "T", "ה": "H-", "ו": "F-", "ז": "SC",
    "ח": "HK", "ט": "T", "י": "-C", "כ": "KH", "ך": "KH", "ל": "L",
    "מ": "M", "ם": "M", "נ": "N", "ן": "N", "ס": "S", "פ": "BF", "ף": "FB", "צ": "SC", "ץ": "SC", "ק": "K", "ר": "R", "ש": "CS", "ת": "T",
    "ب": "B", "پ": "B", "ت": "T", "ث": "TS", "ج": "CK", "چ": "C", "ح": "HK", "خ": "KCH", "د": "T", "ذ": "TS", "ر": "R",
    "ز": "S", "ژ": "C", "س": "S", "ش": "C",
    "ص": "S", "ض": "TS", "ط": "T", "ظ": "ST", "غ": "K", "ف": "F", "ق": "K", "ک": "K", "ك": "K", "گ": "KC",
    "ل": "L", "م": "M", "ن": "N", "ه": "H-", "و": "F-",
    "ة": "TH-",
}  # fmt: skip
LONGEST = 256  # ways to read the consonants of one word that are looked at
ENOUGH = 3  # consonants that agree seldom by chance
DOUBLED = re.compile(r"(.)\1+")
SOUNDS: dict[str, str] = {
    "tsch": "C", "sch": "C", "tch": "C", "sh": "C", "ch": "C", "zh": "C", "dzh": "C", "dj": "C", "ph": "F", "th": "T", "dh": "T", "kh": "K",
    "gh": "K", "ck": "K", "ts": "S", "tz": "S", "x": "KS", "b": "B", "p": "B", "f": "F", "v": "F", "w": "F", "t": "T", "d": "T", "k": "K",
    "g": "K", "q": "K", "c": "K", "s": "S", "z": "S", "j": "C", "m": "M", "n": "N", "l": "L", "r": "R", "h": "H",
}  # fmt: skip
SOUND = re.compile("|".join(sorted(SOUNDS, key=lambda letters: (-len(letters), letters))))
SINGLE = re.compile("[a-z]")


@lru_cache(maxsize=50_000)
def skeletons(native: str) -> frozenset[str]:
    """The consonants of a word by class, in every way to read them: منصوری -> MNSR, MNSFR; with and without article."""
    found: set[str] = set()
    for text in (native, stem(native, "arabic")):
        ways = [LETTERS.get(letter, "-") for letter in DOUBLED.sub(r"\1", text)]
        found.update("".join(one).replace("-", "") for one in islice(product(*ways), LONGEST))
    return frozenset(found)


@lru_cache(maxsize=200_000)
def heard(latin: str) -> frozenset[str]:
    """The consonants of a spelling in Latin letters by class, doubled letters once, sh as one sound and as two: ishaq -> CK, SHK."""
    text = DOUBLED.sub(r"\1", re.sub("c(?=[eiy])", "s", latin))
    return frozenset("".join(SOUNDS.get(piece, "") for piece in cut.findall(text)) for cut in (SOUND, SINGLE))


def spells(latin: str, native: str) -> bool:
    """Whether a spelling has all the consonants of a word in Arabic or Hebrew letters and no others, and the long vowel at its end."""
    if (native[-1] in "یي" and latin[-1] not in "iyea") or (latin[-1] in "iy" and native[-1] not in "یيىهئי"):
        return False
    return not heard(latin).isdisjoint(skeletons(native))
