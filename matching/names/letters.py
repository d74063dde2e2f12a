"""Words of alphabets (Cyrillic, Greek, Arabic, Hebrew and all others) in Latin letters."""

from anyascii import anyascii

from matching.names.native import meaning, spelled
from matching.names.stems import stem
from matching.names.tables import Tables
from matching.names.words import NUMBER_BITS, Word
from matching.normalise import words_of


def letter_words(run: str, script: str, kind: str, tables: Tables) -> list[Word]:
    """The words of one run, in order; articles and particles that carry nothing are left out."""
    found = []
    for text in words_of(run):
        root = stem(text, script)
        table = tables.meanings.get(script, {})
        senses = table.get(text) or table.get(root)
        if kind != "person" and senses is not None:
            if senses != ("",):
                found.append(meaning(text, script, senses, tables))
        elif text.isdigit():
            found.append(Word(text.lstrip("0") or "0", NUMBER_BITS, "number", frozenset((text.lstrip("0") or "0",)), frozenset(), ""))
        else:
            found.append(spelled(text, script, _forms(root if script == "arabic" else text)))
    return found


def _forms(text: str) -> list[str]:
    plain = "".join(c for c in anyascii(text).lower() if c.isalpha()) or text
    return [plain]
