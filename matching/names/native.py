"""A word of another script as a Word: the meaning where the tables have one, spellings otherwise. The same word is the same object."""

from collections.abc import Sequence
from functools import lru_cache

from matching.names.tables import Meaning, Tables
from matching.names.words import NUMBER_BITS, Word, sound

NAME_BITS = 40  # decibans of a romanised part: rare, as most names of places and persons are


def meaning(native: str, script: str, means: Meaning, tables: Tables, written: str = "") -> list[Word]:
    """A word the tables translate: one Word for each group of its meaning, standing for any English word of the group."""
    return [_group(native, script, senses, tables, written or native) for senses in means]


@lru_cache(maxsize=100_000)
def _group(native: str, script: str, senses: tuple[str, ...], tables: Tables, written: str) -> Word:
    if digits := next((sense for sense in senses if sense.isdigit()), ""):
        return number(digits)
    bits = min(tables.organisation_words.get(sense, tables.unseen) for sense in senses)
    forms = frozenset((f"{native}:{senses[0]}",))
    is_place, is_type = bool(tables.places.intersection(senses)), bool(tables.types.intersection(senses))
    domain, direction = not tables.fields.isdisjoint(senses), not tables.directions.isdisjoint(senses)
    return Word(senses[0], bits, "word", forms, senses, "", is_place, is_type, native, script, written, domain=domain, direction=direction)


@lru_cache(maxsize=10_000)
def number(digits: str) -> Word:
    """A number, whatever letters stood around it."""
    value = digits.lstrip("0") or "0"
    return Word(value, NUMBER_BITS, "number", frozenset((value,)), (), "")


def spelled(native: str, script: str, forms: Sequence[str], written: str = "", *, place: bool = False) -> Word:
    """A word that is only spelled in Latin letters, in one or several ways, the likeliest first."""
    return _spelled(native, script, tuple(forms), written or native, place)


@lru_cache(maxsize=100_000)
def _spelled(native: str, script: str, forms: tuple[str, ...], written: str, place: bool) -> Word:
    known = frozenset((native, *forms))
    return Word(forms[0], NAME_BITS, "word", known, (), sound(forms[0]), place, native=native, script=script, written=written)
