"""Military-intelligence end users named in § 744.22 of the US Export Administration Regulations.

Being listed: US persons, and whoever holds items under US jurisdiction, need a licence for any export to, and any support of,
these organs, mostly refused. The regulation names examples ("include, but are not limited to"): whoever is not named may
still be one. The names stand in the text of the regulation alone, not in the Consolidated Screening List.

Caveats: statute text: a numbered paragraph for each country, with one or two organs and acronyms in brackets; no addresses, no
identifiers. Read from the eCFR page of the section; where the paragraphs stand there is known from the regulation itself and
not from a stored copy of the page.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.raw import whole
from sources.read.webpage import elements, words

_AT = "https://www.ecfr.gov/current/title-15/subtitle-B/chapter-VII/subchapter-C/part-744/section-744.22"
SOURCE = Source(
    name="us_bis_mieu",
    title_en="BIS military-intelligence end users (15 CFR 744.22)",
    title_ja="米国商務省産業安全保障局（BIS）軍事情報エンドユーザー（15 CFR 744.22）",
    publisher="US Department of Commerce, Bureau of Industry and Security",
    url=_AT,
    licence="US Government work, public domain",
    regime="BIS military-intelligence end users",
    cadence_days=365,
    files=(File(name="section-744.22", url=_AT, media="html", max_bytes=10_000_000),),
    by_default=False,
    sub_lists={"": 8},
)
_BEGINS = re.compile(r"military-intelligence end users?[’'”\"]?\b.*\binclude", re.IGNORECASE)
_ITEM = re.compile(r"\((?P<number>[ivx]+)\)\s*(?P<country>[^.:]+)[.:]\s*(?P<bodies>.+?)[.;]?(?:\s*and|\s*or)?")
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii")
_BODIES = re.compile(r"(?<=\))[;,]?\s+and\s+(?:the\s+)?|\s+and\s+the\s+(?=[A-Z])|;\s+(?:and\s+)?")
_ACRONYM = re.compile(r"(.+?)\s*\(([^()]+)\)")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per organ. Raises SourceChanged when the list is not found or its numerals are not i, ii, iii …"""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    inside, count = False, 0
    for element, quote in elements(document, SOURCE, "p"):
        text = words(element)
        item = _ITEM.fullmatch(text) if inside else None
        coming = next(iter(_NUMERALS[count : count + 1]), "-")
        if item:
            if item["number"] != coming:
                raise SourceChanged("source.row_number", source=SOURCE.name, document=document.name, found=item["number"], expected=coming)
            count += 1
            yield from _organs(item, quote)
        elif inside and text.startswith(f"({coming})"):
            where = {"source": SOURCE.name, "document": document.name, "row": quote.locator}
            raise SourceChanged("source.field_shape", **where, field=f"({coming})")
        elif inside and count:
            break
        inside = inside or bool(_BEGINS.search(text))
    if not count:
        where = {"source": SOURCE.name, "document": document.name, "row": "*"}
        raise SourceChanged("source.field_missing", **where, field="military-intelligence end users include")


def _organs(item: re.Match[str], quote: Quote) -> Iterator[Entity | Rejected]:
    country = alpha2(item["country"])
    if not country:
        yield Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail=item["country"])
        return
    for text in _BODIES.split(item["bodies"]):
        match = _ACRONYM.fullmatch(text.strip())
        name = match[1] if match else text.strip()
        yield Entity(
            source=SOURCE.name,
            entity_id=sha256(f"{country}\n{name}".encode()).hexdigest()[:16],
            kind="organisation",
            names=(Name(text=name), *((Name(text=match[2], kind="acronym"),) if match else ())),
            quote=quote,
            addresses=(Address(text=item["country"].strip(), country=country),),
            listings=(Listing(regime=SOURCE.regime, reference=f"15 CFR 744.22(f)(2)({item['number']})", url=SOURCE.url),),
        )
