"""The letters of a word as units of sound: Hangul in its parts, kana with the small ones that go with them."""

import re
import unicodedata
from functools import lru_cache

KANA = re.compile(r".[ャュョァィゥェォヮ]?|.")
HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@lru_cache(maxsize=100_000)
def units(word: str, script: str) -> tuple[str, ...]:
    """강 -> ㄱ ㅏ ㅇ (as conjoining letters); ジョン -> ジョ ン; other scripts letter by letter."""
    if script in ("hangul", "korean"):
        return tuple(unicodedata.normalize("NFD", word))
    if script == "kana":
        return tuple(KANA.findall(word.translate(HIRAGANA)))
    return tuple(word)
