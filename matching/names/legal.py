"""Legal forms at both ends of an organisation's name, also where no space parts them; never down to a generic rest."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from matching.names.tables import Tables

SHORTEST_MENDED, LONG = 5, 9  # letters of a word of a legal form in which one slip, or two, are mended
LONGEST = 9  # words of the longest legal form
GLUED_CAPITALS = re.compile(r"([a-zß-ÿ])([A-Z]{2,4})\b")


def unglue(raw: str, tables: Tables) -> str:
    """SiemensAG -> Siemens AG, when the capitals are a legal form."""

    def part(match: re.Match[str]) -> str:
        return f"{match[1]} {match[2]}" if match[2].lower() in tables.legal else match[0]

    return GLUED_CAPITALS.sub(part, raw)


def strip_glued(folded: str, tables: Tables) -> tuple[str, frozenset[str]]:
    """Takes 株式会社, 有限公司, 주식회사 … off both ends of a folded text. -> (rest, classes of the forms taken)."""
    found: set[str] = set()
    rest = folded.strip()
    changed = not rest.isascii() or "(" in rest  # no form glued to a name is written in Latin letters alone
    while changed:
        changed = False
        for form in tables.glued:
            trimmed = rest.strip(" ・·,.、()")
            for left in (trimmed.removeprefix(form), trimmed.removesuffix(form)):
                if left != trimmed and left.strip(" ・·,.、()"):
                    rest, changed = left.strip(), True
                    found.add(tables.legal[form])
                    break
    return rest, frozenset(found)


def strip_words(words: list[str], tables: Tables) -> tuple[list[str], frozenset[str]]:
    """Takes legal forms off both ends of a list of words, clear ones wherever they stand. -> (rest, classes of the forms taken)."""
    found = {tables.legal[word] for word in words if word in tables.inside and word in tables.legal}
    rest = [word for word in words if word not in tables.inside] if found else list(words)
    if not _tells(rest, tables):
        found, rest = set(), list(words)
    while taken := _last(rest, tables) or _first(rest, tables):
        form, rest = taken
        found.add(tables.legal[form])
    return rest, frozenset(found)


def strip_mended(words: list[str], tables: Tables) -> tuple[list[str], frozenset[str]]:
    """strip_words, also where words of the form have a slip or are written as one, or stand partly at the other end."""
    rest, forms = _strip_parted(words, tables)
    mended = [part for word in words for part in _mended(word, tables)]
    if mended != words:
        shorter, more = _strip_parted(mended, tables)
        if len(mended) - len(shorter) > len(words) - len(rest):
            rest, forms = shorter, more
    return rest, forms


def _strip_parted(words: list[str], tables: Tables) -> tuple[list[str], frozenset[str]]:
    """strip_words, the longest form first that begins at the end of the name and ends at its beginning."""
    for size in range(min(LONGEST, len(words) - 1), 2, -1):
        for behind in range(1, size):
            form, middle = " ".join(words[-behind:] + words[: size - behind]), words[size - behind : -behind]
            if form in tables.legal and _tells(middle, tables):
                rest, forms = strip_words(middle, tables)
                return rest, forms | {tables.legal[form]}
    return strip_words(words, tables)


@lru_cache(maxsize=16)
def _form_words(tables: Tables) -> tuple[str, ...]:
    return tuple(sorted({word for form in tables.legal for word in form.split() if word.isascii() and len(word) >= SHORTEST_MENDED}))


@lru_cache(maxsize=200_000)
def _mended(word: str, tables: Tables) -> tuple[str, ...]:
    """compani -> company; liabilitycompany -> liability company; a word anybody knows stays."""
    known = _form_words(tables)
    if len(word) < SHORTEST_MENDED or not word.isascii() or word in known or word in tables.organisation_words or word in tables.places:
        return (word,)
    for form in known:
        size = len(form)
        if len(word) - size >= (2 if size > SHORTEST_MENDED else SHORTEST_MENDED):
            if word.startswith(form):
                return (form, word[size:])
            if word.endswith(form) and size > SHORTEST_MENDED:
                return (word[:-size], form)
    best = extractOne(word, known, scorer=OSA.distance, score_cutoff=1 if len(word) < LONG else 2)
    return (word if best is None else best[0],)


def _last(words: list[str], tables: Tables) -> tuple[str, list[str]] | None:
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        form = " ".join(words[-size:])
        if form in tables.legal and _tells(words[:-size], tables):
            return form, words[:-size]
    return None


def _first(words: list[str], tables: Tables) -> tuple[str, list[str]] | None:
    for size in range(min(LONGEST, len(words) - 1), 0, -1):
        form = " ".join(words[:size])
        if form in tables.legal and _tells(words[size:], tables):
            return form, words[size:]
    return None


def _tells(rest: list[str], tables: Tables) -> bool:
    """Whether a name is left: a word that is no number, no weak word and no legal form itself."""
    return any(not w.isdigit() and w not in tables.weak and w not in tables.legal for w in rest)
