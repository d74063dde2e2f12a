"""Canada's Named Research Organizations: universities, institutes and laboratories tied to armed forces or state security.

Being listed: Canadian federal granting bodies do not fund research in sensitive technology areas where a researcher on the
grant is affiliated with, or funded by, a named organization. It says nothing of other research, it binds nobody in Japan,
and it speaks of organizations, never of the people who studied or worked there.

Caveats: a web page, an item for each organization: its name in bold, its country in brackets, and "Known alias(es)". Many
of these aliases are institutes or subsidiaries of the body, so they count as weak. No identifiers; the list is revised
irregularly. The form of the items is known from public descriptions of the page, not from a stored copy of it.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from lxml import html

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.raw import whole
from sources.read.webpage import elements, words

_AT = "https://science.gc.ca/site/science/en/safeguarding-your-research/guidelines-and-tools-implement-research-security/"
SOURCE = Source(
    name="ca_nro",
    title_en="Canada: Named Research Organizations",
    title_ja="カナダ 指定研究機関リスト（NRO）",
    publisher="Government of Canada (Innovation, Science and Economic Development Canada)",
    url=f"{_AT}sensitive-technology-research-and-affiliations-concern/named-research-organizations",
    licence="Open Government Licence - Canada",
    regime="Canada NRO",
    cadence_days=365,
    files=(
        File(
            name="named-research-organizations",
            url=f"{_AT}sensitive-technology-research-and-affiliations-concern/named-research-organizations",
            aliases=(f"{_AT}named-research-organizations",),
            media="html",
            max_bytes=10_000_000,
        ),
    ),
    sub_lists={"": 80},
)
_COUNTRY = re.compile(r"^\s*[,–-]?\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_ALIASES = re.compile(r"Known alias(?:\(es\)|es)?\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per item that has a bold name. Raises SourceChanged when the page names the list nowhere."""
    (document,) = whole(documents, SOURCE)
    if b"Named Research Organizations" not in document.content:
        where = {"source": SOURCE.name, "document": document.name, "row": "*"}
        raise SourceChanged("source.field_missing", **where, field="Named Research Organizations")
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    for item, quote in elements(document, SOURCE, "li"):
        if item.xpath("ancestor::li[strong or b]"):
            where = {"source": SOURCE.name, "document": document.name, "row": quote.locator}
            raise SourceChanged("source.field_shape", **where, field="li")
        bold = item.find("strong") if item.find("strong") is not None else item.find("b")
        if bold is not None and not (item.text or "").strip():
            yield _entity(item, bold, quote)
        elif _ALIASES.search(quote.text):
            yield Rejected(source=SOURCE.name, reason="rejected.empty_name", quote=quote)


def _entity(item: html.HtmlElement, bold: html.HtmlElement, quote: Quote) -> Entity | Rejected:
    name = words(bold)
    rest = words(item).removeprefix(name)
    country = _COUNTRY.match(rest)
    if not country or not alpha2(country[1]):
        return Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail=rest[:200])
    after = rest[country.end() :].strip()
    known = _ALIASES.fullmatch(after)
    if after and not known:
        return Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail=after[:200])
    aliases = [text for part in re.split(r";\s*", known[1]) if (text := part.strip())] if known else []
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(f"{alpha2(country[1])}\n{name}".encode()).hexdigest()[:16],
        kind="organisation",
        names=(Name(text=name), *(Name(text=text, kind="weak") for text in aliases)),
        quote=quote,
        addresses=(Address(text=country[1].strip(), country=alpha2(country[1])),),
        listings=(Listing(regime=SOURCE.regime, url=SOURCE.url),),
    )
