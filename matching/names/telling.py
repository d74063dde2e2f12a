"""Values of evidence as text."""

from matching.names.align import Alignment, Link
from matching.names.words import Word


def told(value: object, alignment: Alignment) -> str:
    """A text as it is; words and links as they are written in the names."""
    if isinstance(value, tuple):
        return (
            ", ".join(_one(part, alignment) for part in value)
            if value and isinstance(value[0], Link)
            else " ".join(_one(p, alignment) for p in value)
        )
    return _one(value, alignment)


def _one(value: object, alignment: Alignment) -> str:
    if isinstance(value, Word):
        return value.written or value.text
    if isinstance(value, Link):
        left = " ".join(_one(alignment.a.words[i], alignment) for i in value.left)
        right = " ".join(_one(alignment.b.words[i], alignment) for i in value.right)
        return left if left == right else f"{left} / {right}"
    return str(value)
