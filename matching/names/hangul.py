"""Korean names: known words first, the rest syllable by syllable in Latin letters."""

from matching.names.native import meaning, spelled
from matching.names.segments import segment
from matching.names.tables import Tables
from matching.names.words import Word
from matching.normalise import words_of

ONSETS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"]
VOWELS = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"]
CODAS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


def syllables(text: str) -> list[tuple[int, int, int]]:
    """Indices of onset, vowel and coda of each Hangul syllable."""
    return [((c - 0xAC00) // 588, (c - 0xAC00) % 588 // 28, (c - 0xAC00) % 28) for c in map(ord, text) if 0xAC00 <= c <= 0xD7A3]


def revised(text: str) -> str:
    """Revised Romanisation, syllable by syllable: 강호순 -> ganghosun."""
    return "".join(ONSETS[onset] + VOWELS[vowel] + CODAS[coda] for onset, vowel, coda in syllables(text))


def hangul_words(run: str, kind: str, tables: Tables) -> list[Word]:
    """The words of one run."""
    if kind == "person":
        return [spelled(text, "hangul", [revised(text) or text]) for text in words_of(run)]
    found = []
    for text in words_of(run):
        for part, senses in segment(text, tables.meanings.get("hangul", {})):
            if senses is None:
                found.append(spelled(part, "hangul", [revised(part) or part]))
            elif senses != ("",):
                found.append(meaning(part, "hangul", senses, tables))
    return found
