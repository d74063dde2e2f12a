"""When two entities of different sources bear the same organisation name, closely enough to be called one body."""

import re

from matching.names.legal import strip_glued, strip_words
from matching.names.tables import Tables
from matching.names.words import organisation_word
from matching.normalise import fold, words_of

SMALL_WORDS = frozenset(("the", "of", "and", "for", "in", "de", "la", "du", "des", "und", "der", "a", "at", "named", "after"))
COMMON_BITS = 22
BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def link_key(text: str, tables: Tables) -> tuple[str, int, bool]:
    """The words that carry the name, in order; how much they tell together (decibans); whether one is a common word of
    organisations. Spelling, case, small words, legal forms and a bracket at the end make no difference; words do.
    """
    bare = BEHIND.sub("", text) or text
    folded, forms = strip_glued(fold(bare), tables)
    words, more = strip_words(words_of(folded), tables)
    told = [word for word in words if word not in SMALL_WORDS]
    bits = [organisation_word(word, tables).bits for word in told]
    is_named_so = bool(forms or more) or any(one <= COMMON_BITS and len(word) > 3 for word, one in zip(told, bits, strict=True))
    return " ".join(told), sum(bits), is_named_so
