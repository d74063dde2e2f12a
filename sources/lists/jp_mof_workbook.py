"""The workbook of the Ministry of Finance's list: a sheet for each measure, whose title says whether it is of persons or of bodies.

Heads differ from sheet to sheet (別名, 別称・別名, 確定可能な別名 …) and so do their spaces; one we do not know is told of.
A title that names both persons and bodies leaves their kind unknown, and an entry of unknown kind is guarded like a person's.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.dates import japanese
from sources.read.row import Fields, Row
from sources.read.sheets import hide, sections

_JAPANESE, _ENGLISH, _NOTICE = "日本語表記", "英語表記", "告示日付"
_NAMES: Mapping[str, NameKind] = {
    _JAPANESE: "primary", _ENGLISH: "primary",
    **dict.fromkeys(("別名", "別称", "別名・別称", "別称・別名", "別称・旧称", "確定可能な別名"), "alias"),
    **dict.fromkeys(("旧称", "旧称・以前の呼称", "過去の別名", "以前の別名"), "former"),
    "確定に十分でない別名": "weak",
}  # fmt: skip
_BORN = ("生年月日", "生年月日・出生地")
_LISTED = ("リスト掲載日", "国連制裁委員会による指定日", "国連制裁員会による指定日")
_TITLES = ("称号", "役職", "肩書", "肩書等")
_PLACES = (
    "住所", "住所・所在地", "住所等", "所在地", "所在地・住所登録された事務所の住所", "活動地域・住所", "活動地域",
)  # fmt: skip
_BASES = ("指定の根拠", "決議1483上の根拠")
_PERSONAL = ("出生地", "出生地・出身地", "国籍", "旅券番号", "身分登録番号", "身分証番号", "ID番号", "電話番号", "電話", "FAX")
_FREE = ("その他の情報", "詳細")
_KNOWN = {*_NAMES, *_BORN, *_LISTED, *_TITLES, *_PLACES, *_BASES, *_PERSONAL, *_FREE, _NOTICE, "告示番号", "国連参照番号"}
_DATE = re.compile(
    r"\d{4}年?\s*(?:から|[-~～])\s*\d{4}年?(?:まで)?(?:の間|頃)?|\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?|\d{4}年\d{1,2}月|\d{4}年(?:頃)?|\d{4}頃?"
)
_REFERENCE = re.compile(r"\b[A-Z]{2,3}[ie]\.\d{3}\b")
_UNKNOWN = "不明"


def entities(source: Source, document: Document, parts: re.Pattern[str]) -> Iterator[Entity | Rejected]:
    """One Entity per row with a name; its id is made of the measure and the names. `parts`: what stands between the values of a cell."""
    fields, seen = Fields(source), 0
    for section, row in sections(document, source, (_JAPANESE, _ENGLISH), _NOTICE):
        kind = _kind(section)
        _guard(row, kind)
        if not row.said(_JAPANESE) and not row.said(_ENGLISH):
            yield row.rejected("rejected.empty_name", section)
            continue
        seen += 1
        yield _entity(source, row, section, kind, parts)
        yield from fields.spent(row)
    if not seen:
        raise SourceChanged("source.field_missing", source=source.name, document=document.name, row="*", field=_NOTICE)


def _kind(section: str) -> Kind:
    """What the title's last bracket says, else the whole title: 「…の団体及び個人（特定銀行）」 is of banks."""
    brackets = re.findall(r"（([^（）]*(?:（[^（）]*）[^（）]*)*)）", section.replace("(", "（").replace(")", "）"))
    for text in (*reversed(brackets), section):
        person, body = "個人" in text, any(word in text for word in ("団体", "銀行", "グループ"))
        if person != body:
            return "person" if person else "organisation"
        if person and body:
            return "unknown"
    return "unknown"


def _guard(row: Row, kind: Kind) -> None:
    unknown = {name for name in row.raw if name not in _KNOWN}
    hide(row, {*_PERSONAL, *unknown, *(() if kind == "organisation" else (*_PLACES, *_FREE, _BORN[1]))})


def _entity(source: Source, row: Row, section: str, kind: Kind, parts: re.Pattern[str]) -> Entity:
    japanese_name, english = row.said(_JAPANESE), row.said(_ENGLISH)

    def values(*columns: str) -> list[str]:
        """The values of these columns' cells; one cell may hold several."""
        split = (part.strip(" \u3000、") for column in columns for part in parts.split(row.one(column)))
        return [value for value in split if value and value != _UNKNOWN]

    names = [
        Name(text=text, kind=as_ if as_ != "primary" or not place else "alias", language="ja" if column == _JAPANESE else "")
        for column, as_ in _NAMES.items()
        for place, text in enumerate(values(column))
    ]
    born = [japanese(text) for cell in values(*_BORN) for text in _DATE.findall(cell)]
    places, bases, notice = values(*_PLACES), values(*_BASES), row.one("告示番号")
    announced, listed = _first_date(row.one(_NOTICE)), _first_date(" ".join(values(*_LISTED)))
    references = dict.fromkeys(_REFERENCE.findall(row.one("国連参照番号")))
    titles = [" ".join(text.split()) for text in values(*_TITLES)]
    row.skip(*_PERSONAL, *_FREE)
    listing = Listing(
        regime=source.regime,
        categories=(section,),
        reason="; ".join(bases) if kind == "organisation" else "",
        reference=f"告示番号 {notice}" if notice else "",
        url=source.url,
        announced_on=announced,
        listed_on=listed,
        note="; ".join(titles),
    )
    return Entity(
        source=source.name,
        entity_id=sha256("\n".join((section, japanese_name, english)).encode()).hexdigest()[:16],
        kind=kind,
        names=tuple(sorted(names, key=lambda name: (name.kind != "primary", name.kind == "weak"))),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme="un_reference", value=value) for value in references),
        addresses=tuple(Address(text=text, country=alpha2(text.rpartition(", ")[2])) for text in places) if kind == "organisation" else (),
        birth_dates=() if kind == "organisation" else tuple(dict.fromkeys(born)),
        listings=(listing,),
    )


def _first_date(cell: str) -> str:
    """Of 「2001.9.22 2008.6.25改訂」 the day on which it was first said."""
    return japanese(found[0]) if (found := _DATE.search(cell)) else ""
