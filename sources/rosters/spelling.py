"""How headers, sheet names and choices are compared: width, case, spaces and punctuation do not count."""

import re
import unicodedata
from functools import lru_cache

LOOSE = re.compile(r"[\s_\-‐-―・/／:：.。,，、*※()（）\[\]【】「」'’]+")


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """NFKC, case-folded, without spaces and punctuation. A text of nothing but those keeps itself."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return LOOSE.sub("", wide) or wide.strip()


def words(text: str) -> list[str]:
    """The Latin words of a text in lower case."""
    return re.findall(r"[a-z]+", unicodedata.normalize("NFKC", text).casefold())
