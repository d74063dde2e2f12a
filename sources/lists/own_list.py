"""A list the institution keeps itself: whom it wants to be told of, in a CSV or a workbook of its own.

Being listed: the institution put the body or person there, for the reason that the row gives. It is no law and no finding, so it
stands outside the level of care unless a policy names it among the lists that are graded.

One row for each body or person, under these heads, in English or in Japanese; only the name must be there:
name 名称 · aliases 別名 (parted by ";" or line ends) · kind 区分 (organisation 団体, person 個人; empty: organisation) ·
country 国 (of organisations only) · reason 理由 · reference 参照 · from 開始日 · to 終了日.
CSV in UTF-8, or as Excel writes it in Japan, its last line ended as all others; or the first sheet of an .xlsx. Several files are
one list. data/example/own-list.csv is one to copy. Caveats: an entry is known by its reference where it has one, else by its
name. Other columns are told of and neither kept nor quoted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Kind, Listing, Name, Rejected, Source
from sources.read import delimited, sheets
from sources.read.checked import checked
from sources.read.dates import japanese
from sources.read.packed import ZIP
from sources.read.row import Fields, Row
from sources.rosters.columns import code_of

SOURCE = Source(
    name="own_list",
    title_en="The institution's own list",
    title_ja="自機関のリスト",
    publisher="your institution",
    url="https://own-list.invalid/",
    licence="your own",
    regime="own list",
    cadence_days=365,
    files=(File(name="own-list.csv", url="https://own-list.invalid/own-list.csv", max_bytes=20_000_000),),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_HEADS = {
    "name": "名称", "aliases": "別名", "kind": "区分", "country": "国", "reason": "理由", "reference": "参照",
    "from": "開始日", "to": "終了日",
}  # fmt: skip
_KINDS: Mapping[str, Kind] = {
    "": "organisation",
    "organisation": "organisation",
    "団体": "organisation",
    "person": "person",
    "個人": "person",
}
_KNOWN = {*_HEADS, *_HEADS.values()}


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row. Documents may bear any name. Raises SourceChanged for a table without a column of names."""
    yield from checked(SOURCE, (item for document in documents.values() for item in _entities(document)))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in _rows(document):
        if not any(text.strip() for text in row.raw.values()):
            continue  # a line that a spreadsheet left behind
        if not {"name", _HEADS["name"]} & row.raw.keys():
            where = {"source": SOURCE.name, "document": document.name, "row": "header"}
            raise SourceChanged("source.field_missing", **where, field="name / 名称")
        kind = _KINDS.get(written := _cell(row, "kind").lower())
        yield _entity(row, kind) if kind else row.rejected("rejected.unknown_category", written)
        yield from fields.spent(row) if kind else ()


def _rows(document: Document) -> Iterator[Row]:
    """The rows of a workbook or CSV, quoted without columns that are not ours."""
    packed = document.content.startswith(ZIP)
    for row in (
        sheets.sheet(document, SOURCE, ()) if packed else delimited.unpacked_table(document, SOURCE, (), encodings=("utf-8", "cp932"))
    ):
        if others := row.raw.keys() - _KNOWN:
            row.quote = replace(row.quote, text=" | ".join(text for name, text in row.raw.items() if name not in others))
        yield row


def _cell(row: Row, head: str) -> str:
    return row.one(head) or row.one(_HEADS[head])


def _entity(row: Row, kind: Kind) -> Entity:
    name, aliases, country = _cell(row, "name"), _cell(row, "aliases"), _cell(row, "country")
    reference, since, until = _cell(row, "reference"), _cell(row, "from"), _cell(row, "to")
    listing = Listing(
        regime=SOURCE.regime,
        reason=_cell(row, "reason"),
        reference=reference,
        listed_on=japanese(since),
        withdrawn_on=japanese(until),
    )
    others = [text for line in aliases.replace("；", ";").splitlines() for part in line.split(";") if (text := part.strip())]
    return Entity(
        source=SOURCE.name,
        entity_id=sha256((reference or name).encode()).hexdigest()[:16],
        kind=kind,
        names=(Name(text=name), *(Name(text=text, kind="alias") for text in others)),
        quote=row.quote,
        addresses=(Address(text=country, country=alpha2(country) or code_of("country", country) or ""),)
        if country and kind == "organisation"
        else (),
        listings=(listing,),
    )
