"""UFLPA Entity List: makers and suppliers that the US Forced Labor Enforcement Task Force names under the Act of 2021.

Being listed: goods that such a body made in whole or in part are presumed to be made with forced labour and do not enter the
United States. It is a rule on imports into one country; it says nothing of research, arms or the people employed.

Caveats: a web page with a table for each list that the Act asks for (section 2(d)(2)(B)(i), (ii), (iv), (v)), whose heading
says which; a body may stand in two of them. Names are in English with pinyin; aliases stand in brackets after "including one
alias:" or "also known as"; "and subsidiaries" is part of the text. No identifiers. The form is known from public readers.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from lxml import html

from sources.model import Document, Entity, File, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.raw import whole
from sources.read.row import Fields, Row
from sources.read.webpage import tables, words

_AT = "https://www.dhs.gov/uflpa-entity-list"
SOURCE = Source(
    name="us_uflpa",
    title_en="UFLPA Entity List",
    title_ja="米国ウイグル強制労働防止法（UFLPA）エンティティ・リスト",
    publisher="US Department of Homeland Security, Forced Labor Enforcement Task Force",
    url=_AT,
    licence="US Government work, public domain",
    regime="UFLPA",
    cadence_days=120,
    files=(File(name="uflpa-entity-list", url=_AT, media="html", max_bytes=10_000_000),),
    by_default=False,
    sub_lists={"2(d)(2)(B)(i)": 0, "2(d)(2)(B)(ii)": 20, "2(d)(2)(B)(iv)": 0, "2(d)(2)(B)(v)": 10},
)
_HEADER = ("Name of Entity", "Effective Date")
_SECTION = re.compile(r"2\s*\(d\)\(2\)\(B\)\((i|ii|iv|v)\)")
_BRACKETS = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)")
_MARKER = re.compile(
    r"(?:and\s+)?(?:including\s+)?(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+)?"
    r"(?:(?P<former>formerly known as|former names?)|alias(?:es)?|also known as|a\.?k\.?a\.?):?\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r",?\s+(?:and|including)\s+(?:its\s+)?(?:all\s+)?subsidiaries\.?$", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is made of the section and the name."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for table, row in tables(document, SOURCE, _HEADER):
        section = _section(table)
        if section not in SOURCE.sub_lists:
            yield row.rejected("rejected.unknown_category", section)
            continue
        yield _entity(row, section)
        yield from fields.spent(row)


def _section(table: html.HtmlElement) -> str:
    """The section that the nearest text between this table and the one before it names, or its caption does."""
    earlier = table.xpath("count(preceding::table)")
    before = table.xpath("caption | preceding::*[self::h2 or self::h3 or self::h4 or self::h5 or self::strong or self::button or self::p]")
    named = [
        match[1] for element in before if (match := _SECTION.search(words(element))) and element.xpath("count(preceding::table)") == earlier
    ]
    return f"2(d)(2)(B)({named[-1]})" if named else ""


def _entity(row: Row, section: str) -> Entity:
    text, since = row.need(_HEADER[0]), row.need(_HEADER[1])
    names = tuple(_names(text))
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(f"{section}\n{text}".encode()).hexdigest()[:16],
        kind="organisation",
        names=names,
        quote=row.quote,
        listings=(
            Listing(
                regime=f"{SOURCE.regime} section {section}",
                sub_list=section,
                url=SOURCE.url,
                listed_on=partial(since),
                note="and subsidiaries" if _TAIL.search(_BRACKETS.sub("", text)) else "",
            ),
        ),
    )


def _names(text: str) -> Iterator[Name]:
    """Of "Name (City) Co., Ltd. (including one alias: Other Name) and subsidiaries" -> the name, then its aliases.

    Brackets that do not begin with a marker belong to the name.
    """
    aliases: list[Name] = []

    def taken(match: re.Match[str]) -> str:
        marker = _MARKER.match(match[1])
        if not marker:
            return match[0]
        kind: NameKind = "former" if marker["former"] else "alias"
        for part in re.split(r";\s*", match[1][marker.end() :]):
            own = _MARKER.match(part)
            text = part[own.end() :] if own else part.removeprefix("and ")
            aliases.append(Name(text=text.strip(), kind=kind if not own else "former" if own["former"] else "alias"))
        return ""

    yield Name(text=_TAIL.sub("", _BRACKETS.sub(taken, text)).strip())
    yield from aliases
