"""How alike two words are, and in what way."""

from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from matching.names.kana import short
from matching.names.slips import part_likeness, reads_otherwise, same_skeleton
from matching.names.sounds import reading_likeness
from matching.names.tables import Tables
from matching.names.words import Word

How = Literal["same", "meaning", "near", "short", "spelling", "sound", "reading", "initial", "joined", "acronym", "none"]
NOTHING: tuple[int, How] = (0, "none")
BEGINNINGS = ("ckq", "gj", "iyej", "uow", "vw", "sz", "ao", "eia")  # first letters that transcriptions of one name may have
OTHER_FORM = 92  # likeness of two spellings of one personal name
LETTER = 66  # likeness of a word and its first letter, as in "M. V. Lomonosov"
SLIPS = 4  # letters that two slips take away or bring in at most
TWICE = 6  # letters of a word that two slips leave recognisable
VOWELLESS = ("arabic", "hebrew")  # scripts in which one letter more or less is mostly another word
SKELETON = 88  # likeness of a word in Arabic letters and a spelling with all its consonants
KNOWN = 34  # decibans: a word commoner than this is a word of its own, not a misspelling of another


@lru_cache(maxsize=1_000_000)
def similar(a: Word, b: Word, tables: Tables) -> tuple[int, How]:
    """Likeness 0-100 of two words and how it came about; symmetric."""
    if a.role != b.role:
        return _other_role(a, b)
    if _unlike(a, b, tables):
        return NOTHING
    if a.script == b.script == "han":
        return (100, "same") if a.native == b.native and a.forms == b.forms else NOTHING
    if _same_form(a, b, tables):
        return _form(a, b)
    if a.role != "word":
        return NOTHING
    if likeness := _meaning(a, b):
        return likeness, "meaning"
    if a.native or b.native:
        return _foreign(a, b, tables)
    if not a.senses and not b.senses:
        return part_likeness(a, b, tables)
    if near := _near(a, b, tables):
        return near, "near"
    return max(_short(a, b), _spelling(a, b), _sounding(a, b))


def _unlike(a: Word, b: Word, tables: Tables) -> bool:
    """Seen at a glance that two Latin words are neither forms, nor short forms, nor slips, nor translations of each other."""
    if a.native or b.native or a.sound == b.sound or a.text[:3] == b.text[:3]:
        return False
    sizes = len(a.text), len(b.text)
    if abs(sizes[0] - sizes[1]) <= 2 and (a.letters ^ b.letters).bit_count() <= (SLIPS if max(sizes) >= TWICE else SLIPS // 2):
        return False
    if a.text in b.forms or b.text in a.forms or len(a.text) == 1 or len(b.text) == 1:
        return False
    if not a.senses or not b.senses:
        return True
    return len(a.senses) == len(b.senses) == 1 and a.senses[0] != b.senses[0] and (a.senses[0], b.senses[0]) not in tables.near


def _same_form(a: Word, b: Word, tables: Tables) -> bool:
    """One is a spelling of the other; two that only share a third (Wang, Wong, Huang) are not, nor two of one Korean spelling."""
    if a.script == b.script and a.script in ("korean", "hangul"):
        return a.native == b.native
    if bool(a.native) != bool(b.native) and not (a.senses or b.senses):
        native, latin = (a, b) if a.native else (b, a)  # the romanisations of both sides may meet where the names do not
        return not native.forms.isdisjoint((latin.text, *tables.name_forms.get(latin.text, ())))
    if a.native or b.native:
        return not a.forms.isdisjoint(b.forms)
    return a.text in b.forms or b.text in a.forms


def _form(a: Word, b: Word) -> tuple[int, How]:
    if bool(a.native) != bool(b.native):
        return 100, "reading"
    return (100, "same") if a.text == b.text or a.senses else (OTHER_FORM, "sound")


def _other_role(a: Word, b: Word) -> tuple[int, How]:
    """Le is a particle in Jean Le Goff and the family name of Le Minh: the same word all the same."""
    if a.text == b.text and {a.role, b.role} == {"word", "particle"}:
        return 100, "same"
    return _initial(a, b)


def _initial(a: Word, b: Word) -> tuple[int, How]:
    one, other = (a, b) if a.role == "initial" else (b, a)
    if one.role != "initial" or other.role != "word":
        return NOTHING
    spellings = other.forms if other.native else (other.text,)
    return (80, "initial") if any(form.startswith(one.text) for form in spellings) else NOTHING


def _meaning(a: Word, b: Word) -> int:
    """The same English word; the less usual a translation it is, the less sure."""
    if not a.senses or not b.senses:
        return 0
    if a.senses[0] == b.senses[0]:
        return 100
    ranks = [a.senses.index(sense) + b.senses.index(sense) for sense in a.senses if sense in b.senses]
    return max(80, 100 - 4 * min(ranks)) if ranks else 0


def _near(a: Word, b: Word, tables: Tables) -> int:
    near = tables.near
    if len(a.senses) == len(b.senses) == 1:
        return near.get((a.senses[0], b.senses[0]), 0)
    return max((near.get((x, y), 0) for x in a.senses for y in b.senses), default=0)


def _short(a: Word, b: Word) -> tuple[int, How]:
    """One is the other cut short: univ / university, technol / technology."""
    short, long = (a.text, b.text) if len(a.text) <= len(b.text) else (b.text, a.text)
    if len(short) == 1 and len(long) >= 3 and long.startswith(short):
        return LETTER, "short"
    if len(short) >= 3 and len(long) - len(short) >= 2 and long.startswith(short):
        return (88 if len(short) >= 4 else 76), "short"
    return NOTHING


def _spelling(a: Word, b: Word) -> tuple[int, How]:
    """A slip of one or two letters in a word long enough for it; every slip changes which letters there are by two at most."""
    if (a.letters ^ b.letters).bit_count() > SLIPS or abs(len(a.text) - len(b.text)) > 2:
        return NOTHING
    size = max(len(a.text), len(b.text))
    if size < 3 or (a.place and b.place) or (a.bits < KNOWN and b.bits < KNOWN and a.senses):
        return NOTHING
    distance = OSA.distance(a.text, b.text, score_cutoff=2)
    if distance == 1 and min(len(a.text), len(b.text)) >= 3:
        likeness = 95 if size >= 8 else 91 if size >= 6 else 86 if size >= 4 else 74
    elif distance == 2 and size >= TWICE:
        likeness = 86 if size >= 10 else 78 if size >= 8 else 66
    else:
        return NOTHING
    return likeness - (5 if a.text[0] != b.text[0] else 0), "spelling"


def _sounding(a: Word, b: Word) -> tuple[int, How]:
    """The same consonants with other vowels, as transcriptions of one name have them: mohammed / muhammad."""
    if len(a.sound) < 3 or a.sound != b.sound or not _begin_alike(a.text, b.text) or (a.place and b.place):
        return NOTHING
    sizes = len(a.text), len(b.text)
    if min(sizes) < 4 or OSA.distance(a.text, b.text) > max(sizes) * 2 // 5:
        return NOTHING
    return (0, "none") if a.bits < KNOWN and b.bits < KNOWN and a.senses else (82, "sound")


def _begin_alike(one: str, other: str) -> bool:
    return one[0] == other[0] or any(one[0] in letters and other[0] in letters for letters in BEGINNINGS)


def _foreign(a: Word, b: Word, tables: Tables) -> tuple[int, How]:
    if a.native and b.native and a.script == b.script:
        return _same_script(a, b)
    native, other = (a, b) if a.native else (b, a)
    if native.senses or other.native:
        return NOTHING
    if native.script in ("han", "kana") and short(other.text) in native.forms:
        return 100, "reading"
    if native.place and other.place:
        return NOTHING
    if not other.senses and reads_otherwise(native, other, tables):
        return NOTHING
    likeness = reading_likeness(native, other, tables)
    return max(likeness, SKELETON) if same_skeleton(native, other) else likeness, "reading"


def _same_script(a: Word, b: Word) -> tuple[int, How]:
    """Misspellings in an alphabet or in syllables; another Han character is another word, and so is another syllable of a Korean name."""
    size = max(len(a.native), len(b.native))
    if a.script in ("han", "korean") or size < 4 or a.senses or b.senses:
        return NOTHING
    if OSA.distance(a.native, b.native, score_cutoff=1) != 1:
        return NOTHING
    if sorted(a.native) == sorted(b.native):
        return 90, "spelling"
    least = 7 if a.script in VOWELLESS else 6
    return (90 if size >= 8 else 84, "spelling") if size >= least else NOTHING
