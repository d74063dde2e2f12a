"""Legal forms at both ends of an organisation's name, also where no space parts them; never down to a generic rest."""

import re

from matching.names.tables import Tables

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
    changed = True
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
    """Takes legal forms off both ends of a list of words. -> (rest, classes of the forms taken)."""
    found: set[str] = set()
    rest = list(words)
    while taken := _last(rest, tables) or _first(rest, tables):
        form, rest = taken
        found.add(tables.legal[form])
    return rest, frozenset(found)


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
