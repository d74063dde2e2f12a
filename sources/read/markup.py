"""XML, strictly: no entities, no recovery, the root we know, and every record with the bytes it stands in."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from lxml import etree

from sources.errors import SourceChanged, SourceDamaged
from sources.model import Document, Quote, Source
from sources.read.raw import decoded
from sources.read.row import QUOTE_LIMIT, Row


def tree(document: Document, source: Source, root: str) -> etree._Element:
    """The root element, named `root` ("{namespace}tag" where there is one).

    Raises SourceDamaged when the document is not well-formed UTF-8 or declares a document type (entities would cut or
    swell names), SourceChanged when the root is another one: a swapped namespace finds no rows and no error.
    """
    decoded(document, source)
    if b"<!DOCTYPE" in document.content or b"<!ENTITY" in document.content:
        raise SourceDamaged("source.entities", source=source.name, document=document.name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=False,
        huge_tree=False,
        remove_comments=True,  # a comment inside a name would cut it: the text before it is all that lxml gives
        remove_pis=True,
        remove_blank_text=True,  # the indentation: nobody reads it
        collect_ids=False,
    )
    try:
        top = etree.fromstring(document.content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceDamaged("source.xml", source=source.name, document=document.name, detail=str(error)) from error
    if top.tag != root:
        raise SourceChanged("source.root", source=source.name, document=document.name, found=str(top.tag), expected=root)
    return top


def records(
    document: Document,
    source: Source,
    root: str,
    shelves: Collection[str],
    tags: Collection[str],
    withheld: Collection[str] = (),
    asides: Collection[str] = (),
) -> Iterator[tuple[str, Row]]:
    """(tag, Row) of every record, in document order; tags are named without the root's namespace, which they must share.

    The records (`tags`) stand under the root, or, when `shelves` are named, under these; `asides` stand beside them, or
    beside the shelves, and are not read. Anything else there is a section we do not know, and raises SourceChanged.
    `withheld`: elements, and attributes as "@name", that the quoted text leaves out.
    """
    yield from shelved(document, source, tree(document, source, root), shelves, tags, withheld, asides)


def shelved(
    document: Document,
    source: Source,
    top: etree._Element,
    shelves: Collection[str],
    tags: Collection[str],
    withheld: Collection[str] = (),
    asides: Collection[str] = (),
) -> Iterator[tuple[str, Row]]:
    """Like `records`, of a root that stands already."""
    space = top.tag.rpartition("}")[0] + "}" if "}" in top.tag else ""
    known, beside = {space + tag for tag in tags}, {space + tag for tag in asides}
    homes = [home for home in top if home.tag not in beside] if shelves else [top]
    for home in homes:
        if shelves and home.tag not in {space + shelf for shelf in shelves}:
            raise SourceChanged("source.unknown_section", source=source.name, document=document.name, element=home.tag)
    found = [tag for home in homes for child in home if (tag := child.tag) not in beside]
    if unknown := next((tag for tag in found if tag not in known), None):
        raise SourceChanged("source.unknown_section", source=source.name, document=document.name, element=unknown)
    spans = _spans(document.content, tags)
    if len(spans) != len(found):
        raise SourceDamaged("source.spans", source=source.name, document=document.name, found=len(spans), expected=len(found))
    hidden = _hiding(tuple(withheld)) if withheld else None
    counts = dict.fromkeys(tags, 0)
    children = (child for home in homes for child in home if child.tag not in beside)
    for element, written, (start, end) in zip(children, found, spans, strict=True):
        tag = _local(written)
        counts[tag] += 1
        text = " ".join(document.content[start:end].decode("utf-8").split())
        text = (hidden.sub("", text) if hidden else text)[:QUOTE_LIMIT]
        quote = Quote(document=document.name, locator=f"{tag} {counts[tag]}", text=text, start=start, end=end)
        yield tag, Row(source, quote, contents(element))


def hide(row: Row, withheld: tuple[str, ...]) -> None:
    """Quote the row without these elements, and attributes as "@name"; one that the quote's limit cut goes too."""
    row.quote = replace(row.quote, text=_hiding(withheld).sub("", row.quote.text))


@cache
def _hiding(withheld: tuple[str, ...]) -> re.Pattern[str]:
    elements = "|".join(sorted(name for name in withheld if not name.startswith("@")))
    attributes = "|".join(sorted(name[1:] for name in withheld if name.startswith("@")))
    element = rf"<({elements})(?:\s[^<>]*?)?(?:/>|>.*?(?:</\1\s*>|$))\s*"
    return re.compile(element + (rf"|\s(?:{attributes})=\"[^\"]*\"" if attributes else ""), re.DOTALL)


def contents(element: etree._Element) -> dict[str, Any]:
    """Tag -> value, or list of values in order; a leaf is its text, any other element a mapping like this one. Attributes are "@name"."""
    fields = dict[str, Any]()
    for name, text in element.items():
        fields[_attribute(name)] = text
    for child in element:
        value: Any = child.text or ""
        if len(child):
            value = contents(child)
        elif written := child.items():
            text, value = value, {_attribute(name): said for name, said in written}
            if text.strip():
                value["#text"] = text
        tag = _local(child.tag)
        if tag not in fields:
            fields[tag] = value
        elif isinstance(before := fields[tag], list):
            before.append(value)
        else:
            fields[tag] = [before, value]
    return fields


@cache
def _local(name: str) -> str:
    return name.rpartition("}")[2]


@cache
def _attribute(name: str | bytes) -> str:
    return f"@{_local(str(name))}"


def _spans(content: bytes, tags: Collection[str]) -> list[tuple[int, int]]:
    """First byte and byte after the last of each record. Records inside records, as in a history of changes, belong to the outer one."""
    tag = "|".join(sorted(tags)).encode()
    opened = [match.start() for match in re.finditer(rb"<(?:%b)(?=[\s/>])" % tag, content)]
    closed = [match.end() for match in re.finditer(rb"</(?:%b)\s*>|<(?:%b)(?:\s[^>]*)?/>" % (tag, tag), content)]
    if len(opened) != len(closed):
        return []
    spans, first = list[tuple[int, int]](), 0
    for number, end in enumerate(closed, 1):
        if number == len(opened) or opened[number] >= end:
            spans.append((opened[first], end))
            first = number
    return spans
