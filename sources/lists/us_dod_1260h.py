"""Section 1260H list (US Department of Defense, now of War): "Chinese military companies" operating in the United States.

Being listed: since 2026 the department makes no contract with a listed company, and from 2027 none for its goods; other
agencies and universities take it as a warning. No asset is frozen and no export forbidden by this list alone.

Caveats: published as a notice in the Federal Register, read here as its plain text. A paragraph for each company, acronyms
and former names in brackets, subsidiaries after "(and two subsidiaries: A, B)": each of them is an entity of its own, with
a note. A notice ends with the companies taken off, which are not read. A new notice has a new address, which has to be
brought into this file. No identifiers, no native names. The form is known from the notices and public readers of them.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Entity, File, Listing, Name, NameKind, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.raw import decoded, whole
from sources.read.row import QUOTE_LIMIT
from sources.read.webpage import whole_page

SOURCE = Source(
    name="us_dod_1260h",
    title_en="DoD Section 1260H: Chinese military companies",
    title_ja="米国国防総省 1260H条リスト（中国軍事企業）",
    publisher="US Department of Defense",
    url="https://www.federalregister.gov/documents/2026/06/10/2026-11571/",
    licence="US Government work, public domain",
    regime="DoD Section 1260H",
    cadence_days=365,
    files=(
        File(
            name="notice.txt",
            url="https://www.federalregister.gov/documents/full_text/text/2026/06/10/2026-11571.txt",
            media="html",
            max_bytes=10_000_000,
        ),
    ),
    sub_lists={"": 60},
)
_BEGINS = re.compile(rb"(?:in\s+accordance\s+with|pursuant\s+to)\s+section\s+1260H\s*:")
_ENDS = re.compile(rb"removed\s+from\s+the\s+list|should\s+be\s+removed\s+from|Dated:|\[FR\s+Doc")
_CLOSES = re.compile(rb"\[FR\s+Doc[^\]]*\]\s*BILLING CODE \S+\s*(?:</[a-z]+>\s*)*\Z")
_PARAGRAPH = re.compile(rb"\S(?:.|\n(?!\s*\n))*")
_BULLET = "•".encode().ljust(len(b"<bullet>"))
_MARKS = re.compile(rb"<[^>]*>|\[\[Page \d+\]\]")
_SUBSIDIARIES = re.compile(r"\s*\((?:and|including)\s+[^:()]*subsidiar(?:y|ies)[^:()]*:\s*(.+)\)\.?$", re.IGNORECASE)
_FORM = re.compile(r"(?:and\s+)?(?:Ltd|LLC|L\.L\.C|Inc|Co\b|Corp|Company|Limited|Group|PLC|S\.A)", re.IGNORECASE)
_LAST = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)[\s.,;*]*$")
_FORMER = re.compile(r"(?:formerly|previously)(?: known as)?\s+", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per company and per subsidiary; its id is made of the name as printed without its brackets."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    _check_end(document)
    plain = _MARKS.sub(lambda found: b" " * len(found[0]), document.content.replace(b"<bullet>", _BULLET))
    begins = _BEGINS.search(plain)
    ends = _ENDS.search(plain, begins.end()) if begins else None
    if not begins:
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="*", field="section 1260H:")
    if not ends:
        raise SourceDamaged("source.cut", source=SOURCE.name, document=document.name)
    last = plain.rfind(b"\n\n", begins.end(), ends.start())
    for start, end in _paragraphs(plain, document.content, begins.end(), last):
        text = " ".join(plain[start:end].decode().split())
        quote = Quote(document=document.name, locator=f"byte {start}", text=text[:QUOTE_LIMIT], start=start, end=end)
        if "•" in text or len(text) > 3000:
            yield Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail=text[:200])
        else:
            yield from _companies(text, quote)


def _check_end(document: Document) -> None:
    """Raises SourceDamaged when the notice does not close with its billing code, or the page around it not as pages do."""
    decoded(document, SOURCE)
    if document.content.lstrip().startswith(b"<"):
        whole_page(document, SOURCE)
    if not _CLOSES.search(document.content):
        raise SourceDamaged("source.cut", source=SOURCE.name, document=document.name)


def _paragraphs(plain: bytes, printed: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of what blank lines part; where a page's end parted a bracket, its halves are joined."""
    open_at: int | None = None
    last = start
    for match in _PARAGRAPH.finditer(plain, start, end):
        if open_at is not None and b"[[Page" not in printed[last : match.start()]:
            yield open_at, last
            open_at = None
        begin = match.start() if open_at is None else open_at
        last = begin + len(plain[begin : match.end()].rstrip())
        is_open = plain.count(b"(", begin, last) > plain.count(b")", begin, last)
        open_at = begin if is_open else None
        if not is_open:
            yield begin, last
    if open_at is not None:
        yield open_at, last


def _companies(text: str, quote: Quote) -> Iterator[Entity]:
    below = _SUBSIDIARIES.search(text)
    name = text[: below.start()] if below else text
    yield _entity(name, quote, "")
    for part in _enumerated(below[1]) if below else ():
        yield _entity(part, quote, f"subsidiary of {_bare(name)[0]}")


def _entity(text: str, quote: Quote, note: str) -> Entity:
    name, brackets = _bare(text)
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(name.encode()).hexdigest()[:16],
        kind="organisation",
        names=(Name(text=name), *(each for bracket in brackets for each in _further(bracket))),
        quote=quote,
        listings=(Listing(regime=SOURCE.regime, url=SOURCE.url, note=note),),
    )


def _further(bracket: str) -> Iterator[Name]:
    """Of "formerly Old Name Ltd. (ONL)" -> the former name and its acronym."""
    text, inner = _bare(_FORMER.sub("", bracket))
    kind: NameKind = "former" if _FORMER.match(bracket) else "acronym" if re.fullmatch(r"[A-Z0-9&./-]{2,10}", text) else "alias"
    if text:
        yield Name(text=text, kind=kind)
    for each in inner:
        yield from _further(each)


def _bare(text: str) -> tuple[str, list[str]]:
    """The text without the brackets at its end, and what stands in these; "(Beijing) Co., Ltd." and "(Limited)" are names."""
    brackets: list[str] = []
    while (last := _LAST.search(text)) and not _FORM.fullmatch(last[1]):
        brackets.insert(0, last[1])
        text = text[: last.start()]
    return text.strip(" ,;"), brackets


def _enumerated(text: str) -> list[str]:
    """Of "A Co., Ltd., B, and C (D, E)" -> three; a comma before a legal form or inside brackets parts nothing."""
    parts: list[str] = []
    depth = 0
    for piece in re.split(r",\s+", text):
        piece = piece if depth else piece.removeprefix("and ")
        if parts and (depth or _FORM.match(piece)):
            parts[-1] += f", {piece}"
        else:
            parts.append(piece)
        depth += piece.count("(") - piece.count(")")
    *most, last = parts
    two = last.split(" and ") if len(parts) == 1 else [last]
    return [part.strip() for part in [*most, *two] if part.strip()]
