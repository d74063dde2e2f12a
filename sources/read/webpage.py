"""HTML, strictly: the page to its end, and every record with the bytes it stands in.

lxml reads half a page without a word, so the end is looked for, and what the tree holds is counted against the bytes.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree, html

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Quote, Source
from sources.read.raw import decoded
from sources.read.row import QUOTE_LIMIT, Row

_HIDDEN = re.compile(rb"<!--.*?-->|<(script|style|noscript|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE = {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sup", "u"}
_END = re.compile(rb"</html\s*>\s*\Z", re.IGNORECASE)


def elements(document: Document, source: Source, tag: str) -> Iterator[tuple[html.HtmlElement, Quote]]:
    """The innermost elements of that tag, in order, comments and scripts apart, each with its quote.

    Raises SourceDamaged when the page has no end or its tags cannot be paired: half a page reads like a whole one.
    """
    visible = whole_page(document, source)
    try:
        page = html.document_fromstring(visible.decode("utf-8-sig"))
    except etree.ParserError as error:  # comments and scripts were all there was
        raise SourceDamaged("source.empty", source=source.name, document=document.name) from error
    found = [element for element in page.iter(tag) if next(element.iterdescendants(tag), None) is None]
    name = tag.encode()
    spans = [match.span() for match in re.finditer(rb"(?is)<%b\b(?:(?!<%b\b).)*?</%b\s*>" % (name, name, name), visible)]
    if len(spans) != len(found):
        raise SourceDamaged("source.spans", source=source.name, document=document.name, found=len(spans), expected=len(found))
    for number, (element, (start, end)) in enumerate(zip(found, spans, strict=True), 1):
        cells = list(element) if tag == "tr" else [element]
        text = " | ".join(words(cell) for cell in cells)[:QUOTE_LIMIT]
        yield element, Quote(document=document.name, locator=f"{tag} {number}", text=text, start=start, end=end)


def whole_page(document: Document, source: Source) -> bytes:
    """The page in its own bytes, comments and scripts blanked. Raises SourceDamaged when it does not end as pages do."""
    decoded(document, source)
    visible = _HIDDEN.sub(lambda found: b" " * len(found[0]), document.content)
    if not _END.search(visible):
        raise SourceDamaged("source.cut", source=source.name, document=document.name)
    return visible


def words(element: html.HtmlElement) -> str:
    """The text of an element on one line; a line break or a block parts words, emphasis does not."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        between = "" if child.tag in _INLINE else " "
        yield between
        yield from _texts(child)
        yield between + (child.tail or "")


def tables(document: Document, source: Source, header: Sequence[str]) -> Iterator[tuple[html.HtmlElement, Row]]:
    """(its table, Row) of every body row of the tables whose first head is `header[0]`; the columns by their heads.

    Raises SourceChanged when there is no such table, a head of `header` is missing, or a row has another width.
    """
    heads: dict[html.HtmlElement, list[str]] = {}
    for element, quote in elements(document, source, "tr"):
        table = next(element.iterancestors("table"), None)
        if table is None:
            continue
        texts = [words(cell) for cell in element if cell.tag in ("td", "th")]
        if table not in heads:
            heads[table] = _checked_head(texts, header, document, source)
        elif heads[table]:
            if len(texts) != len(heads[table]):
                where = {"source": source.name, "document": document.name, "row": quote.locator}
                raise SourceChanged("source.width", **where, found=len(texts), expected=len(heads[table]))
            yield table, Row(source, quote, dict(zip(heads[table], texts, strict=True)))
    if not any(heads.values()):
        raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=header[0])


def _checked_head(texts: list[str], header: Sequence[str], document: Document, source: Source) -> list[str]:
    """The heads of a table of ours, those we know under the name we know; of another table, none."""
    known = [next((name for name in header if text.casefold().startswith(name.casefold())), text) for text in texts]
    if not known or known[0] != header[0]:
        return []
    for name in header:
        if known.count(name) != 1:
            raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="header", field=name)
    return known
