"""A written affiliation cut into segments and words; nothing is known here of any registry."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from matching.normalise import APOSTROPHES, fold

LONGEST = 2_000  # characters of an affiliation that are looked at
MOST_WORDS = 160
NOISE = re.compile(r"<[^<>]{1,40}>|#TAB#|https?://\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.\s?){1,}[^\W\d_]\.?(?![^\W_])")
# UniversityDepartment, UniversityUSA, University1-21, 2Department, as cut tables leave them.
GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z][a-z]{3})|(?<=[a-zß-ÿ]{4})(?=[A-Z]{2}|[0-9])|(?<=[0-9])(?=[A-Z][A-Za-z]{2})")
TOKEN = re.compile(r"[^\W_]+|[,;:()\[\]{}/\n\r\t|•·、，；：（）–—―\"“”«»]|\.(?=\s|$)|\s-\s|-(?=\s)|[&+]")
SPLITS = frozenset(',;:()[]{}/\n\r\t|•·、，；：（）–—―"“”«»')
SHORT_WORD = 6  # letters of a word a dot behind which rather shortens it than ends a sentence


class Piece(NamedTuple):
    """One word: `text` folded, `raw` as written, `segment` counted from 0, `is_cut`: a dot stands behind it."""

    text: str
    raw: str
    segment: int
    is_cut: bool


@lru_cache(maxsize=200_000)
def _folded(raw: str) -> str:
    return raw.lower() if raw.isascii() else fold(raw)  # a word of plain letters folds to its small ones


def pieces(affiliation: str) -> list[Piece]:
    """All words in order. Commas, brackets, dashes with spaces and full stops behind whole words part segments."""
    found: list[Piece] = []
    segment = 0
    for part in TOKEN.findall(plain(affiliation)):
        if part == ".":
            if found and found[-1].segment == segment:
                last = found[-1]
                if len(last.text) >= SHORT_WORD or last.text.isdigit():
                    segment += 1
                found[-1] = Piece(last.text, last.raw, last.segment, True)
        elif part in SPLITS or part.strip() == "-":
            segment += bool(found) and found[-1].segment == segment
        elif text := "and" if part in "&+" else _folded(part):
            found.append(Piece(text, part, segment, False))
            if len(found) == MOST_WORDS:
                break
    return found


def named_in(affiliation: str) -> tuple[str, ...]:
    """The affiliation as a whole, then its segments of two words and more, or one of a script without spaces: what may be a name."""
    segments: dict[int, list[str]] = {}
    for piece in pieces(affiliation):
        segments.setdefault(piece.segment, []).append(piece.raw)
    texts = [" ".join(words) for words in segments.values() if len(words) > 1 or (not words[0].isascii() and len(words[0]) > 3)]
    return tuple(dict.fromkeys([affiliation, *texts])) if len(segments) > 1 else (affiliation,)


def plain(affiliation: str) -> str:
    """Without mark-up, addresses of the web and mail, apostrophes; dotted letters run together."""
    text = affiliation[:LONGEST]
    if "&" in text or "<" in text or "#" in text or "@" in text or "http" in text:
        text = NOISE.sub(" , ", html.unescape(text))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = APOSTROPHES.sub("", text)
    if "." in text:
        text = DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", text)
    return GLUED.sub(" ", text)
