"""Section 1286 list (US Department of Defense, now of War): institutions abroad and talent programmes, FY22 to FY25.

Being listed: the department weighs a tie to such an institution or programme when it decides on a grant, and since fiscal year
2026 pays for no fundamental research done together with a listed institution. It binds nobody in Japan, and it speaks of
institutions and programmes, never of people.

Caveats: a PDF, each year under a new address (which has to be brought into this file). FY22 to FY24 are a list with bullets
under a name; FY25 is a ruled table with native name and country. Bullets are other names, "Formerly" ones, or, after "select
affiliates", the bodies that are listed while their parent is not. English names drift and keep misprints, so the id is made
of the native name where there is one: a rename is no removal. Table 2 holds programmes: no organisations, so their kind is
"unknown". Its last entry, "Any program that meets …", names nobody. Known from public readers and transcriptions of four
editions; the printed heads of FY25 are not: "Native" and "Country" are looked for in them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Listing, Name, NameKind, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.pages import Cells, ruled_rows, unwrapped, written_lines
from sources.read.raw import whole
from sources.read.row import QUOTE_LIMIT

_AT = "https://www.cto.mil/wp-content/uploads/2026/07/"
SOURCE = Source(
    name="us_dod_1286",
    title_en="DoD Section 1286: institutions and talent programmes",
    title_ja="米国国防総省 1286条リスト（機関・人材招致プログラム）",
    publisher="US Department of Defense, Research and Engineering",
    url="https://www.cto.mil/academic-research-security/",
    licence="US Government work, public domain",
    regime="DoD Section 1286",
    cadence_days=365,
    files=(
        File(
            name="list.pdf",
            url=f"{_AT}FY25-Section-1286-List.pdf",
            aliases=(f"{_AT}FY25-Section-1286-List_402307.pdf",),
            media="pdf",
            max_bytes=20_000_000,
        ),
    ),
    sub_lists={"institutions": 40, "talent programmes": 0},
)
"""`talent programmes` have no floor: they are few, and the first edition has none."""

INSTITUTIONS, PROGRAMMES = SOURCE.sub_lists
_TITLE = re.compile(r"Table\s+([12])\b")
_TITLE_ENDS = re.compile(r"(?:Characteristics|Institutions|Programs|Interests(?: of the United States)?)\W*\d*$")
_TITLE_LINES = 6
_CLASS = re.compile(r"Any (?:other )?program that meets", re.IGNORECASE)
_ENDS = re.compile(r"[,;:]?\s*\(?(?:a\.k\.a\.?|and (?P<which>select )?affiliates)\)?\s*:?\s*$", re.IGNORECASE)
_ARTEFACT = re.compile(r"Error! Bookmark not defined\.")
_ACRONYM = re.compile(r"(.+\S)\s+\(([A-Z][A-Za-z&-]{1,9})\)")
_FORMER = re.compile(r"Formerly(?: known as)?:?\s+", re.IGNORECASE)
_INDENT = 6.0


@dataclass(slots=True)
class _Entry:
    """One printed entry: the lines of its name, its bullets, and what its row says beside them."""

    sub_list: str
    where: str
    name: str
    bullets: list[str] = field(default_factory=list)
    native: str = ""
    country: str = ""


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per institution, affiliate and programme. Raises SourceChanged when neither shape is found."""
    (document,) = whole(documents, SOURCE)
    entries = list(_tabled(document)) or list(_listed(document))
    if not entries:
        raise _missing(document, "Table 1")
    yield from checked(SOURCE, (item for entry in entries for item in _entities(document, entry)))


def _tabled(document: Document) -> Iterator[_Entry]:
    """The entries of an edition with ruled tables; a row that a page end cut goes on without its country."""
    columns: dict[str, int] = {}
    sub_list, entry = "", None
    for line in ruled_rows(document, SOURCE):
        if any("native" in cell.casefold() for cell in line.cells):
            columns, sub_list = _columns(document, line.cells), PROGRAMMES if "program" in line.cells[0].casefold() else INSTITUTIONS
            continue
        if not columns:
            raise _missing(document, "Native Name")
        name, native, country = (line.cells[columns[part]] for part in ("name", "native", "country"))
        if entry and not country and not _CLASS.match(unwrapped(name)):
            entry.name, entry.native = f"{entry.name}\n{name}", f"{entry.native}\n{native}"
            continue
        if entry:
            yield _with_bullets(entry)
        entry = _Entry(sub_list, f"page {line.page} row {line.row}", name, native=native, country=country)
    if entry:
        yield _with_bullets(entry)


def _columns(document: Document, head: Cells) -> dict[str, int]:
    found = {part: n for n, cell in enumerate(head) for part in ("native", "country", "name") if part in cell.casefold()}
    found |= {"name": 0}
    for part in ("native", "country"):
        if part not in found:
            raise _missing(document, part.title())
    if len(head) != len(set(found.values())):
        where = {"source": SOURCE.name, "document": document.name, "row": "header"}
        raise SourceChanged("source.width", **where, found=len(head), expected=len(set(found.values())))
    return found


def _with_bullets(entry: _Entry) -> _Entry:
    name, *bullets = entry.name.split("•")
    entry.name, entry.bullets = unwrapped(name), [unwrapped(bullet) for bullet in bullets]
    return entry


def _listed(document: Document) -> Iterator[_Entry]:
    """The entries of an edition without rules: a name at the left edge, what belongs to it indented."""
    lines = list(written_lines(document, SOURCE))
    begins = next((n for n, (_, _, text) in enumerate(lines) if _TITLE.match(text) and not text.endswith(tuple("0123456789"))), len(lines))
    edge = min((left for _, left, _ in lines[begins:]), default=0.0)
    entry: _Entry | None = None
    title, sub_list = "", ""
    for page, left, text in lines[begins:]:
        if match := _TITLE.match(text):
            title, sub_list = text, (INSTITUTIONS, PROGRAMMES)[int(match[1]) - 1]
        elif title:
            title += f" {text}"
        if title:
            title = "" if _TITLE_ENDS.search(title) else _short(document, title)
        elif entry and text.startswith("•"):
            entry.bullets.append(text.removeprefix("•").strip())
        elif entry and left > edge + _INDENT:
            _lengthen(entry, text)
        else:
            if entry:
                yield entry
            entry = _Entry(sub_list, f"page {page}", text)
    if entry:
        yield entry


def _short(document: Document, title: str) -> str:
    """A title goes on over a few lines; one without an end would swallow the table."""
    if len(title) > _TITLE_LINES * 100:
        raise _missing(document, "Table 1: …")
    return title


def _lengthen(entry: _Entry, text: str) -> None:
    if entry.bullets:
        entry.bullets[-1] += f" {text}"
    else:
        entry.name += f" {text}"


def _entities(document: Document, entry: _Entry) -> Iterator[Entity | Rejected]:
    name, native = _ARTEFACT.sub("", entry.name).strip(), unwrapped(entry.native)
    text = " | ".join(part for part in (name, *(f"• {bullet}" for bullet in entry.bullets), native, entry.country) if part)
    quote = Quote(document=document.name, locator=entry.where, text=text[:QUOTE_LIMIT])
    if _CLASS.match(name):
        yield Rejected(source=SOURCE.name, reason="rejected.class_only", quote=quote, detail=name[:200], severity="warning")
        return
    ends = _ENDS.search(name)
    bare = name[: ends.start()].strip() if ends else name
    affiliates = bool(ends and "affiliates" in ends[0].casefold())
    if not (ends and ends["which"]):
        yield _entity(entry, quote, bare, native, () if affiliates else tuple(entry.bullets))
    for affiliate in entry.bullets if affiliates else ():
        yield _entity(entry, quote, f"{bare}, {affiliate}", "", ())


def _entity(entry: _Entry, quote: Quote, name: str, native: str, bullets: tuple[str, ...]) -> Entity:
    fixed = "".join(unicodedata.normalize("NFKC", native).split())
    match = _ACRONYM.fullmatch(name)
    names = [Name(text=match[1]), Name(text=match[2], kind="acronym")] if match else [Name(text=name)]
    names += [Name(text=native)] if native else []
    names += [_alias(bullet) for bullet in bullets]
    country = unwrapped(entry.country)
    programme = entry.sub_list == PROGRAMMES
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(f"{entry.sub_list}\n{fixed or names[0].text}".encode()).hexdigest()[:16],
        kind="unknown" if programme else "organisation",
        names=tuple(names),
        quote=quote,
        addresses=(Address(text=country, country=alpha2(country)),) if country and not programme else (),
        listings=(Listing(regime=SOURCE.regime, sub_list=entry.sub_list, url=SOURCE.url),),
    )


def _alias(bullet: str) -> Name:
    text = _FORMER.sub("", _ARTEFACT.sub("", bullet)).strip()
    kind: NameKind = "former" if _FORMER.match(bullet) else "acronym" if re.fullmatch(r"[A-Z]{2,8}", text) else "alias"
    return Name(text=text, kind=kind)


def _missing(document: Document, name: str) -> SourceChanged:
    return SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="header", field=name)
