"""New Zealand: register of persons and entities under the Russia Sanctions Act 2022.

Being listed: New Zealand bars dealings with the party's assets, its securities or services, its ships, aircraft or travel, as
the columns of the register say. It binds nobody in Japan and is about the war against Ukraine alone.

Caveats: written from public readers of the workbook; no whole file was at hand. The register is the sheet whose header has
"Unique Identifier"; lines above it are titles. Rows of the type Asset cover classes of things and name nobody; the row
Total is the publisher's sum. Days may be unknown ("xx/xx/1967"). A status other than in force is told in the note. Not read,
and left out of quoted rows: citizenship, birth place, passports, and for natural persons titles, addresses, relatives and free texts.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import slashed
from sources.read.raw import whole
from sources.read.row import Fields, Row
from sources.read.sheets import hide, sheet

SOURCE = Source(
    name="nz_ru",
    title_en="New Zealand Russia Sanctions Register",
    title_ja="ニュージーランド ロシア制裁登録簿",
    publisher="Ministry of Foreign Affairs and Trade, New Zealand",
    url="https://www.mfat.govt.nz/en/countries-and-regions/europe/ukraine/russian-invasion-of-ukraine/sanctions/",
    licence="Creative Commons Attribution 4.0, see the publisher's page",
    regime="New Zealand Russia Sanctions Act 2022",
    cadence_days=60,
    files=(
        File(
            name="register.xlsx",
            url="https://www.mfat.govt.nz/assets/Countries-and-Regions/Europe/Ukraine/Russia-Sanctions-Register.xlsx",
            media="xlsx",
            max_bytes=50_000_000,
        ),
    ),
    by_default=False,
    sub_lists={"": 900},
)
_NAME = ("First name", "Middle name(s)", "Last name")
_MEASURES = ("Aircraft Ban", "Asset Freeze", "Dealing with Securities", "Service Prohibition", "Ship Ban", "Travel Ban")
_NEVER = ("Citizenship", "Citizenship 2", "Citizenship 3", "Place of Birth", "Passport Number")
_OF_BODIES = ("Title", "Address", "Associates/Relatives", "General Rationale for Sanction", "Additional Information")
COLUMNS = (
    "Unique Identifier", "Type", "Title", *_NAME, "Alias/Alternate Spellings", "Address", "DOB", *_NEVER, "Date of Sanction",
    "Date of Additional Sanction", "Sanction Status", "General Rationale for Sanction", *_MEASURES,
)  # fmt: skip
_KINDS: Mapping[str, Kind] = {"individual": "person", "entity": "organisation", "bank": "organisation"}
_NO = ("", "no", "n", "false", "0", "n/a", "-")
_FORMS = r"(?:oao|ooo|zao|pao|ao|jsc|pjsc|ojsc|llc|ltd|limited|inc|co)\b"
_BETWEEN = re.compile(rf"[;\n]|,(?!\s*{_FORMS})", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:[dx]{2}/)?(?:([01]\d|[mx]{2})/)?(\d{4})", re.IGNORECASE)


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is the register's Unique Identifier."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in sheet(document, SOURCE, COLUMNS, mark="Unique Identifier"):
        written = row.one("Type")
        kind = _KINDS.get(written.casefold())
        hidden = (*_NEVER, *(() if kind == "organisation" else _OF_BODIES))
        hide(row, [name for name in hidden if name in row.raw])
        if written == "Total":
            continue
        if kind is None:
            yield row.rejected("rejected.class_only" if written == "Asset" else "rejected.unknown_category", written)
            continue
        yield _entity(row, kind)
        yield from fields.spent(row)


def _entity(row: Row, kind: Kind) -> Entity:
    number, (first, middle, last) = row.need("Unique Identifier"), (" ".join(row.one(name).split()) for name in _NAME)
    given = f"{first} {middle}".strip()
    known = (last, given) if kind == "person" and last and given else ("", "")
    aliases = [text for part in _BETWEEN.split(row.one("Alias/Alternate Spellings")) if (text := " ".join(part.split()))]
    place, born, reason = " ".join(row.one("Address").split()), row.one("DOB"), row.one("General Rationale for Sanction")
    row.skip(*_NEVER, "Title", "Associates/Relatives", "Additional Information")
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=(
            Name(text=f"{given} {last}".strip(), family=known[0], given=known[1]),
            *(Name(text=text, kind="alias") for text in aliases),
        ),
        quote=row.quote,
        identifiers=(Identifier(scheme="nz_russia_sanctions", value=number),),
        addresses=(Address(text=place, country=alpha2(place.rpartition(",")[2])),) if place and kind != "person" else (),
        birth_dates=(_birth_date(born),) if born and kind == "person" else (),
        listings=(_listing(row, number, "" if kind == "person" else " ".join(reason.split())),),
    )


def _listing(row: Row, number: str, reason: str) -> Listing:
    more, status = slashed(row.one("Date of Additional Sanction"), "dmy"), row.one("Sanction Status")
    return Listing(
        regime=SOURCE.regime,
        categories=tuple(name for name in _MEASURES if row.one(name).casefold() not in _NO),
        reason=reason,
        reference=number,
        url=SOURCE.url,
        listed_on=slashed(row.one("Date of Sanction"), "dmy"),
        note="; ".join(part for part in (status, f"Date of Additional Sanction {more}" if more else "") if part),
    )


def _birth_date(text: str) -> str:
    """Of "xx/xx/1967" -> "1967", of "xx/05/1967" -> "1967-05"."""
    if unknown := _UNKNOWN.fullmatch(text):
        month = unknown[1] if unknown[1] and unknown[1].isdigit() else ""
        return f"{unknown[2]}-{month}" if month else unknown[2]
    return slashed(text, "dmy")
