"""When two entities of different sources bear the same organisation name, closely enough to be called one body."""

import re

from matching.names.legal import strip_glued, strip_words
from matching.names.tables import Tables
from matching.names.words import organisation_word
from matching.normalise import fold, words_of

SMALL_WORDS = frozenset(("the", "of", "and", "for", "in", "de", "la", "du", "des", "und", "der", "a", "at", "named", "after"))
COMMON_BITS, SHORT = 22, 3
TELLING, RARE = 60, 33  # decibans of a whole name, or of one word in it, below which a name links nothing
BEHIND = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def link_key(text: str, tables: Tables) -> tuple[str, int, bool]:
    """The words that carry the name, in order; how much they tell together (decibans, 0 for too little); whether one is a common word of
    organisations. Case, small words, legal forms, forms of a word and a bracket at the end make no difference; words do.
    """
    bare = BEHIND.sub("", text) or text
    folded, forms = strip_glued(fold(bare), tables)
    words, more = strip_words(words_of(folded), tables)
    told = [organisation_word(word, tables) for word in words if word not in SMALL_WORDS]
    is_named_so = bool(forms or more) or any(word.bits <= COMMON_BITS and len(word.text) > SHORT for word in told)
    bits = sum(word.bits for word in told)
    tells = bits >= TELLING or any(word.bits >= RARE for word in told)
    return " ".join(min(word.senses, default=word.text) for word in told), bits if tells else 0, is_named_so
