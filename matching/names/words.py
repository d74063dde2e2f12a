"""A word of a name as it is compared: its spellings, what it means in English, how rare it is."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from matching.names.stems import stem
from matching.names.syllables import is_syllable, romanisations
from matching.names.tables import Tables
from matching.normalise import letters_for_digits

Role = Literal["word", "number", "initial", "particle"]
NUMBER_BITS, PARTICLE_BITS, INITIAL_BITS, LETTER_BITS, WEAK_BITS, TRADE_BITS = 14, 2, 6, 8, 1, 26
ROMAN = re.compile(r"^(?=[ivx])(x{0,2})(ix|iv|v?i{0,3})$")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """`text` in Latin letters as compared; `bits`: rarity in decibans; `forms`: spellings that count as the same;
    `senses`: English words it stands for, the usual one first; `sound`: its consonants by class; `native`: the folded word of
    another script, `written`: that word as it stood; `domain`, `direction`: it says in what field the body works, or which of several it
    is; `pieces`: what a hyphen joins in it; `known`: a part of a person's name that is a name of its own; `letters`: the letters in it as
    bits, to tell soon how unlike two words are.
    """

    text: str
    bits: int
    role: Role
    forms: frozenset[str]
    senses: tuple[str, ...]
    sound: str
    place: bool = False
    type: bool = False
    native: str = ""
    script: str = "latin"
    written: str = ""
    domain: bool = False
    direction: bool = False
    pieces: tuple[str, ...] = ()
    known: bool = False
    letters: int = field(init=False)

    def __post_init__(self) -> None:
        found = 0
        for letter in self.text:
            found |= 1 << ord(letter) % 32
        object.__setattr__(self, "letters", found)


SOUNDS: tuple[tuple[str, str], ...] = (
    ("tsch", "C"), ("sch", "C"), ("tch", "C"), ("shch", "C"), ("sh", "C"), ("ch", "C"), ("zh", "C"), ("dzh", "C"), ("dj", "C"), ("dg", "C"),
    ("ph", "P"), ("th", "T"), ("dh", "T"), ("kh", "K"), ("gh", "K"), ("ck", "K"), ("ts", "S"), ("tz", "S"), ("x", "KS"), ("qu", "K"),
    ("b", "P"), ("p", "P"), ("f", "P"), ("v", "P"), ("w", "P"), ("t", "T"), ("d", "T"), ("k", "K"), ("g", "K"), ("q", "K"), ("c", "K"),
    ("s", "S"), ("z", "S"), ("j", "C"), ("m", "M"), ("n", "N"), ("l", "L"), ("r", "R"),
)  # fmt: skip
SOUND = dict(SOUNDS)
SOUND_PATTERN = re.compile("|".join(sorted(SOUND, key=lambda letters: (-len(letters), letters))))


@lru_cache(maxsize=300_000)
def sound(text: str) -> str:
    """The consonants of a word by class, doubled ones once: mohammed, muhammad -> MMT; george -> KRK."""
    soft = re.sub(r"c(?=[eiy])", "s", text)
    classes = "".join(SOUND[letters] for letters in SOUND_PATTERN.findall(soft))
    return re.sub(r"(.)\1+", r"\1", classes)


def roman(text: str) -> str:
    """xiv -> 14; "" for what is no Roman numeral up to thirty-nine."""
    if not text or not ROMAN.match(text):
        return ""
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in text]
    return str(sum(-v if v < max(values[i:]) else v for i, v in enumerate(values)))


def number_of(text: str, tables: Tables, *, romans: bool) -> str:
    """The number a word stands for: 007 -> 7, second -> 2, vii -> 7; "" for other words."""
    if text.isdigit():
        return text.lstrip("0") or "0"
    if text in tables.numbers:
        return tables.numbers[text]
    if match := re.match(r"^(\d+)(st|nd|rd|th)$", text):
        return match[1]
    return roman(text) if romans and text not in ("i", "v", "x") else ""


@lru_cache(maxsize=400_000)
def organisation_word(text: str, tables: Tables) -> Word:
    """A Latin word of an organisation's name."""
    if number := number_of(text, tables, romans=True):
        return Word(number, NUMBER_BITS, "number", frozenset((number,)), (), "")
    root = stem(text, "latin")
    senses = next(iter(tables.meanings["latin"].get(root, ())), (root,))
    bits = WEAK_BITS if text in tables.weak else LETTER_BITS if len(text) == 1 else rarity(text, root, senses, tables)
    is_place, is_type = bool({root, text, *senses} & tables.places), bool(tables.types.intersection(senses))
    domain, direction = not tables.fields.isdisjoint(senses), not tables.directions.isdisjoint(senses)
    forms = frozenset((text, root))
    return Word(text, bits, "word", forms, senses, sound(text), is_place, is_type, domain=domain, direction=direction)


def rarity(text: str, root: str, senses: tuple[str, ...], tables: Tables) -> int:
    """The commonest of a word's readings decides how much it tells."""
    known = tables.organisation_words
    bits = min(known.get(form, tables.unseen) for form in (text, root, *senses))
    return min(bits, TRADE_BITS) if text in tables.trade or root in tables.trade else bits


@lru_cache(maxsize=400_000)
def person_word(text: str, tables: Tables, is_name: bool = False, pieces: tuple[str, ...] = ()) -> Word:
    """A Latin part of a person's name; a single letter is an initial. `is_name`: though it looks like a particle.

    `pieces`: what a hyphen joins in it.
    """
    if text in tables.particles and not is_name:
        return Word(text, PARTICLE_BITS, "particle", frozenset((text,)), (), sound(text))
    text = letters_for_digits(text)
    if len(text) == 1:
        return Word(text, INITIAL_BITS, "initial", frozenset((text,)), (), "")
    forms = frozenset((text, *tables.name_forms.get(text, ()), *romanisations(text, tables)))
    known = text in tables.person_words or is_syllable(text, tables)
    return Word(text, tables.person_words.get(text, tables.unseen), "word", forms, (), sound(text), pieces=pieces, known=known)
