"""Words without the endings of their grammar, so that forms of one word meet."""

from functools import lru_cache

ENDINGS = """ского скому ским скими ских ская ское ские ский ской ськийи ського ський ська ське цкий цького цький
ное ная ные ный ной ных ного ному ною ні ний ність ости ость ством ство ства
ого ому его ему ыми ими ых их ый ий ой ая яя ое ее ые ие ую ою ій їй ія ії ию ия ии
ами ями ам ям ах ях ов ев ів ей ом ем а я о е и і ы у ю ь ъ й"""
CYRILLIC_ENDINGS = sorted(ENDINGS.split(), key=lambda ending: (-len(ending), ending))
ARABIC_STARTS = ("وال", "بال", "كال", "فال", "لل", "ال")


@lru_cache(maxsize=200_000)
def stem(word: str, script: str) -> str:
    """университета, университет -> университет; الجامعة -> جامعة; sciences -> science. At least four letters stay (Arabic: two)."""
    if script == "cyrillic":
        for ending in CYRILLIC_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 4:
                return word[: -len(ending)]
    elif script == "arabic":
        for start in ARABIC_STARTS:
            if word.startswith(start) and len(word) - len(start) >= 2:
                return word[len(start) :]
    elif script == "latin" and len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return word
