"""Which script a letter belongs to, and the runs of one script in a text."""

from functools import cache
from itertools import groupby
from typing import Literal

Script = Literal["latin", "cyrillic", "greek", "arabic", "hebrew", "han", "kana", "hangul", "other", ""]

RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0250, 0x02FF, "latin"),
    (0x0370, 0x03FF, "greek"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0590, 0x05FF, "hebrew"),
    (0x0600, 0x077F, "arabic"),
    (0x08A0, 0x08FF, "arabic"),
    (0x1100, 0x11FF, "hangul"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, "greek"),
    (0x3005, 0x3007, "han"),
    (0x3041, 0x30FF, "kana"),
    (0x3130, 0x318F, "hangul"),
    (0x31F0, 0x31FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xF900, 0xFAFF, "han"),
    (0x20000, 0x323AF, "han"),
)


@cache
def script_of(letter: str) -> Script:
    """The script of one character; "" for digits, punctuation and space."""
    if not letter.isalpha() and letter not in "々〆〇ー":
        return ""
    code = ord(letter)
    return next((script for low, high, script in RANGES if low <= code <= high), "other")


def runs(text: str) -> list[tuple[Script, str]]:
    """Runs of one script, in order; characters of no script stay with the run before them."""
    found: list[tuple[Script, str]] = []
    for script, letters in groupby(text, script_of):
        part = "".join(letters)
        if script == "" and found:
            found[-1] = (found[-1][0], found[-1][1] + part)
        elif found and found[-1][0] in ("", script):
            found[-1] = (script, found[-1][1] + part)
        else:
            found.append((script, part))
    return found


def main_script(text: str) -> Script:
    """The script most letters of the text are in; kana beside Han makes the text Japanese, reported as kana."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else ""
    counts: dict[Script, int] = {}
    for letter in text:
        if script := script_of(letter):
            counts[script] = counts.get(script, 0) + 1
    if not counts:
        return ""
    if "kana" in counts and "han" in counts:
        return "kana"
    return max(counts, key=lambda script: (counts[script], script))
