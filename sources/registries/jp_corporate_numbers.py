"""Japanese corporate numbers (法人番号): every corporation and public body in Japan, by the National Tax Agency.

Having a number means nothing but to be registered in Japan; it tells bodies of one name apart, and is the number that
ministries, e-Rad and gBizINFO use.

Caveats: the bulk file of all prefectures or of one, or a file of differences, as CSV without a header, in 30 columns, in
UTF-8 or Shift_JIS (cp932), mostly zipped; the user brings it, under any name. English names and readings are given by few. A
former name stands in a row whose "latest" mark is 0. Rows of process 99 are deletions of mistaken entries. The columns are
known from the agency's description of its files. Letters outside the coded sets are given there as images, which are not read.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sources.model import Address, Document, Entity, File, Identifier, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import unpacked_headless
from sources.read.numbers import is_corporate_number
from sources.read.row import Row

SOURCE = Source(
    name="jp_corporate_numbers",
    kind="registry",
    title_en="Japanese corporate numbers",
    title_ja="国税庁 法人番号公表サイト",
    publisher="National Tax Agency, Japan",
    url="https://www.houjin-bangou.nta.go.jp/download/",
    licence="Public Data License (Japan), see the publisher's page",
    regime="Corporate numbers",
    cadence_days=31,
    files=(
        File(
            name="all.csv",
            url="https://www.houjin-bangou.nta.go.jp/download/zenken/00_zenkoku_all.csv",
            aliases=("https://www.houjin-bangou.nta.go.jp/download/zenken/00_zenkoku_all.zip",),
            max_bytes=2_000_000_000,
        ),
    ),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
COLUMNS = (
    "sequence", "number", "process", "correct", "updated", "changed", "name", "name_image", "kind", "prefecture", "city", "street",
    "address_image", "prefecture_code", "city_code", "post_code", "abroad", "abroad_image", "closed", "close_cause", "successor",
    "change_cause", "assigned", "latest", "name_en", "prefecture_en", "city_en", "abroad_en", "reading", "hidden",
)  # fmt: skip
_ENCODINGS = ("utf-8", "cp932")
_PROCESSES = {"01", "11", "12", "13", "21", "22", "71", "72", "81"}
_DELETED = "99"
_KINDS = {"101", "201", "301", "302", "303", "304", "305", "399", "401", "499"}


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per number, from its latest row; its id is the number. A row with a wrong check digit is set aside."""
    yield from checked(SOURCE, _entities(documents))


def _entities(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    former: dict[str, list[str]] = defaultdict(list)
    for row in _rows(documents):
        if row.need("latest") == "0" and row.one("process") != _DELETED:
            former[row.one("number")].append(row.one("name"))
    for row in _rows(documents):
        number, process, kind, latest = (row.one(name) for name in ("number", "process", "kind", "latest"))
        if not is_corporate_number(number):
            yield row.rejected("rejected.check_digit", number)
        elif process == _DELETED or latest == "0":
            continue
        elif process not in _PROCESSES or kind not in _KINDS or latest != "1":
            yield row.rejected("rejected.unknown_category", f"{process}, {kind}, {latest}")
        else:
            yield _entity(row, number, former.get(number, []))


def _rows(documents: Mapping[str, Document]) -> Iterator[Row]:
    for document in documents.values():
        yield from unpacked_headless(document, SOURCE, COLUMNS, _ENCODINGS)


def _entity(row: Row, number: str, former: list[str]) -> Entity:
    name, english, reading = row.one("name"), row.one("name_en"), row.one("reading")
    names = [Name(text=name, language="ja")]
    names += [Name(text=english, language="en")] if english else []
    names += [Name(text=reading, kind="alias", language="ja-Kana")] if reading else []
    names += [Name(text=text, kind="former", language="ja") for text in former if text != name]
    closed, city, abroad = row.one("closed"), row.one("city"), row.one("abroad")
    text = abroad or "".join((row.one("prefecture"), city, row.one("street")))
    successor = row.one("successor")
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind="organisation",
        names=tuple(names),
        quote=row.quote,
        identifiers=(Identifier(scheme="jp_corporate_number", value=number),),
        addresses=(Address(text=text, city=city, country="" if abroad else "jp"),) if text else (),
        listings=(Listing(regime=SOURCE.regime, sub_list="closed", reference=number, withdrawn_on=closed),) if closed else (),
        related=(("successor", Identifier(scheme="jp_corporate_number", value=successor)),) if successor else (),
    )
