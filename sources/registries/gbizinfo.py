"""gBizINFO: what Japanese ministries publish of corporations, by corporate number (METI).

Being in gBizINFO means nothing but to be a corporation; it gives English names, readings and web pages that the tax agency's
file lacks.

Caveats: the CSV of basic facts (法人基本情報) or answers of the interface as JSON, of which the user brings copies (the interface
asks for a token). The representative's name and the number of employees by gender are neither kept nor quoted. The status
"閉鎖" says that the register was closed. The columns are known from public readers of the file.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import hide, unpacked_table
from sources.read.numbers import is_corporate_number
from sources.read.ofac import WITHHELD
from sources.read.packed import objects
from sources.read.row import QUOTE_LIMIT, Fields

SOURCE = Source(
    name="gbizinfo",
    kind="registry",
    title_en="gBizINFO: basic facts of Japanese corporations",
    title_ja="gBizINFO 法人基本情報",
    publisher="Ministry of Economy, Trade and Industry, Japan",
    url="https://info.gbiz.go.jp/hojin/DownloadTop",
    licence="Public Data License (Japan), see the publisher's page",
    regime="gBizINFO",
    cadence_days=31,
    files=(File(name="hojin.csv", url="https://info.gbiz.go.jp/hojin/Kihonjoho_UTF-8.csv", max_bytes=2_000_000_000),),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_COLUMNS = {
    "number": "法人番号", "name": "法人名", "reading": "法人名ふりがな", "name_en": "法人名英語", "location": "本社所在地",
    "status": "ステータス", "closed": "登記記録の閉鎖等年月日",
}  # fmt: skip
_KEYS = {
    "number": "corporate_number", "name": "name", "reading": "kana", "name_en": "name_en", "location": "location", "status": "status",
    "closed": "close_date",
}  # fmt: skip
_OPTIONAL = {"reading", "name_en", "closed"}
_PERSONAL = ("法人代表者名", "法人代表者役職", "企業規模詳細(男性)", "企業規模詳細(女性)", "企業規模詳細（男性）", "企業規模詳細（女性）")
_PERSONAL_KEYS = ("representative_name", "representative_position", "company_size_male", "company_size_female")
_NOT_READ = (
    "郵便番号", "登記記録の閉鎖等の事由", "資本金", "従業員数", "営業品目リスト", "事業概要", "企業ホームページ", "設立年月日",
    "創業年", "最終更新日", "資格等級", *_PERSONAL,
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per corporation; its id is the number. A row with a wrong check digit is set aside."""
    yield from checked(SOURCE, (item for document in documents.values() for item in _entities(document)))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    if document.content.lstrip().startswith(b"{"):
        yield from _answers(document)
        return
    fields = Fields(SOURCE)
    for row in unpacked_table(document, SOURCE, tuple(_COLUMNS.values()), encodings=("utf-8", "cp932")):
        hide(row, {name: WITHHELD for name in _PERSONAL if row.said(name)})
        yield _entity({name: row.one(column) for name, column in _COLUMNS.items()}, row.quote)
        row.skip(*_NOT_READ)
        yield from fields.spent(row)


def _answers(document: Document) -> Iterator[Entity | Rejected]:
    for answer, quote in objects(document, SOURCE):
        records = answer.get("hojin-infos")
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise _missing(document, quote, "hojin-infos")
        for number, record in enumerate(records, 1):
            if lacking := [key for name, key in _KEYS.items() if name not in _OPTIONAL and key not in record]:
                raise _missing(document, quote, lacking[0])
            shown = json.dumps({key: value for key, value in record.items() if key not in _PERSONAL_KEYS}, ensure_ascii=False)
            own = Quote(document=document.name, locator=f"record {number}", text=shown[:QUOTE_LIMIT])
            yield _entity({name: str(record.get(key) or "") for name, key in _KEYS.items()}, own)


def _missing(document: Document, quote: Quote, field: str) -> SourceChanged:
    return SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row=quote.locator, field=field)


def _entity(facts: Mapping[str, Any], quote: Quote) -> Entity | Rejected:
    number = facts["number"]
    if not is_corporate_number(number):
        return Rejected(source=SOURCE.name, reason="rejected.check_digit", quote=quote, detail=number[:200])
    names = [Name(text=facts["name"], language="ja")]
    names += [Name(text=facts["name_en"], language="en")] if facts["name_en"] else []
    names += [Name(text=facts["reading"], kind="alias", language="ja-Kana")] if facts["reading"] else []
    is_closed = bool(facts["closed"]) or "閉鎖" in facts["status"]
    closed = Listing(regime=SOURCE.regime, sub_list="closed", reference=number, withdrawn_on=facts["closed"])
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind="organisation",
        names=tuple(names),
        quote=quote,
        identifiers=(Identifier(scheme="jp_corporate_number", value=number),),
        addresses=(Address(text=facts["location"], country="jp"),) if facts["location"] else (),
        listings=(closed,) if is_closed else (),
    )
