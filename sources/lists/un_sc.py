"""United Nations Security Council Consolidated List: everyone under any of the Council's sanctions committees.

Being listed binds every member state: assets are frozen, often travel and arms are barred, in Japan through the Foreign
Exchange Act. Most entries have nothing to do with research; a few do (Iran, DPRK).

Caveats: names come in up to four parts in no stated order; aliases are graded Good or Low; the whole Iran part (2231) was
absent until September 2025 and came back. One original-script name bears the publisher's own damaged letters. Not read, and
left out of quoted rows: nationality, birth place, gender, documents of natural persons.
"""

import re
from collections.abc import Iterator, Mapping

from sources.countries import alpha2
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, NameKind, Rejected, Source
from sources.read.checked import NAME_LIMIT, checked
from sources.read.dates import partial
from sources.read.markup import records
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="un_sc",
    title_en="United Nations Security Council Consolidated List",
    title_ja="国連安全保障理事会 制裁対象者統合リスト",
    publisher="United Nations Security Council",
    url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    licence="United Nations, free use with attribution",
    regime="UN Security Council",
    cadence_days=21,
    files=(File(name="consolidated.xml", url="https://scsanctions.un.org/resources/xml/en/consolidated.xml", media="xml"),),
    hosts=("unsolprodfiles.blob.core.windows.net",),
    standing="verified",
    sub_lists={
        "Al-Qaida": 170, "DPRK": 77, "Taliban": 70, "Iran": 0, "Iraq": 37, "DRC": 26, "Libya": 14, "Somalia": 11, "CAR": 7,
        "Haiti": 2, "Yemen": 5, "GB": 4, "Sudan": 4, "SouthSudan": 4, "Mali": 0,
    },
)  # fmt: skip
"""`Iran` and `Mali` have no floor: both regimes have ended, and Iran's returned."""

_TAGS: Mapping[str, Kind] = {"INDIVIDUAL": "person", "ENTITY": "organisation"}
_QUALITY: Mapping[str, NameKind] = {"Good": "alias", "Low": "weak", "a.k.a.": "alias", "f.k.a.": "former"}
_FORMER = re.compile(r"\b(?:previously|formerly) (?:listed|known) as\b", re.IGNORECASE)
_SCRIPT = re.compile(r"\b(?:original script|in arabic(?: script)?)\s*:\s*([^;:]+)", re.IGNORECASE)
_SEVERAL = re.compile(r"(.+?)\s*\(((?:[^()]|\([^()]*\))*;(?:[^()]|\([^()]*\))*)\)")
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_WITHHELD = (
    "NATIONALITY",
    "GENDER",
    "INDIVIDUAL_PLACE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
    "CITY_OF_BIRTH",
    "COUNTRY_OF_BIRTH",
    "NOTE",
    "COMMENTS1",
)
_NOT_READ = (
    "VERSIONNUM", "DATAID", "TITLE", "LIST_TYPE", "NATIONALITY", "GENDER", "INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT",
    "SORT_KEY", "SORT_KEY_LAST_MOD", "INDIVIDUAL_ADDRESS", "SUBMITTED_BY", "DELISTED_ON", "NATIONALITY2",
)  # fmt: skip
ALWAYS = (
    "REFERENCE_NUMBER", "UN_LIST_TYPE", "LISTED_ON", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "COMMENTS1", "DESIGNATION",
    "DESIGNATION/VALUE", "INDIVIDUAL_ALIAS", "INDIVIDUAL_ALIAS/ALIAS_NAME", "INDIVIDUAL_ALIAS/QUALITY", "ENTITY_ALIAS",
    "ENTITY_ALIAS/ALIAS_NAME", "ENTITY_ALIAS/QUALITY", "ENTITY_ADDRESS", "ENTITY_ADDRESS/CITY", "ENTITY_ADDRESS/COUNTRY",
    "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_DATE_OF_BIRTH/DATE", "INDIVIDUAL_DATE_OF_BIRTH/YEAR",
    "INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE", "NAME_ORIGINAL_SCRIPT", "LAST_DAY_UPDATED", "LAST_DAY_UPDATED/VALUE",
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per INDIVIDUAL and ENTITY; its id is the Council's permanent reference (QDi.001)."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for tag, row in records(document, SOURCE, "CONSOLIDATED_LIST", ("INDIVIDUALS", "ENTITIES"), tuple(_TAGS), withheld=_WITHHELD):
        kind, committee = _TAGS[tag], row.need("UN_LIST_TYPE")
        if committee not in SOURCE.sub_lists:
            yield row.rejected("rejected.unknown_category", committee)
            continue
        yield _entity(row, tag, kind, committee)
        yield from fields.spent(row)
    fields.require(document.name, ALWAYS)


def _entity(row: Row, tag: str, kind: Kind, committee: str) -> Entity:
    reference = row.need("REFERENCE_NUMBER")
    names = _names(row, tag, kind)
    comments = row.one("COMMENTS1")
    posts = [text for designation in row.rows("DESIGNATION") for text in designation.all("VALUE")]
    updated = max((text for day in row.rows("LAST_DAY_UPDATED") for text in day.all("VALUE")), default="")
    listing = Listing(
        regime=f"UN Security Council: {committee}",
        sub_list=committee,
        reason="" if kind == "person" else comments,
        reference=reference,
        url=SOURCE.url,
        listed_on=partial(row.need("LISTED_ON")),
        note="; ".join([*posts, f"LAST_DAY_UPDATED {partial(updated)}"] if updated else posts),
    )
    row.skip(*_NOT_READ)
    return Entity(
        source=SOURCE.name,
        entity_id=reference,
        kind=kind,
        names=names,
        quote=row.quote,
        identifiers=(Identifier(scheme="un_reference", value=reference),),
        addresses=tuple(_address(place) for place in row.rows("ENTITY_ADDRESS")),
        birth_dates=tuple(dict.fromkeys(text for born in row.rows("INDIVIDUAL_DATE_OF_BIRTH") if (text := _birth_date(born)))),
        listings=(listing,),
    )


def _names(row: Row, tag: str, kind: Kind) -> tuple[Name, ...]:
    text = " ".join(part for name in _PARTS if (part := row.one(name)))
    first, *more = [text] if kind == "person" else [part.strip() for part in text.split(" ; ")]
    names = [Name(text=first), *(Name(text=part, kind="alias") for part in more)]
    if original := row.one("NAME_ORIGINAL_SCRIPT"):
        names.append(Name(text=original))
    for alias in row.rows(f"{tag}_ALIAS"):
        written, quality, note = alias.one("ALIAS_NAME"), alias.one("QUALITY"), alias.one("NOTE")
        alias.skip("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
        as_ = "former" if _FORMER.search(note) else _QUALITY.get(quality, "alias")
        texts = [*_separate(written), *(match[1].strip() for match in _SCRIPT.finditer(note) if written)]
        names += [Name(text=part, kind=as_) for part in texts if part]
    return tuple(names)


def _separate(written: str) -> list[str]:
    """Names that share one alias: "First Spelling; Second Spelling", "original script (First Spelling; Second Spelling)"."""
    if len(written) <= NAME_LIMIT and (match := _SEVERAL.fullmatch(written)):
        return [match[1], *(part.replace("(original script)", "").strip() for part in match[2].split("; "))]
    return [written] if "(" in written else written.split("; ")


def _birth_date(born: Row) -> str:
    """A day, a year, "circa 1958" or "1958 to 1960"."""
    how, day, year = born.one("TYPE_OF_DATE"), born.one("DATE"), born.one("YEAR")
    since, until = born.one("FROM_YEAR"), born.one("TO_YEAR")
    born.skip("NOTE")
    if since and until:
        return f"{since} to {until}"
    text = partial(day or year)
    return f"circa {text}" if text and how == "APPROXIMATELY" else text


def _address(place: Row) -> Address:
    parts = [place.one(name) for name in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")]
    place.skip("NOTE")
    return Address(text=", ".join(part for part in parts if part), city=parts[1], country=alpha2(parts[4]))
