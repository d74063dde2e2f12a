"""METI lists of bodies with which exports are banned: in Russia, in Belarus and in third countries (外為法に基づく特定団体).

Being listed: since 2022 any export from Japan that goes, directly or through others, to a listed body needs an approval which
as a rule is not given; providing technology likewise. The third-country list covers goods on their way round the ban. The
legal texts are notices of the Foreign Ministry (令和四年外務省告示第八十二号 and others).

Caveats: three PDFs of running text, one file a list, each revised by itself, sometimes under a dated name. An entry is a number, the
Japanese name (other names in brackets after 別称), the English name, its aliases after "a.k.a.", and the place after 所在地. No
identifiers; some bodies stand twice with places in two countries. English names and places break at line ends. The
layout is known from transcribed texts of the editions of 2022 and September 2025.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.lists.jp_meti_ru_entry import names_of
from sources.model import Address, Document, Entity, File, Listing, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.pages import written_lines
from sources.read.raw import whole
from sources.read.row import QUOTE_LIMIT

_AT = "https://www.meti.go.jp/policy/external_economy/trade_control/02_export/17_russia/"
SOURCE = Source(
    name="jp_meti_ru",
    title_en="METI export bans: specified bodies in Russia, Belarus and third countries",
    title_ja="経済産業省 輸出等禁止措置の対象となる特定団体一覧（ロシア・ベラルーシ・第三国）",
    publisher="Ministry of Economy, Trade and Industry, Japan",
    url=f"{_AT}russia.html",
    licence="Public Data License (Japan), see the publisher's page",
    regime="METI export ban",
    cadence_days=240,
    files=tuple(
        File(
            name=f"list_{part}_tokutei.pdf",
            url=f"{_AT}list_{part}_tokutei.pdf",
            aliases=(f"{_AT}250912_list_{part}_tokutei.pdf",),
            media="pdf",
            max_bytes=20_000_000,
        )
        for part in ("russia", "belarus", "daisangoku")
    ),
    sub_lists={"Russia": 400, "Belarus": 20, "third countries": 20},
)
_TITLES = {"Russia": "ロシア連邦の団体", "Belarus": "ベラルーシ共和国の団体", "third countries": "以外の国の団体"}
_WIDE = r"\u3040-\u30ff\u3400-\u9fff"
_PLACE = re.compile(r"所\s*在\s*地\s*[：:]\s*")
_NUMBERED = re.compile(rf"\s*([0-9０-９]{{1,4}})\s*(?=.*[{_WIDE}])")


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one entry."""

    number: int
    page: int
    lines: list[str]

    def has_place(self) -> bool:
        return bool(_PLACE.search("\n".join(self.lines)))


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per numbered entry. Raises SourceChanged for a list under another title or with a number missing."""
    found = zip(SOURCE.sub_lists, whole(documents, SOURCE), strict=True)
    yield from checked(SOURCE, (item for sub_list, document in found for item in _entities(document, sub_list)))


def _entities(document: Document, sub_list: str) -> Iterator[Entity | Rejected]:
    blocks, title = _blocks(document)
    if _TITLES[sub_list] not in "".join(title.split()):
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="title", field=_TITLES[sub_list])
    for block in blocks:
        yield from _read(document, sub_list, block)


def _blocks(document: Document) -> tuple[list[_Block], str]:
    """The entries, and what stands above the first. An entry begins with the next number, once the last has its place."""
    blocks: list[_Block] = []
    title = ""
    for page, _, text in written_lines(document, SOURCE):
        match = _NUMBERED.match(text)
        number = int(unicodedata.normalize("NFKC", match[1])) if match else 0
        if match and number == len(blocks) + 1 and (not blocks or blocks[-1].has_place()):
            blocks.append(_Block(number, page, [text[match.end() :]]))
        elif blocks:
            blocks[-1].lines.append(text)
        else:
            title += text
    return blocks, title


def _read(document: Document, sub_list: str, block: _Block) -> Iterator[Entity | Rejected]:
    text = "\n".join(block.lines)
    quote = Quote(document=document.name, locator=f"page {block.page} No. {block.number}", text=" ".join(text.split())[:QUOTE_LIMIT])
    head, *places = _PLACE.split(text)
    if len(places) != 1:
        where = {"source": SOURCE.name, "document": document.name}
        raise SourceChanged("source.row_number", **where, found=" ".join(text[-60:].split()), expected=block.number + 1)
    names, announced = names_of(head.split("\n"))
    addresses = tuple(_addresses(places[0]))
    if not names:
        yield Rejected(source=SOURCE.name, reason="rejected.empty_name", quote=quote)
        return
    if announced is not None and announced != sum(name.kind == "alias" and not name.language for name in names):
        yield Rejected(source=SOURCE.name, reason="rejected.alias_count", quote=quote, detail=str(announced), severity="warning")
    yield Entity(
        source=SOURCE.name,
        entity_id=sha256("\n".join((sub_list, names[0].text, addresses[0].country if addresses else "")).encode()).hexdigest()[:16],
        kind="organisation",
        names=names,
        quote=quote,
        addresses=addresses,
        listings=(Listing(regime=f"{SOURCE.regime}: {sub_list}", sub_list=sub_list, reference=f"No. {block.number}", url=SOURCE.url),),
    )


def _addresses(text: str) -> Iterator[Address]:
    for part in re.split(r"[;；]\s*(?:and\s+)?", " ".join(text.split())):
        if place := part.strip(" ."):
            yield Address(text=place, country=alpha2(place.rpartition(",")[2]))
