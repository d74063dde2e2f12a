"""Ministry of Finance, Japan: parties under asset freezes and like measures of the Foreign Exchange and Foreign Trade Act.

Being listed binds everybody in Japan: payments to the party and capital transactions with it need a permit, which is as good as
never given. It holds the United Nations' entries (with their references) and Japan's own measures.

Caveats: known from the publisher's header and a few rows; no whole file was at hand. The address carries the day of the edition: a
new edition needs the new address in this file. The workbook beside the CSV on the page (jp_mof_workbook) is read where a mirror or
the user brings it in its stead, as list.xlsx (its address on the page is not known here, and it is never asked for): it has no numbers
of entries, so these are then known by their measure and names.
One cell may hold several values, marked (a) (b) or （a）（b） or by line ends, some as "_x000D_"; dates come as
「1953年頃」 or 「1955年から1958年の間」. The first column is the number of the measure's section. Not read, and left out of quoted
rows: nationality, birth place, passports, national numbers, and for natural persons addresses and the free texts, which repeat these.
"""

import re
from collections.abc import Iterator, Mapping

from openpyxl.utils.escape import unescape

from sources.countries import alpha2
from sources.lists import jp_mof_workbook
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import japanese
from sources.read.delimited import hide, table
from sources.read.ofac import WITHHELD
from sources.read.raw import whole
from sources.read.row import Fields, Row

_AT = "https://www.mof.go.jp/policy/international_policy/gaitame_kawase/gaitame/economic_sanctions/"
SOURCE = Source(
    name="jp_mof",
    title_en="MOF list of parties under economic sanctions (asset freezes)",
    title_ja="財務省 経済制裁措置及び対象者リスト（資産凍結等）",
    publisher="Ministry of Finance, Japan",
    url=f"{_AT}list.html",
    licence="Public Data License (Japan), see the publisher's page",
    regime="Japan Foreign Exchange Act",
    cadence_days=30,
    files=(File(name="shisantouketsu.csv", url=f"{_AT}shisantouketsu20260828.csv", aliases=(f"{_AT}shisantouketsu.csv",)),),
    formats=((File(name="list.xlsx", url=f"{_AT}list.xlsx", media="xlsx"),),),
    sub_lists={"": 1500},
)
_NAMES: Mapping[str, NameKind] = {
    "氏名（日本語）": "primary", "氏名（英語）": "primary", "別名・別称（日本語）": "alias", "別名・別称（英語）": "alias",
    "旧称（日本語）": "former", "旧称（英語）": "former",
    "確定に十分でない別名（日本語）": "weak", "確定に十分でない別名（英語）": "weak",
}  # fmt: skip
_PERSONAL = ("出生地（日本語）", "出生地（英語）", "国籍（日本語）", "国籍（英語）", "旅券番号", "身分証番号")
_TITLES = ("称号（日本語）", "称号（英語）", "役職（日本語）", "役職（英語）")
_PLACES = (
    "住所・所在地（国）（日本語）", "住所・所在地（都市その他の情報）（日本語）",
    "住所・所在地（国）（英語）", "住所・所在地（都市その他の情報）（英語）",
)  # fmt: skip
_FREE = ("その他の情報", "外務省告示情報")
COLUMNS = (
    "区分", "番号", "告示日付", "告示番号", "個人・団体", *_NAMES, *_TITLES, "生年月日",
    *_PERSONAL, *_PLACES, "国連参照番号", "リスト掲載日", *_FREE,
)  # fmt: skip
_KINDS: Mapping[str, Kind] = {"個人": "person", "団体": "organisation"}
_PART = re.compile(r"[(（][a-zａ-ｚ]{1,2}[)）]|[\r\n]+|[;；]")
_REFERENCE = re.compile(r"\b[A-Z]{2,3}[ie]\.\d{3}\b")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is the ministry's number (002-000009), in the workbook one made of measure and names."""
    (document,) = whole(documents, SOURCE)
    if document.name.casefold().endswith(".xlsx"):
        yield from checked(SOURCE, jp_mof_workbook.entities(SOURCE, document, _PART))
    else:
        yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in table(document, SOURCE, COLUMNS):
        kind = _KINDS.get(written := row.one("個人・団体"))
        _hide(row, is_person=kind != "organisation")
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        yield _entity(row, kind)
        yield from fields.spent(row)


def _entity(row: Row, kind: Kind) -> Entity:
    number, section, un = row.one("番号"), row.one("区分"), row.one("国連参照番号")
    names = [
        Name(text=text, kind=as_ if place == 0 or as_ != "primary" else "alias", language="ja" if "日本語" in column else "")
        for column, as_ in _NAMES.items()
        for place, text in enumerate(_values(row.one(column)))
    ]
    announced, listed, notice = row.one("告示日付"), row.one("リスト掲載日"), row.one("告示番号")
    born, titles = _values(row.one("生年月日")), [row.one(column) for column in _TITLES]
    country = {column: row.one(column) for column in _PLACES}
    row.skip(*_PERSONAL, *_FREE)
    listing = Listing(
        regime=SOURCE.regime,
        categories=(f"区分{section}",),
        reference=number,
        url=SOURCE.url,
        announced_on=japanese(announced.split(" ")[0]),
        listed_on=japanese(re.split(r"[(（]", listed)[0]),
        note="; ".join(text for text in (f"告示番号 {notice}" if notice else "", *(" ".join(title.split()) for title in titles)) if text),
    )
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=tuple(sorted(names, key=lambda name: (name.kind != "primary", name.kind == "weak"))),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme="un_reference", value=value) for value in dict.fromkeys(_REFERENCE.findall(un))),
        addresses=() if kind == "person" else tuple(_addresses(country)),
        birth_dates=tuple(dict.fromkeys(japanese(text) for text in born)) if kind == "person" else (),
        listings=(listing,),
    )


def _values(cell: str) -> list[str]:
    """The values of one cell; a single one has no mark."""
    return [value for part in _PART.split(str(unescape(cell))) if (value := part.strip(" \u3000、"))]


def _addresses(cells: Mapping[str, str]) -> Iterator[Address]:
    """Countries and places stand in columns of their own; where their counts differ, each country is a place of its own."""
    country_ja, place_ja, country, place = (_values(text) for text in cells.values())
    if len(country) == 1 or len(country) == len(place):
        for number, text in enumerate(place or country):
            of = country[number if len(country) > 1 else 0]
            yield Address(text=text if of in text else f"{text}, {of}", country=alpha2(of))
        return
    for text in country or [*place, *place_ja, *country_ja]:
        yield Address(text=text, country=alpha2(text))


def _hide(row: Row, *, is_person: bool) -> None:
    columns = (*_PERSONAL, *((*_PLACES, *_FREE) if is_person else ()))
    hide(row, {column: WITHHELD for column in columns if row.said(column)})
