"""A word of another script as a Word: the meaning where the tables have one, spellings otherwise."""

from matching.names.tables import Tables
from matching.names.words import NUMBER_BITS, Word, number_of, sound

NAME_BITS = 40  # decibans of a romanised part: rare, as most names of places and persons are


def meaning(native: str, script: str, senses: tuple[str, ...], tables: Tables) -> Word:
    """A word the tables translate: it stands for any of its English words."""
    if len(senses) == 1 and (number := number_of(senses[0], tables, romans=False)):
        return Word(number, NUMBER_BITS, "number", frozenset((number,)), frozenset(), "")
    bits = min(tables.organisation_words.get(sense, tables.unseen) for sense in senses)
    return Word(
        senses[0],
        bits,
        "word",
        frozenset((native,)),
        frozenset(senses),
        "",
        place=bool(set(senses) & tables.places),
        native=native,
        script=script,
    )


def spelled(native: str, script: str, forms: list[str], bits: int = NAME_BITS) -> Word:
    """A word that is only spelled in Latin letters, in one or several ways, the likeliest first."""
    return Word(forms[0], bits, "word", frozenset((native, *forms)), frozenset(), sound(forms[0]), native=native, script=script)
