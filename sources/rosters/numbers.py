"""Identifiers as people paste them -> the form the registries use. None means: this is not such an identifier."""

import re
import unicodedata

_ROR = re.compile(r"(?:(?:https?://)?(?:www\.)?ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})/?", re.IGNORECASE)
_ORCID = re.compile(r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])/?", re.IGNORECASE)
_RESEARCHMAP = re.compile(r"(?:(?:https?://)?(?:www\.)?researchmap\.jp/)?([A-Za-z0-9_\-.]{3,64})/?")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def ror(text: str) -> str | None:
    """https://ror.org/0xxxxxxnn, its check digits verified (ISO 7064 MOD 97-10 over the Crockford base-32 number)."""
    found = _ROR.fullmatch(_plain(text))
    if not found:
        return None
    name = found[1].lower()
    number = 0
    for letter in name[1:7]:
        number = number * 32 + _CROCKFORD.index(letter)
    return f"https://ror.org/{name}" if 98 - (number * 100) % 97 == int(name[7:]) else None


def orcid(text: str) -> str | None:
    """0000-0000-0000-000X, its check character verified (ISO 7064 MOD 11-2)."""
    found = _ORCID.fullmatch(_plain(text))
    if not found:
        return None
    digits = "".join(found.groups()).upper()
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join(found.groups()).upper() if digits[15] == ("X" if check == 10 else str(check)) else None


def corporate_number(text: str) -> str | None:
    """法人番号: 13 digits of which the first is the check digit over the other twelve."""
    digits = re.sub(r"[\s\-]", "", _plain(text))
    if not re.fullmatch(r"\d{13}", digits):
        return None
    weighted = sum(int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits[1:])))
    return digits if int(digits[0]) == 9 - weighted % 9 else None


def erad(text: str) -> str | None:
    """e-Rad researcher number, eight digits; zeros that a spreadsheet took from the front are put back."""
    digits = _plain(text)
    return digits.zfill(8) if re.fullmatch(r"\d{5,8}", digits) else None


def researchmap(text: str) -> str | None:
    """The permalink, without the address before it."""
    found = _RESEARCHMAP.fullmatch(_plain(text))
    return found[1] if found else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
