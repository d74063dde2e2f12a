"""What one comparison of two spellings amounts to: one question, one small function; the weights make points of it.

Every function takes an Alignment and gives (amount, facts) or None when it has nothing to say. Amounts are plain numbers:
decibans of rarity, hundredths, or counts; data/reference/names/weights.toml says how many points a unit is worth.
"""

from collections.abc import Callable, Mapping

from matching.names.align import Alignment, Link
from matching.names.similar import KNOWN, How
from matching.names.spelling import Spelling
from matching.names.words import Word

MOST_SHARED = 80  # decibans
TELLING = 45  # decibans that one rare word has
STRAYING = {"hebrew": 0.5, "arabic": 0.5}  # share of unlikeness that counts in scripts that leave the vowels open
MOST_FIELDS = 3  # more words of fields left over say no more
SQUARED = 20  # what the square of unlikeness is divided by, so that it counts like the plain one at a fifth
LOOSE, LONG = ("spelling", "sound", "short"), 8
SURE = 6  # letters of an acronym that few other names have by chance
Facts = Mapping[str, str | tuple[Word, ...] | tuple[Link, ...]]
Finding = tuple[float, Facts]
Feature = Callable[[Alignment], Finding | None]


def _bits(words: tuple[Word, ...]) -> int:
    return sum(word.bits for word in words)


def prior(_: Alignment) -> Finding:
    """Before anything is looked at: two names brought together by a search are mostly not the same one's."""
    return 1, {}


def same_name(alignment: Alignment) -> Finding | None:
    """The names are written alike, but for case, marks, width, order and legal form."""
    a, b = alignment.a, alignment.b
    if bool(a.native) != bool(b.native):
        return None
    if a.native == b.native if a.native else a.joined == b.joined:
        return 1, {}
    whole = not alignment.only_left and not alignment.only_right
    return (1, {}) if whole and all(link.how == "same" for link in alignment.links) else None


def shared_words(alignment: Alignment) -> Finding | None:
    """Words both names have, weighed by how rare they are (decibans; more than MOST_SHARED say no more)."""
    return (min(_linked(alignment), MOST_SHARED), {"words": alignment.links}) if alignment.links else None


def little_shared(alignment: Alignment) -> Finding | None:
    """What both names have are common words only (decibans they fall short of TELLING): Trading and Trading say nothing."""
    lacking = TELLING - _linked(alignment)
    return (lacking, {"words": alignment.links}) if alignment.links and lacking > 0 else None


def covered(alignment: Alignment) -> Finding | None:
    """How much of both names the shared words make up, by rarity (hundredths)."""
    linked = _linked(alignment)
    total = linked + (_bits(alignment.only_left) + _bits(alignment.only_right)) / 2
    return (100 * linked / total, {"percent": str(round(100 * linked / total))}) if total else None


def _linked(alignment: Alignment) -> int:
    return sum(link.bits for link in alignment.links)


def words_left_over(alignment: Alignment) -> Finding | None:
    """How many words only one name has, whichever it is (number of words)."""
    words = alignment.only_left + alignment.only_right
    return (len(words), {"words": words}) if words else None


def respelled(alignment: Alignment) -> Finding | None:
    """Shared words that are spelled differently (hundredths of unlikeness, summed)."""
    return _unlike(alignment, ("spelling", "sound", "joined", "short"))


def transcribed(alignment: Alignment) -> Finding | None:
    """Words of another script, by how unusual their spelling in Latin letters is (hundredths of unlikeness, summed)."""
    found = _unlike(alignment, ("reading",))
    scripts = {word.script for name in (alignment.a, alignment.b) for word in name.words if word.native}
    return found and (found[0] * min((STRAYING.get(script, 1.0) for script in scripts), default=1.0), found[1])


def across_scripts(alignment: Alignment) -> Finding | None:
    """One name is in Latin letters, the other is not, and words are left over: a translation that half fits (words, at most three)."""
    left_over = min(len(alignment.only_left) + len(alignment.only_right), 3)
    return (left_over, {}) if left_over and bool(alignment.a.native) != bool(alignment.b.native) else None


def translated(alignment: Alignment) -> Finding | None:
    """Words that mean the same but are not each other's usual translation (hundredths of unlikeness, summed)."""
    return _unlike(alignment, ("meaning", "near"))


def loosest(alignment: Alignment) -> Finding | None:
    """The shared word that is spelled least alike (hundredths of unlikeness)."""
    links = [link for link in alignment.links if link.how in ("spelling", "sound") and link.likeness < 99]
    if not links:
        return None
    worst = min(links, key=lambda link: (link.likeness, link.left))
    return 100 - worst.likeness, {"pairs": (worst,)}


def _unlike(alignment: Alignment, ways: tuple[How, ...]) -> Finding | None:
    changed = tuple(link for link in alignment.links if link.how in ways and link.likeness < 99)
    return (sum(100 - link.likeness for link in changed), {"pairs": changed}) if changed else None


def acronym_alone(alignment: Alignment) -> Finding | None:
    """Nothing but an acronym agrees with the first letters of the other name (letters it is shorter than SURE)."""
    if not alignment.links or any(link.how != "acronym" for link in alignment.links):
        return None
    lacking = SURE - max(max(len(link.left), len(link.right)) for link in alignment.links)
    return (lacking, {"pairs": alignment.links}) if lacking > 0 else None


def numbers_differ(alignment: Alignment) -> Finding | None:
    """Both names have a number, and not the same."""
    left = tuple(w for w in alignment.only_left if w.role == "number")
    right = tuple(w for w in alignment.only_right if w.role == "number")
    if (left and right) or ((left or right) and any(_has_number(alignment, link) for link in alignment.links)):
        return 1, {"left": left, "right": right}
    return None


def _has_number(alignment: Alignment, link: Link) -> bool:
    return any(alignment.a.words[i].role == "number" for i in link.left)


def number_missing(alignment: Alignment) -> Finding | None:
    """One name has a number, the other none."""
    left = tuple(w for w in alignment.only_left if w.role == "number")
    right = tuple(w for w in alignment.only_right if w.role == "number")
    if bool(left) == bool(right) or any(_has_number(alignment, link) for link in alignment.links):
        return None
    return 1, {"number": left or right}


def places_differ(alignment: Alignment) -> Finding | None:
    """Each name has a place, and not the same."""
    left = tuple(w for w in alignment.only_left if w.place)
    right = tuple(w for w in alignment.only_right if w.place)
    return (1, {"left": left, "right": right}) if left and right else None


def place_missing(alignment: Alignment) -> Finding | None:
    """One name has a place, the other none in its stead."""
    left = tuple(w for w in alignment.only_left if w.place)
    right = tuple(w for w in alignment.only_right if w.place)
    return (1, {"place": left or right}) if bool(left) != bool(right) else None


def kinds_differ(alignment: Alignment) -> Finding | None:
    """Each name says what kind of body it is, and not the same: a bank, a hospital (number of such words)."""
    left, right = _types(alignment.only_left), _types(alignment.only_right)
    return (min(len(left), len(right)), {"left": left, "right": right}) if left and right else None


def kind_missing(alignment: Alignment) -> Finding | None:
    """Only one name says it is a hospital, a laboratory, a branch … (number of such words)."""
    left, right = _types(alignment.only_left), _types(alignment.only_right)
    more = left if len(left) > len(right) else right
    return (abs(len(left) - len(right)), {"words": more}) if len(left) != len(right) else None


def _types(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.type)


def fields_differ(alignment: Alignment) -> Finding | None:
    """Each name says in what field the body works, and not the same (number of such words)."""
    left, right = _fields(alignment.only_left), _fields(alignment.only_right)
    return (min(len(left), len(right)), {"left": left, "right": right}) if left and right else None


def field_missing(alignment: Alignment) -> Finding | None:
    """Only one name says in what field the body works: a medical university, a university (number of such words)."""
    left, right = _fields(alignment.only_left), _fields(alignment.only_right)
    more = left if len(left) > len(right) else right
    return (min(abs(len(left) - len(right)), MOST_FIELDS), {"words": more}) if len(left) != len(right) else None


def _fields(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.domain)


def direction_missing(alignment: Alignment) -> Finding | None:
    """A word that says which of several it is stands in one name only: East, Northern, Central."""
    words = tuple(word for word in alignment.only_left + alignment.only_right if word.direction)
    return (1, {"words": words}) if words else None


def ill_transcribed(alignment: Alignment) -> Finding | None:
    """The word of another script that its spelling in Latin letters fits least (hundredths of unlikeness, squared: strays weigh more)."""
    links = [link for link in alignment.links if link.how == "reading" and link.likeness < 99]
    if not links:
        return None
    worst = min(links, key=lambda link: (link.likeness, link.left))
    return (100 - worst.likeness) ** 2 / SQUARED, {"pairs": (worst,)}


def short_and_loose(alignment: Alignment) -> Finding | None:
    """No rare word is shared to the letter, and the one most alike is short (letters it is shorter than LONG)."""
    rare = [link for link in alignment.links if link.bits >= KNOWN]
    if not rare or any(link.how not in LOOSE or link.likeness >= 99 for link in rare):
        return None
    best = max(rare, key=lambda link: (link.likeness, link.left))
    lacking = LONG - min(_length(alignment.a, best.left), _length(alignment.b, best.right))
    return (lacking, {"pairs": (best,)}) if lacking > 0 else None


def _length(spelling: Spelling, places: tuple[int, ...]) -> int:
    return sum(len(spelling.words[i].text) for i in places)


def legal_forms_differ(alignment: Alignment) -> Finding | None:
    """Both names state a legal form, and not the same."""
    a, b = alignment.a.legal, alignment.b.legal
    return (1, {"left": ", ".join(sorted(a)), "right": ", ".join(sorted(b))}) if a and b and not a & b else None


ORGANISATION: tuple[Feature, ...] = (
    prior,
    same_name,
    shared_words,
    little_shared,
    covered,
    words_left_over,
    respelled,
    transcribed,
    across_scripts,
    translated,
    loosest,
    acronym_alone,
    numbers_differ,
    number_missing,
    places_differ,
    place_missing,
    kinds_differ,
    kind_missing,
    fields_differ,
    field_missing,
    direction_missing,
    ill_transcribed,
    short_and_loose,
    legal_forms_differ,
)
