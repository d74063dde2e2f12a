"""The keys a word of a registry's name is filed under, and those a written word is looked up by.

A key is an English word where the tables know what the word means ("universidad", 大学 -> university), else the word itself.
"""

from collections.abc import Iterator
from functools import lru_cache

from matching.names.han import family
from matching.names.kana import is_kana
from matching.names.legal import strip_glued
from matching.names.letters import senses_of
from matching.names.readings import joined, native_readings
from matching.names.segments import segment
from matching.names.stems import stem
from matching.names.tables import Tables
from matching.names.words import Word, organisation_word
from matching.scripts import main_script, runs

MEANT, ALSO_MEANT = 1.0, 0.92  # likeness of the usual and of another meaning of a word
SPACELESS = ("han", "kana", "hangul")
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
    bare, _ = strip_glued(text, tables)
    return tuple(dict.fromkeys(tuple(words) for words, _ in native_readings(bare, "organisation", tables)))


@lru_cache(maxsize=200_000)
def own_keys(text: str, tables: Tables) -> tuple[str, ...]:
    """The keys of one folded word of a registry's name, in order: what `looked_up` finds it by, without its romanisations."""
    if is_latin(text):
        key = own_key(text, tables)
        return (key,) if key else ()
    bare, _ = strip_glued(text, tables)
    return tuple(key for script, run in joined(runs(bare)) for key in _run_keys(script, run, tables))


def _run_keys(script: str, run: str, tables: Tables) -> Iterator[str]:
    if script in ("latin", ""):
        yield from (key for key in (own_key(run, tables),) if key)
    elif script in SPACELESS:
        language = "japanese" if any(map(is_kana, run)) else "chinese"
        known = tables.meanings["hangul"] if script == "hangul" else tables.stretches[language]
        for part, is_known in segment(run if script == "hangul" else family(run, tables.forms), known):
            means = known[part] if is_known else None
            yield from (part.lstrip("0") or "0",) if part.isdigit() else (part,) if means is None else (group[0] for group in means)
    else:
        means = senses_of(run, script, tables.meanings.get(script, {}))
        yield from (stem(run, script),) if means is None else (group[0] for group in means)


def looked_up(word: Word) -> dict[str, float]:
    """Keys a word of another script may be found under -> likeness: its meanings, its own letters, its usual romanisations."""
    if word.role == "number" or not word.native:
        return {word.text: 1.0, **dict.fromkeys(word.senses, ALSO_MEANT)}
    found = {stem(word.native, word.script): 1.0}
    if word.senses:
        return found | {sense: MEANT if place == 0 else ALSO_MEANT for place, sense in enumerate(word.senses)}
    return found | {form: SPELLED for form in sorted(word.forms) if form.isascii()}
