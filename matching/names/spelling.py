"""A written name made ready for comparison: legal form apart, words with their roles, readings of other scripts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from matching.names.legal import strip_glued, strip_mended, unglue
from matching.names.readings import native_readings
from matching.names.slips import initials_of
from matching.names.syllables import NAMES_TOO, joined_parts
from matching.names.tables import Tables
from matching.names.words import Word, organisation_word, person_word
from matching.normalise import LONGEST, fold, words_of
from matching.scripts import main_script
from sources.model import Name

LAST_CAPITALS = re.compile(r"(?<=\w[ ,])\s?([A-Z]{2,3})$")  # Choi WL
ABD = re.compile(r"^(?:abd|abdal|abdel|abdul|abdol|abdur|abdus|abdu)$")
ABD_START = re.compile(r"^abd(?:al|el|ul|ol|ur|us|u)?(?=[b-df-hj-np-tv-z]..)")
TORN = re.compile(
    r"(?<=\d)(?=[^\W\d_]{3})(?!nd\b|rd\b|th\b)|(?<=[^\W\d_]{3})(?=\d)"
)  # between a number and a word written as one: 103arsenal
MOST_WORDS = 24
MOST_INITIALS = 4  # parts of a name whose initials are looked at


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """One way to read one written name.

    `words` in order, without legal forms; `legal`: classes of the forms taken off; `joined`: the Latin letters run
    together; `native`: the letters of a script other than Latin run together, one form of each Han character;
    `capitals`: first letters of all words; `runs`: two or three words written as one -> where they stand; `bits`: rarity of
    all words in decibans; `places`: words that name a place; `initials`: first letters of a person's name as publications may print
    them, also of the syllables of a part and with the first part last: dsl for Do-sook Lee, xhn for Nguyen Xuan Hien.
    """

    name: str
    words: tuple[Word, ...]
    legal: frozenset[str]
    joined: str
    native: str
    capitals: str
    runs: Mapping[str, tuple[int, ...]]
    bits: int
    places: tuple[Word, ...]
    initials: frozenset[str] = frozenset()


ACRONYM_BEHIND = re.compile(r"^(.{4,}?)\s*[(（]([A-Z][A-Z0-9&/-]{1,9})[)）]\.?$")


def organisation_spellings(name: Name, tables: Tables) -> list[Spelling]:
    """All readings of an organisation's name, the likeliest first; empty when no letter or digit is left.

    An acronym in brackets behind the name is a name of its own: the name is read without it, and the acronym alone.
    """
    text = name.text[:LONGEST]
    behind = ACRONYM_BEHIND.match(text.strip())
    if behind is None or fold(behind[2]) in tables.places:
        return _organisation_spellings(name, text, tables)
    return [spelling for part in behind.groups() for spelling in _organisation_spellings(name, part, tables)]


def _organisation_spellings(name: Name, text: str, tables: Tables) -> list[Spelling]:
    folded, legal = strip_glued(fold(unglue(text, tables)), tables)
    if main_script(folded) not in ("latin", ""):
        return [_spelling(name, words, legal, native) for words, native in native_readings(folded, "organisation", tables)]
    texts, more = strip_mended(words_of(TORN.sub(" ", folded)), tables)
    texts = texts[:MOST_WORDS]
    telling = [text for text in texts if text not in tables.weak]
    kept = telling if any(text not in tables.trade for text in telling) else texts
    words = [organisation_word(text, tables) for text in kept]
    return [_spelling(name, words, legal | more, "")] if words else []


def _spelling(name: Name, words: Sequence[Word], legal: frozenset[str], native: str) -> Spelling:
    kept = tuple(words[:MOST_WORDS])
    texts = [word.text for word in kept]
    capitals = "".join(text[0] for text in texts)
    places = tuple(word for word in kept if word.place)
    return Spelling(name.text, kept, legal, "".join(texts), native, capitals, _runs(kept), sum(word.bits for word in kept), places)


def _runs(words: tuple[Word, ...]) -> dict[str, tuple[int, ...]]:
    texts = [word.text if word.role == "word" and not (word.native and word.senses) else "" for word in words]
    found: dict[str, tuple[int, ...]] = {}
    for size in (3, 2):
        for start in range(len(words) - size + 1):
            if all(run := texts[start : start + size]):
                found["".join(run)] = tuple(range(start, start + size))
    return found


def person_spellings(name: Name, tables: Tables) -> list[Spelling]:
    """All readings of a person's name, the likeliest first; empty when no letter is left."""
    text = name.text[:LONGEST]
    folded = fold(text)
    if main_script(folded) not in ("latin", ""):
        return [_spelling(name, words, frozenset(), native) for words, native in native_readings(folded, "person", tables)]
    readings = [text]
    if LAST_CAPITALS.search(text.strip()) and not text.isupper():
        readings.insert(0, LAST_CAPITALS.sub(lambda m: " " + " ".join(m[1]), text.strip()))
    found = []
    for reading in readings:
        joined, pairs = joined_parts(fold(reading.replace(".", " ")), tables)
        texts = _parts(words_of(_given_first(joined)), tables)
        texts = [part for part in texts if not part.isdigit()]
        words = [_person_word(texts, i, pairs, tables) for i in range(len(texts))]
        if words:
            found.append(replace(_spelling(name, words, frozenset(), ""), initials=_initials(words, tables)))
    return found


def _given_first(folded: str) -> str:
    """rodriguez larios, esteban -> esteban rodriguez larios: parts as they are said, so that neighbours may join."""
    family, _, given = folded.partition(",")
    return f"{given} {family}" if given.strip() and "," not in given else folded


def _initials(words: Sequence[Word], tables: Tables) -> frozenset[str]:
    if len(words) > MOST_INITIALS:
        return frozenset()
    ways = [sorted(initials_of(word, tables)) or [word.text[0]] for word in words]
    found = {"".join(way) for order in (ways, [*ways[1:], *ways[:1]]) for way in product(*order)}
    return frozenset(one for one in found if len(one) > 2)


def _person_word(texts: list[str], position: int, pairs: Mapping[str, tuple[str, str]], tables: Tables) -> Word:
    """A particle stands between names or before one: at the end it is a name itself, and so are Ben and Le at the beginning."""
    text = texts[position]
    is_name = text in tables.particles and (position == len(texts) - 1 or (position == 0 and text in NAMES_TOO))
    return person_word(text, tables, is_name, pairs.get(text, ()))


def _parts(texts: list[str], tables: Tables) -> list[str]:
    """Titles out; abd al rahman, abdul rahman, abdurrahman -> one part."""
    texts = [text for text in texts if text not in tables.titles] or texts
    parts: list[str] = []
    waiting = False
    for text in texts[:MOST_WORDS]:
        if waiting and text in ("al", "el", "ul", "ur", "ar", "as"):
            continue
        if ABD.match(text):
            waiting = True
        elif waiting:
            parts.append("abd" + text)
            waiting = False
        else:
            parts.append(ABD_START.sub("abd", text))
    return parts + (["abd"] if waiting else [])


def spellings(name: Name, kind: str, tables: Tables) -> list[Spelling]:
    """Readings of a name as the name of a person or of an organisation (vessels and aircraft compare like organisations)."""
    return person_spellings(name, tables) if kind == "person" else organisation_spellings(name, tables)
