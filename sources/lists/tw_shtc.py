"""Taiwan: entity list of the Strategic High-Tech Commodities (SHTC) rules of export control.

Being listed: an exporter in Taiwan needs a permit to send strategic goods or technology to the party, and seldom gets it. It
binds nobody in Japan; the list gathers the parties of other lists (Japan's, the American ones, the United Nations') and some of its own.

Caveats: written from public readers of the file; no whole file was at hand. The address bears an opaque token: when it is
refused, the publisher's page leads to the new one. Running numbers change, so an entry is known by its name. Persons and
bodies are not told apart (kind "unknown"). Names, other names, Chinese forms and UN references share cells. Not read, and
left out of quoted rows: numbers of identity papers, the country code (of natural persons a nationality) and, beside such
a number, the address.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import hide, table
from sources.read.ofac import WITHHELD
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="tw_shtc",
    title_en="Taiwan SHTC Entity List",
    title_ja="台湾 戦略的ハイテク貨物（SHTC）輸出管制実体リスト",
    publisher="International Trade Administration, Ministry of Economic Affairs, Taiwan",
    url="https://www.trade.gov.tw/english/Pages/List.aspx?nodeid=298",
    licence="not stated; see the publisher's page",
    regime="Taiwan SHTC",
    cadence_days=60,
    files=(
        File(
            name="shtc.csv",
            url="https://publicinfo.trade.gov.tw/icp/Download.action?file=ZgPKOWuRLCD%2B8S4%2FZhAeuw%3D%3D",
            max_bytes=50_000_000,
        ),
    ),
    by_default=False,
    sub_lists={"": 6000},
)
_NUMBER, _NAME, _ALIAS, _PLACE = "項次item", "名稱name", "別名alias", "地址address"
_PAPER, _COUNTRY = "護照號碼ID Number", "國家代碼country code"
COLUMNS = (_NUMBER, _NAME, _ALIAS, _PLACE, _PAPER, _COUNTRY)
_TAG, _BETWEEN = re.compile(r"<[^<>]*>"), re.compile(r"[;；]|\balias:")
_UN = re.compile(r"[(（]\s*永久參考號\s*[:：]\s*([^()（）]*)[)）]")
_REFERENCE = re.compile(r"[A-Z]{2,3}[ie]\.\d{3}")
_CHINESE = re.compile(r"(?:繁體中文|簡體中文)\s*[:：]\s*")
_SPLIT = re.compile(r"Branch Office \d+:|(?:^|(?<=[\s;]))[ivx]+\)|;|；")
_OUTSIDE = re.compile(r"nationalit|citizen|passport|\bDOB\b|\bPOB\b|\bborn\b|place of birth|gender", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is the row's first name."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in table(document, SOURCE, COLUMNS):
        yield _entity(row)
        yield from fields.spent(row)


def _entity(row: Row) -> Entity:
    written, aliases, place, paper = row.one(_NAME), row.one(_ALIAS), row.one(_PLACE), row.one(_PAPER)
    row.skip(_NUMBER, _COUNTRY)
    is_personal = bool(paper or _OUTSIDE.search(place))
    hidden = (_PAPER, _COUNTRY, *((_PLACE,) if is_personal else ()))
    hide(row, {name: WITHHELD for name in hidden if row.said(name)})
    names = [*_names(written), *_names(aliases)]
    first = names[0].text if names else ""
    found = [text.strip() for text in _UN.findall(f"{written} {aliases}")]
    return Entity(
        source=SOURCE.name,
        entity_id=first,
        kind="unknown",
        names=(*(Name(text=name.text, language=name.language) for name in names[:1]), *names[1:]),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme="un_reference", value=text) for text in dict.fromkeys(found) if _REFERENCE.fullmatch(text)),
        addresses=() if is_personal else tuple(dict.fromkeys(_addresses(place))),
        listings=(Listing(regime=SOURCE.regime, url=SOURCE.url),),
    )


def _names(cell: str) -> Iterator[Name]:
    """Of "Example Institute; 簡體中文：示例（永久參考號：QDe.999）" -> the two names, each as an alias."""
    for part in _BETWEEN.split(_UN.sub("", _TAG.sub(" ", cell))):
        text = part.strip()
        if chinese := _CHINESE.sub("", text):
            yield Name(text=chinese, kind="alias", language="zh" if chinese != text else "")


def _addresses(cell: str) -> Iterator[Address]:
    for part in _SPLIT.split(cell):
        if text := part.strip(" ,"):
            yield Address(text=text, country=alpha2(text.rpartition(",")[2]))
