"""How alike two parts of persons' names in Latin letters are that are not spelled the same: a slip, another spelling, or another name.

Two parts that are both names of their own (many bear them, or they are plain syllables) are not each other's slip: Larsson and
Karlsson, Minho and Minhee. The rarer a part, the likelier a slip; which letters changed tells more than how many.
"""

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from matching.names.consonants import ENOUGH, spells
from matching.names.syllables import cuts, is_plain
from matching.names.tables import Tables
from matching.names.words import Word, sound

Way = Literal["spelling", "sound", "short", "none"]
OTHER: tuple[int, Way] = (0, "none")
FATHERS = ("ovich", "evich", "ovych", "evych", "ovna", "evna", "ivna", "ichna")  # endings of patronymics
CYRILLIC_FATHERS = ("ович", "евич", "овна", "евна", "івна", "ївна", "ична", "ыч")
RESPELLED, TRANSPOSED = 91, 90
# Endings that make family names of others, in several languages: what is before them tells one from another.
ENDING = re.compile(
    "(?:sson|son|sen|berg|gren|[qk]vist|strom|stroem|lund|dahl|mann|stein|feld|bach|enko|chuk|skyi|skiy|sky|ski|ska|zadeh|pour|nejad|nia|oglu|shvili"
    "|yan|ian|poulos|poulou|idis|akis|ard|and|a[uy]d)$"
)
# Letters that transcriptions and languages write for one sound; first those of several letters.
SAME_SOUND = {
    "dzh": "i", "sch": "s", "tch": "c", "ph": "f", "th": "t", "dh": "d", "kh": "h", "gh": "g", "ck": "k", "cz": "c", "sz": "s", "sh": "s",
    "ch": "c", "zh": "i", "dj": "i", "ou": "u", "oo": "u", "ee": "i", "iy": "i", "ij": "i", "ii": "i", "ae": "a", "oe": "o", "ue": "u",
    "ey": "ei", "y": "i", "j": "i", "w": "v", "q": "k", "x": "ks", "tz": "s", "z": "s",
}  # fmt: skip
SOUNDS = re.compile("|".join(SAME_SOUND))
LONG_VOWELS = re.compile("ou|oo")
VOWELS = re.compile("[aeiou]")
GLIDES = re.compile("(?<=[ae])u")
NASALS = re.compile("M(?=P)|N(?=[TK])")
DOUBLED = re.compile(r"(.)\1+")


def part_likeness(a: Word, b: Word, tables: Tables) -> tuple[int, Way]:
    """Likeness 0-100 and the way; symmetric. Forms that the tables know and other romanisations have been looked at before."""
    one, other = sorted((a.text, b.text), key=lambda text: (len(text), text))
    if len(one) < 3:
        return OTHER
    if _transposed(one, other, tables):
        return TRANSPOSED, "spelling"
    if is_plain(one, tables) and is_plain(other, tables):
        return (RESPELLED, "spelling") if len(one) > 3 and _plain_key(one) == _plain_key(other) else OTHER
    if _key(one) == _key(other):
        return RESPELLED, "spelling"
    names = [text in tables.person_words or is_plain(text, tables) for text in (one, other)]
    if one in tables.person_words and other in tables.person_words:
        return OTHER
    if (ending := ENDING.search(one)) and other.endswith(ending[0]):
        return _slip(one.removesuffix(ending[0]), other.removesuffix(ending[0]))
    strict = max(_cut_short(one, other, tables), _slip(one, other), _other_vowels(a, b))
    return strict if names[0] == names[1] else max(strict, _misspelt(one, other))


def reads_otherwise(native: Word, other: Word, tables: Tables) -> bool:
    """The spelling cannot be one of the part in another script: other consonants, a father's name against none, other syllables.

    Parts of Chinese, Japanese and Korean names have been looked for among the spellings of their characters before.
    """
    if native.script == "arabic":
        return not spells(other.text, native.native)
    if native.script == "cyrillic":
        return native.native.endswith(CYRILLIC_FATHERS) != other.text.endswith(FATHERS) or _end_otherwise(native.text, other.text)
    if native.script == "greek":
        return _greek(other.text) not in {_greek(form) for form in native.forms if form.isascii()}
    if native.script == "korean":
        return any(language == "korean" for language, _ in cuts(other.text, tables))
    return native.script == "han" and is_plain(other.text, tables)


def _greek(latin: str) -> str:
    """The consonants of a spelling of a Greek name: mp is b, nt d, gk g, and the u of eu and au a v."""
    return DOUBLED.sub(r"\1", NASALS.sub("", sound(GLIDES.sub("v", latin))))


def _end_otherwise(one: str, other: str) -> bool:
    """Both have an ending that makes family names, and not the same: panchuk, panchenko."""
    endings = [found and _key(found[0]) for found in (ENDING.search(one), ENDING.search(other))]
    return all(endings) and endings[0] != endings[1]


def same_skeleton(native: Word, other: Word) -> bool:
    """A spelling with all the consonants of a part in Arabic or Hebrew letters, and enough of them."""
    if (
        native.script not in ("arabic", "hebrew")
        or other.senses
        or len(other.sound) < ENOUGH
        or len(other.text) > 2 * len(native.native) + 2
    ):
        return False
    return spells(other.text, native.native)


def _transposed(one: str, other: str, tables: Tables) -> bool:
    """Two neighbouring letters changed places; in a short part only if that made what is no name: Alan / Aaln, not Lian / Lina."""
    if len(one) != len(other) or one[0] != other[0] or sorted(one) != sorted(other) or OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    return len(one) >= 5 or (len(one) == 4 and any(text not in tables.person_words and not is_plain(text, tables) for text in (one, other)))


@lru_cache(maxsize=200_000)
def _key(text: str) -> str:
    return DOUBLED.sub(r"\1", SOUNDS.sub(lambda match: SAME_SOUND[match[0]], text))


@lru_cache(maxsize=200_000)
def _plain_key(text: str) -> str:
    return DOUBLED.sub(r"\1", LONG_VOWELS.sub("u", text.replace("ee", "i")))


def _cut_short(one: str, other: str, tables: Tables) -> tuple[int, Way]:
    """A name that breaks off and is none itself: aleksan, juare."""
    if (
        not other.startswith(one)
        or len(one) < 4
        or one in tables.person_words
        or (other not in tables.person_words and len(other) > len(one) + 1)
    ):
        return OTHER
    if len(other) == len(one) + 1:
        return (84, "spelling") if len(other) >= 6 else OTHER
    return (88, "short") if not is_plain(one, tables) else OTHER


def _misspelt(one: str, other: str) -> tuple[int, Way]:
    """One of the two is no name that is known, and a slip or two away from one that is: most likely it is that one, misspelt."""
    size = len(other)
    distance = OSA.distance(one, other, score_cutoff=2)
    if distance == 1 and size >= 4:
        return 90 if size >= 7 else 86 if size >= 5 else 80, "spelling"
    return (80, "spelling") if distance == 2 and size >= 8 else OTHER


def _slip(one: str, other: str) -> tuple[int, Way]:
    """One letter more, fewer or another in a long part; at its ends that mostly makes another name."""
    distance = OSA.distance(one, other, score_cutoff=1)
    size = len(other)
    if distance != 1 or size < 6:
        return OTHER
    return 90 if size >= 8 else 84 if one[0] == other[0] and one[-1] == other[-1] else 76, "spelling"


def _other_vowels(a: Word, b: Word) -> tuple[int, Way]:
    """The same consonants with other vowels, as transcriptions of one name have them."""
    sizes = sorted((len(a.text), len(b.text)))
    if len(a.sound) < 3 or sizes[0] < 5 or a.text[0] != b.text[0]:
        return OTHER
    if VOWELS.sub("", _key(a.text)) != VOWELS.sub("", _key(b.text)):
        return OTHER
    return (82, "sound") if OSA.distance(a.text, b.text) <= sizes[1] * 2 // 5 else OTHER


def initials_of(part: Word, tables: Tables) -> frozenset[str]:
    """First letters of the pieces of a part, or of its syllables for each way to cut it: jeanpierre -> jp, minjun -> mj."""
    if part.role != "word" or part.native:
        return frozenset()
    ways = [part.pieces] if part.pieces else [syllables for _, syllables in cuts(part.text, tables) if len(syllables) > 1]
    return frozenset("".join(piece[0] for piece in pieces) for pieces in ways)
