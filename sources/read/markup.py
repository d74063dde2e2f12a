"""XML, strictly: no entities, no recovery, the root we know, and every record with the bytes it stands in."""

import re
from collections.abc import Collection, Iterator
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
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False, huge_tree=False)
    try:
        top = etree.fromstring(document.content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceDamaged("source.xml", source=source.name, document=document.name, detail=str(error)) from error
    if top.tag != root:
        raise SourceChanged("source.root", source=source.name, document=document.name, found=str(top.tag), expected=root)
    return top


def records(
    document: Document, source: Source, root: str, shelves: Collection[str], tags: Collection[str], withheld: Collection[str] = ()
) -> Iterator[tuple[str, Row]]:
    """(tag, Row) of every record, in document order.

    The records (`tags`) stand under the root, or, when `shelves` are named, under these. Anything else there is a
    section we do not read, and raises SourceChanged. `withheld`: elements that the quoted text leaves out.
    """
    top = tree(document, source, root)
    homes = list(_elements(top)) if shelves else [top]
    for home in homes:
        if shelves and home.tag not in shelves:
            raise SourceChanged("source.unknown_section", source=source.name, document=document.name, element=home.tag)
    found = [child for home in homes for child in _elements(home)]
    if unknown := next((child.tag for child in found if child.tag not in tags), None):
        raise SourceChanged("source.unknown_section", source=source.name, document=document.name, element=unknown)
    spans = _spans(document.content, tags)
    if len(spans) != len(found):
        raise SourceDamaged("source.spans", source=source.name, document=document.name, found=len(spans), expected=len(found))
    hide = re.compile(rf"<({'|'.join(sorted(withheld))})(?:\s*/>|[\s>].*?</\1\s*>)\s*", re.DOTALL) if withheld else None
    counts = dict.fromkeys(tags, 0)
    for element, (start, end) in zip(found, spans, strict=True):
        counts[element.tag] += 1
        text = " ".join(document.content[start:end].decode("utf-8").split())
        text = (hide.sub("", text) if hide else text)[:QUOTE_LIMIT]
        quote = Quote(document=document.name, locator=f"{element.tag} {counts[element.tag]}", text=text, start=start, end=end)
        yield element.tag, Row(source, quote, contents(element))


def contents(element: etree._Element) -> dict[str, list[Any]]:
    """Tag -> values in order; a leaf is its text, any other element a mapping like this one. Attributes are "@name"."""
    fields: dict[str, list[Any]] = {f"@{_local(str(name))}": [value] for name, value in element.items()}
    for child in element.iterchildren("*"):
        value: Any = child.text or ""
        if len(child):
            value = contents(child)
        elif child.keys():
            text, value = value, contents(child)
            if text.strip():
                value["#text"] = [text]
        name = _local(child.tag)
        if name in fields:
            fields[name].append(value)
        else:
            fields[name] = [value]
    return fields


def _elements(element: etree._Element) -> Iterator[etree._Element]:
    return element.iterchildren("*")


@cache
def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _spans(content: bytes, tags: Collection[str]) -> list[tuple[int, int]]:
    """First byte and byte after the last of each record; records do not nest."""
    tag = "|".join(sorted(tags)).encode()
    opened = [match.start() for match in re.finditer(rb"<(?:%b)(?=[\s/>])" % tag, content)]
    closed = [match.end() for match in re.finditer(rb"</(?:%b)\s*>|<(?:%b)(?:\s[^>]*)?/>" % (tag, tag), content)]
    return list(zip(opened, closed, strict=True)) if len(opened) == len(closed) else []
