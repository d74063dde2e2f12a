"""How headers, sheet names and choices are compared: width, case, spaces and punctuation do not count."""

import re
import unicodedata

LOOSE = re.compile(r"[\s_\-‐-―・/／:：.。,，、*※()（）\[\]【】「」'’]+")


def fold(text: str) -> str:
    """NFKC, case-folded, without spaces and punctuation. A text of nothing but those keeps itself."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return LOOSE.sub("", wide) or wide.strip()


def words(text: str) -> list[str]:
    """The Latin words of a text in lower case."""
    return re.findall(r"[a-z]+", unicodedata.normalize("NFKC", text).casefold())
