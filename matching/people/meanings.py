"""The keys a word of a registry's name is filed under, and those a written word is looked up by.

A key is an English word where the tables know what the word means ("universidad", 大学 -> university), else the word itself.
"""

from functools import lru_cache

from matching.names.readings import native_readings
from matching.names.stems import stem
from matching.names.tables import Tables
from matching.names.words import Word, organisation_word
from matching.scripts import main_script

MEANT, ALSO_MEANT = 1.0, 0.92  # likeness of the usual and of another meaning of a word
SPELLED = 0.9  # of a word and a usual romanisation of it


@lru_cache(maxsize=400_000)
def own_key(text: str, tables: Tables) -> str:
    """The key of a folded Latin word; "" for small words that tell nothing."""
    if text in tables.weak:
        return ""
    word = organisation_word(text, tables)
    return word.senses[0] if word.senses else word.text


def is_latin(text: str) -> bool:
    return text.isascii() or main_script(text) in ("latin", "")


@lru_cache(maxsize=200_000)
def native_words(text: str, tables: Tables) -> tuple[tuple[Word, ...], ...]:
    """Readings of a folded word (or run without spaces) of another script, the likeliest first."""
    return tuple(dict.fromkeys(tuple(words) for words, _ in native_readings(text, "organisation", tables)))


def own_keys(text: str, tables: Tables) -> list[str]:
    """The keys of one folded word of a registry's name, in order."""
    if is_latin(text):
        return [key for key in (own_key(text, tables),) if key]
    readings = native_words(text, tables)
    return [native_key(word) for word in readings[0]] if readings else []


def native_key(word: Word) -> str:
    """The meaning of a word of another script, else its letters without their ending."""
    if word.role == "number" or not word.native:
        return word.text
    return word.senses[0] if word.senses else stem(word.native, word.script)


def looked_up(word: Word) -> dict[str, float]:
    """Keys a word of another script may be found under -> likeness: its meanings, its own letters, its usual romanisations."""
    if word.role == "number" or not word.native:
        return {word.text: 1.0, **dict.fromkeys(word.senses, ALSO_MEANT)}
    found = {stem(word.native, word.script): 1.0}
    if word.senses:
        return found | {sense: MEANT if place == 0 else ALSO_MEANT for place, sense in enumerate(word.senses)}
    return found | {form: SPELLED for form in sorted(word.forms) if form.isascii()}
