"""Numbers that carry their own check: whether they can be what they say they are."""

import re

_WEIGHTS = (1, 2)


def is_corporate_number(text: str) -> bool:
    """A Japanese corporate number (法人番号): 13 digits, the first the check digit over the other twelve, weights 1 and 2."""
    if not re.fullmatch(r"[0-9]{13}", text):
        return False
    total = sum(int(digit) * _WEIGHTS[place % 2] for place, digit in enumerate(reversed(text[1:])))
    return int(text[0]) == 9 - total % 9


def is_lei(text: str) -> bool:
    """A Legal Entity Identifier: 18 letters or digits and two check digits (ISO 17442, ISO 7064 modulo 97-10)."""
    return bool(re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", text)) and int("".join(str(int(letter, 36)) for letter in text)) % 97 == 1
