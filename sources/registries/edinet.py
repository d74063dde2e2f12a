"""EDINET code list: who files securities reports in Japan, with the corporate number (Financial Services Agency).

Being in the list means to file, or to have filed, reports under the securities law; it says nothing else. It joins the EDINET
code, the securities code and the corporate number, so that major shareholders in reports can be tied to a body.

Caveats: a zip with one CSV in Shift_JIS (cp932): a line that says when it was made, the head, then the filers. Persons who
file reports of large holdings stand in it too; they are persons here, and neither their address nor their trade is kept or
quoted. The columns are known from public readers of the file.
"""

from collections.abc import Iterator, Mapping

from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import hide, unpacked_table
from sources.read.numbers import is_corporate_number
from sources.read.ofac import WITHHELD
from sources.read.packed import unpacked
from sources.read.raw import in_utf8, whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="edinet",
    kind="registry",
    title_en="EDINET code list",
    title_ja="EDINETコードリスト",
    publisher="Financial Services Agency, Japan",
    url="https://disclosure2.edinet-fsa.go.jp/weee0010.aspx",
    licence="Public Data License (Japan), see the publisher's page",
    regime="EDINET",
    cadence_days=7,
    files=(
        File(
            name="Edinetcode.zip",
            url="https://disclosure2dl.edinet-fsa.go.jp/searchdocument/codelist/Edinetcode.zip",
            media="zip",
            max_bytes=20_000_000,
        ),
    ),
    by_default=False,
    sub_lists={"": 5_000},
)
_MADE = "ダウンロード実行日"
_CODE, _KIND, _NAME, _ENGLISH, _READING = "ＥＤＩＮＥＴコード", "提出者種別", "提出者名", "提出者名（英字）", "提出者名（ヨミ）"
_PLACE, _SECURITY, _NUMBER = "所在地", "証券コード", "提出者法人番号"
_COLUMNS = (_CODE, _KIND, _NAME, _ENGLISH, _READING, _PLACE, "提出者業種", _SECURITY, _NUMBER)
_NOT_READ = ("上場区分", "連結の有無", "資本金", "決算日", "提出者業種")
_ENCODINGS = ("cp932", "utf-8")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per filer; its id is the EDINET code ("E00004"). Raises SourceChanged when the first line is another."""
    (document,) = whole(documents, SOURCE)
    first = in_utf8(unpacked(document, SOURCE, suffix=".csv"), SOURCE, _ENCODINGS).partition(b"\n")[0].decode()
    if _MADE not in first:
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="1", field=_MADE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in unpacked_table(document, SOURCE, _COLUMNS, encodings=_ENCODINGS, skip=1):
        number = row.need(_NUMBER)
        if number and not is_corporate_number(number):
            yield row.rejected("rejected.check_digit", number)
            continue
        yield _entity(row, number)
        row.skip(*_NOT_READ)
        yield from fields.spent(row)


def _entity(row: Row, number: str) -> Entity:
    is_person = row.need(_KIND).startswith("個人")
    code, security, place = row.need(_CODE), row.need(_SECURITY), row.need(_PLACE)
    english, reading = row.need(_ENGLISH), row.need(_READING)
    if is_person:
        hide(row, {name: WITHHELD for name in (_PLACE, "提出者業種") if row.said(name)})
    names = [Name(text=row.need(_NAME), language="ja")]
    names += [Name(text=english, language="en")] if english else []
    names += [Name(text=reading, kind="alias", language="ja-Kana")] if reading else []
    numbers = {"edinet": code, "jp_securities_code": security, "jp_corporate_number": number}
    return Entity(
        source=SOURCE.name,
        entity_id=code,
        kind="person" if is_person else "organisation",
        names=tuple(names),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in numbers.items() if value),
        addresses=(Address(text=place),) if place and not is_person else (),
    )
