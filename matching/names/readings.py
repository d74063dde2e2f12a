"""Names in scripts other than Latin: split into words, each with what it means and how it may be spelled in Latin letters."""

from matching.names.han import han_readings
from matching.names.hangul import hangul_words
from matching.names.letters import letter_words
from matching.names.tables import Tables
from matching.names.words import Word, organisation_word, person_word
from matching.normalise import words_of
from matching.scripts import Script, runs


def native_readings(folded: str, kind: str, tables: Tables) -> list[tuple[list[Word], str]]:
    """Alternative readings of a folded text: (words, the letters of the text run together). At most eight."""
    found: list[tuple[list[Word], str]] = [([], "")]
    for script, run in joined(runs(folded)):
        parts = _run_readings(script, run, kind, tables)
        found = [(words + more, native + letters) for words, native in found for more, letters in parts][:8]
    return [(words, native) for words, native in found if words]


def joined(parts: list[tuple[Script, str]]) -> list[tuple[Script, str]]:
    """Han and kana beside each other are one Japanese run."""
    out: list[tuple[Script, str]] = []
    for script, run in parts:
        if out and {script, out[-1][0]} <= {"han", "kana"}:
            out[-1] = ("kana", out[-1][1] + run)
        else:
            out.append((script, run))
    return out


def _run_readings(script: Script, run: str, kind: str, tables: Tables) -> list[tuple[list[Word], str]]:
    if script in ("han", "kana"):
        return han_readings(run, kind, tables)
    if script == "hangul":
        return [(hangul_words(run, kind, tables), "".join(words_of(run)))]
    if script in ("latin", ""):
        word = person_word if kind == "person" else organisation_word
        kept = [text for text in words_of(run) if text not in tables.weak]
        return [([word(text, tables) for text in kept], "".join(kept))]
    return [(letter_words(run, script, kind, tables), "".join(words_of(run)))]
