"""How values are shown to people: nothing invisible, nothing turned round, nothing that runs on for pages."""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from flows.messages import Language
from flows.results.rows import Row, Texts

# Controls, marks that turn text round, zero-width characters, half characters. Joiners (U+200C, U+200D) are
# spelling in Persian and Indic scripts and stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_WITHOUT_SPACES = "\u2e80"  # from here on Unicode holds kana, han, hangul …
_ALPHABETIC = rf"[^\W\d_{_WITHOUT_SPACES}-\U0010ffff]"
_WEB = re.compile(r"https?://[^\s\"'<>]+")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def visible(value: object, limit: int = 1_000) -> str:
    """The value as text in which every unseen character is written out ([U+202E]); cut to `limit`, saying of how many."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    kept = f"{text[:limit]}… ({limit:,} / {len(text):,})" if len(text) > limit else text
    return _UNSEEN.sub(lambda unseen: f"[U+{ord(unseen[0]):04X}]", kept)


def isolated(value: object) -> Markup:
    """The value for a page, kept from turning round the text beside it."""
    return Markup("<bdi>{}</bdi>").format(visible(value))


def linked(address: object) -> Markup:
    """The address as a link where it is one of the web, else as plain text."""
    text = visible(address)
    if text == address and _WEB.fullmatch(text):
        return Markup('<a class="address" href="{0}" rel="noopener noreferrer external">{0}</a>').format(text)
    return isolated(text)


def in_css(text: str) -> Markup:
    """Text for a string in a style sheet: all but ASCII letters and figures as escapes, so nothing can end the string."""
    plain = html.unescape(text)
    return Markup("".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in plain))  # noqa: S704 - escaped here


def short(digest: object) -> str:
    """The first twelve figures of a checksum, enough to tell editions apart on paper."""
    return visible(digest)[:12]


def own(language: Language) -> Callable[[Row, str], str]:
    """The column of a row in the page's language, or in the other where that is all there is."""
    other = {"ja": "en", "en": "ja"}[language]
    return lambda row, column: visible(row[f"{column}_{language}"] or row[f"{column}_{other}"])


def counted(texts: Texts, language: Language) -> Callable[[str, int], str]:
    """`results.count.<noun>` with its number: "1 case", "2 cases"."""
    return lambda noun, count: texts(f"results.count.{noun}.{'one' if count == 1 else 'other'}", language, {"n": f"{count:,}"})


def dated(texts: Texts, language: Language) -> Callable[[str], str]:
    """A whole ISO day as people write it; a partial or other date as it stands."""

    def day(text: str) -> str:
        found = _ISO_DAY.match(text or "")
        if not found or not 1 <= int(found[2]) <= 12:
            return visible(text)
        month = texts("results.months", language, {}).split()[int(found[2]) - 1]
        return texts("results.day", language, {"year": found[1], "month": month, "day": int(found[3])})

    return day


def odds(texts: Texts, language: Language) -> Callable[[float], str]:
    """A chance as "about 1 in n", n to two figures; above a half in words."""

    def say(chance: float) -> str:
        if not chance > 1e-9:
            return texts("results.odds_tiny", language, {})
        if chance > 0.5:
            return texts("results.odds_half", language, {})
        n = 1 / chance
        figures = max(len(str(int(n))) - 2, 0)
        return texts("results.odds", language, {"n": f"{round(n / 10**figures) * 10**figures:,}"})

    return say


def percent(texts: Texts, language: Language) -> Callable[[float], str]:
    """A share as whole percent, rounded down: 99.9 % is not 100 %."""
    return lambda share: texts("results.percent", language, {"n": int(share * 100 + 1e-9)})


def nameless(names: Iterable[str]) -> Callable[[str, str], str]:
    """A function that puts `instead` where one of the names stands in a text, however its parts are spaced or ordered.

    A name in an alphabet counts as a whole word only ("Li" is not in "listing"); scripts without spaces have no such edge.
    """
    split = {tuple(name.split()) for name in names if len("".join(name.split())) > 1}
    groups: defaultdict[tuple[bool, bool], set[str]] = defaultdict(set)
    for parts in split | {tuple(reversed(parts)) for parts in split}:
        edges = (parts[0][0] < _WITHOUT_SPACES, parts[-1][-1] < _WITHOUT_SPACES)
        groups[edges].add(r"[\s・･,，.]*".join(re.escape(part) for part in parts))
    spelled = "|".join(_whole(*edges, patterns) for edges, patterns in sorted(groups.items()))
    pattern = re.compile(spelled) if spelled else None
    return lambda text, instead: pattern.sub(lambda _: instead, text) if pattern else text


def _whole(starts: bool, ends: bool, patterns: Iterable[str]) -> str:
    longest_first = "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))
    return f"{rf'(?<!{_ALPHABETIC})' if starts else ''}(?i:{longest_first}){rf'(?!{_ALPHABETIC})' if ends else ''}"


def facts_shown(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts for a sentence: numbers as they are, text with nothing unseen in it."""
    return {name: visible(value) if isinstance(value, str) else value for name, value in facts.items()}
