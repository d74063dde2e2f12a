"""Words of alphabets (Cyrillic, Greek, Arabic, Hebrew and all others) in Latin letters."""

from collections.abc import Mapping

from anyascii import anyascii

from matching.names.native import meaning, number, spelled
from matching.names.sounds import likeliest
from matching.names.stems import stem
from matching.names.tables import Meaning, Tables
from matching.names.words import Word
from matching.normalise import words_of

PREFIX = 5  # letters a word must share with a listed stem to be a form of it
LONGEST_ENDING = 6


def letter_words(run: str, script: str, kind: str, tables: Tables) -> list[Word]:
    """The words of one run, in order; articles and particles that carry nothing are left out."""
    found = []
    for text in words_of(run):
        senses = None if kind == "person" else senses_of(text, script, tables.meanings.get(script, {}))
        if senses is not None:
            found += meaning(text, script, senses, tables)
        elif text.isdigit():
            found.append(number(text))
        else:
            root = stem(text, script) if script == "arabic" else text
            found.append(spelled(text, script, likeliest(root, script, tables) or _plain(root)))
    return found


def senses_of(text: str, script: str, known: Mapping[str, Meaning]) -> Meaning | None:
    """What a word means: as it is, without its ending or article, or as a longer form of a listed stem."""
    root = stem(text, script)
    for form in (text, root, root.removeprefix("و") if len(root) > 4 else root):
        if form in known:
            return known[form]
    if script == "cyrillic":
        for size in range(len(text) - 1, max(PREFIX, len(text) - LONGEST_ENDING) - 1, -1):
            if text[:size] in known:
                return known[text[:size]]
    return None


def _plain(text: str) -> list[str]:
    return ["".join(c for c in anyascii(text).lower() if c.isalpha()) or text]
