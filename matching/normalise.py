"""One text to comparable text: width, case, marks and evasions taken away, what distinguishes names kept."""

import re
import unicodedata
from functools import lru_cache

from matching.scripts import script_of

LONGEST = 512  # characters of a name that are looked at; longer ones are refused by the readers
LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ə": "a", "ŋ": "ng", "ß": "ss", "ё": "е"}
)
# Letters of other scripts that look like a Latin one, for words that mix scripts.
LOOKALIKES = str.maketrans("аеорсхукмтнвіјѕԁһԛԝαβεικνορτυχγ", "aeopcxykmthbijsdhqwabeikvoptuxy")
APOSTROPHES = re.compile(r"['’‘`´ʼʻʿʾ′ʹʺ״׳]")
MARKED = ("latin", "greek", "cyrillic")
CONTROLS = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n\r\v\f"}
FORMAT = ("Cf", "Cc", "Co", "Cs")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """NFKC and lower case, without invisible characters, accents, vowel points and look-alike letters of other scripts.

    Marks that make another letter (kana voicing, Indic vowels, Cyrillic й) stay. Total: any string gives a string.
    """
    text = text[:LONGEST]
    if text.isascii():
        return " ".join(APOSTROPHES.sub("", text.lower().translate(CONTROLS)).split())
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if c in "\t\n\r\v\f" else c for c in text if unicodedata.category(c) not in FORMAT or c in "\t\n\r\v\f")
    text = unicodedata.normalize("NFKC", text.casefold())
    text = APOSTROPHES.sub("", _without_marks(text)).translate(LETTERS)
    return " ".join(_one_script(word) for word in text.split())


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    out: list[str] = []
    script = ""
    for c in text:
        if unicodedata.category(c) == "Mn":
            if script in (*MARKED, "arabic", "hebrew", "han", ""):
                continue
        else:
            script = script_of(c)
            if script in ("latin", "greek"):
                c = unicodedata.normalize("NFD", c)[0]
            elif c == "ـ":
                continue
        out.append(c)
    return "".join(out)


def _one_script(word: str) -> str:
    """A word that mixes Latin with look-alikes of Greek or Cyrillic is read as Latin."""
    if word.isascii():
        return word
    scripts = {script_of(c) for c in word}
    if "latin" in scripts and scripts & {"greek", "cyrillic"}:
        return word.translate(LOOKALIKES)
    return word


DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.\s?){2,}(?:[^\W\d_](?![^\W_]))?)")
SPLIT = re.compile(r"[^\w]+|_+")


def words_of(folded: str) -> list[str]:
    """Words of a folded text; dotted letters run together (a.b.c. -> abc), "&" is a word."""
    text = DOTTED.sub(lambda m: m[1].replace(".", "").replace(" ", "") + " ", folded)
    return [word for word in SPLIT.split(text.replace("&", " and ").replace("+", " ")) if word]


DIGITS_AS_LETTERS = str.maketrans("013459$@", "oieasgsa")


def letters_for_digits(word: str) -> str:
    """Digits written for letters inside a word (ig0r -> igor); a number stays a number."""
    if word.isdigit() or not any(c.isdigit() for c in word) or sum(c.isalpha() for c in word) < 2:
        return word
    return word.translate(DIGITS_AS_LETTERS)
