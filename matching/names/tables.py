"""The released tables a comparison reads: frozen, passed in, their checksum part of the ruleset."""

from collections.abc import Mapping
from dataclasses import dataclass

# English words a word of another language stands for: groups that all belong to it, in each the words that may be used.
Meaning = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Points of one feature for one kind: points a unit of its amount, and the least and most it can give."""

    unit: float
    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Han:
    """One character: the representative of its family of forms and its readings, all in plain Latin letters or Hangul."""

    family: str
    pinyin: tuple[str, ...]
    korean: tuple[str, ...]
    japanese: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Tables:
    """Everything a score depends on besides the pair. Two are the same only when they are one object, so caches may be keyed by it.

    `legal`: words of a legal form, parted by spaces -> its class. `glued`: legal forms of scripts without spaces, longest
    first. `organisation_words`, `person_words`: word -> decibans of rarity; `unseen`: the same for a word they lack.
    `name_forms`: a personal name -> its other spellings and short forms.
    `syllables`: language -> syllable in Latin letters -> its other spellings.
    `inside`: words that are legal forms wherever they stand. `trade`: words of firms that tell little.
    `types`: words that say what kind of body it is; `fields`: in what field it works; `directions`: which of several it
    is. `stretches`: chinese | japanese -> stretch of Han -> its Meaning, or None
    for a name of a place or family.
    `meanings`: script -> word, stem or stretch -> Meaning, () for one that carries nothing. `near`: (word, word) -> likeness 0-100.
    `sounds`: script -> letters -> Latin letters -> cost in decibans. `japanese`: table name -> written -> readings.
    `forms`: Han character -> the one that stands for all its forms. `weights`: kind -> feature -> Weight; `fixed`: features
    whose weight is set by hand. `scores`: score 0-1 of each sum of points from `lowest_sum` on; `threshold`: least of a hit;
    `least_told`: least sum of points that a search tells of.
    `population`: kind -> how many others a namesake is looked for among.
    """

    legal: Mapping[str, str]
    glued: tuple[str, ...]
    inside: frozenset[str]
    weak: frozenset[str]
    trade: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    types: frozenset[str]
    fields: frozenset[str]
    directions: frozenset[str]
    long_family: frozenset[str]
    numbers: Mapping[str, str]
    name_forms: Mapping[str, tuple[str, ...]]
    syllables: Mapping[str, Mapping[str, tuple[str, ...]]]
    organisation_words: Mapping[str, int]
    person_words: Mapping[str, int]
    unseen: int
    meanings: Mapping[str, Mapping[str, Meaning]]
    stretches: Mapping[str, Mapping[str, Meaning | None]]
    near: Mapping[tuple[str, str], int]
    places: frozenset[str]
    forms: Mapping[str, str]
    han: Mapping[str, Han]
    japanese: Mapping[str, Mapping[str, tuple[str, ...]]]
    sounds: Mapping[str, Mapping[str, Mapping[str, int]]]
    weights: Mapping[str, Mapping[str, Weight]]
    fixed: frozenset[str]
    scores: tuple[float, ...]
    lowest_sum: int
    threshold: float
    least_told: int
    population: Mapping[str, int]
    namesakes: tuple[tuple[int, float], ...]
    sha256: str
